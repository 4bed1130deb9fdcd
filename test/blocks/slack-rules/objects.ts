import limits from '../block-kit/limits.json' with { type: 'json' }
import {
  address,
  among,
  anything,
  byType,
  flag,
  list,
  number,
  oneOf,
  type Rule,
  shape,
  text,
} from './shapes.ts'

export const actionId = text({ min: 1, max: limits.action_id.max_length })
export const blockId = text({ min: 1, max: limits.block_id.max_length })

export function plainText(max: number = limits.text.max_length): Rule {
  return byType({ plain_text: shape({ type: anything, text: text({ min: 1, max }) }, { emoji: flag }) })
}

export function anyText(max: number = limits.text.max_length): Rule {
  const words = text({ min: limits.text.min_length, max })
  return byType({
    plain_text: shape({ type: anything, text: words }, { emoji: flag }),
    mrkdwn: shape({ type: anything, text: words }, { verbatim: flag }),
  })
}

export function markdownText(max: number): Rule {
  return byType({
    mrkdwn: shape({ type: anything, text: text({ min: 1, max }) }, { verbatim: flag }),
    plain_text: shape({ type: anything, text: text({ min: 1, max }) }, { emoji: flag }),
  })
}

export const confirmation = shape(
  {
    title: plainText(limits.confirmation.title.max_length),
    text: anyText(limits.confirmation.text.max_length),
    confirm: plainText(limits.confirmation.confirm.max_length),
    deny: plainText(limits.confirmation.deny.max_length),
  },
  { style: among('primary', 'danger') },
)

export const option = shape(
  { text: anyText(limits.option.text.max_length), value: text({ max: limits.option.value.max_length }) },
  {
    description: anyText(limits.option.description.max_length),
    url: text({ max: limits.option.url.max_length }),
  },
)

export const optionGroup = shape({
  label: plainText(limits.option_group.label.max_length),
  options: list(option, {
    min: limits.option_group.options.min_items,
    max: limits.option_group.options.max_items,
  }),
})

export const filter = shape(
  {},
  {
    include: list(among('im', 'mpim', 'private', 'public'), { min: 1 }),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  },
  oneOf(['include', 'exclude_external_shared_channels', 'exclude_bot_users'], false),
)

export const dispatch = shape({
  trigger_actions_on: list(among('on_enter_pressed', 'on_character_entered'), { min: 1 }),
})

export const workflow = shape({
  trigger: shape(
    { url: address },
    { customizable_input_parameters: list(shape({ name: text({ min: 1 }), value: text() })) },
  ),
})

export const slackFile = shape({}, { id: text({ min: 1 }), url: address }, oneOf(['id', 'url'], true))

const style = shape(
  {},
  {
    bold: flag,
    italic: flag,
    strike: flag,
    code: flag,
    underline: flag,
    highlight: flag,
    client_highlight: flag,
    unlink: flag,
  },
)

/** Slack names no limit for rich text; we hold ourselves to that of text objects. */
const richWords = text({ min: 1, max: limits.text.max_length })

const richLeaves: Record<string, Rule> = {
  text: shape({ type: anything, text: richWords }, { style }),
  link: shape({ type: anything, url: address }, { text: richWords, unsafe: flag, style }),
  emoji: shape({ type: anything, name: text({ min: 1 }) }, { unicode: text(), skin_tone: number(), style }),
  user: shape({ type: anything, user_id: text({ min: 1 }) }, { style }),
  usergroup: shape({ type: anything, usergroup_id: text({ min: 1 }) }, { style }),
  channel: shape({ type: anything, channel_id: text({ min: 1 }) }, { style }),
  team: shape({ type: anything, team_id: text({ min: 1 }) }, { style }),
  broadcast: shape({ type: anything, range: among('here', 'channel', 'everyone') }, { style }),
  color: shape({ type: anything, value: text({ min: 1 }) }, { style }),
  date: shape(
    { type: anything, timestamp: number(), format: text({ min: 1 }) },
    { url: address, fallback: text(), style },
  ),
}

const leaf = byType(richLeaves)
const border = number({ min: 0, max: 3 })
const section = shape({ type: anything, elements: list(leaf, { min: 1 }) })
const codeLeaf = byType({ text: richLeaves.text ?? anything, link: richLeaves.link ?? anything })

/** Elements of a rich text block. */
const rich = byType({
  rich_text_section: section,
  rich_text_preformatted: shape(
    { type: anything, elements: list(codeLeaf, { min: 1 }) },
    { border, language: text() },
  ),
  rich_text_quote: shape({ type: anything, elements: list(leaf, { min: 1 }) }, { border }),
  rich_text_list: shape(
    {
      type: anything,
      style: among('bullet', 'ordered'),
      elements: list(byType({ rich_text_section: section }), { min: 1 }),
    },
    { indent: number({ min: 0, max: 8 }), offset: number({ min: 0 }), border },
  ),
})

export const richText = byType({
  rich_text: shape({ type: anything, elements: list(rich, { min: 1 }) }, { block_id: blockId }),
})
