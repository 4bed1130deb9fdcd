import limits from '../block-kit/limits.json' with { type: 'json' }
import { chart } from './chart.ts'
import { contextActions, elements, image, urlSource } from './elements.ts'
import * as object from './objects.ts'
import {
  address,
  among,
  anything,
  byType,
  flag,
  list,
  oneOf,
  only,
  type Rule,
  shape,
  text,
} from './shapes.ts'
import { dataTable, table } from './table.ts'

const type = anything
const named = { block_id: object.blockId }

const actions = byType(
  only(
    elements,
    'button',
    'workflow_button',
    'overflow',
    'checkboxes',
    'radio_buttons',
    'datepicker',
    'timepicker',
    'datetimepicker',
    ...Object.keys(elements).filter((name) => name.endsWith('_select')),
  ),
)
const accessory = byType({
  ...only(elements, ...Object.keys(elements).filter((name) => !name.endsWith('_input'))),
  image,
})
const inputs = byType(
  only(
    elements,
    ...Object.keys(elements)
      .filter((name) => !name.includes('button') || name === 'radio_buttons')
      .filter((name) => name !== 'overflow'),
  ),
)

const card = shape(
  { type },
  {
    ...named,
    hero_image: image,
    icon: image,
    slack_icon: shape({ type: among('icon'), name: text({ min: 1 }) }),
    title: object.markdownText(limits.card.title.max_length),
    subtitle: object.markdownText(limits.card.subtitle.max_length),
    body: object.markdownText(limits.card.body.max_length),
    subtext: object.markdownText(limits.card.subtext.max_length),
    actions: list(byType(only(elements, 'button')), { max: limits.card.actions.max_items }),
  },
  oneOf(['hero_image', 'title', 'actions', 'body'], false),
)

const taskFields = {
  details: object.richText,
  output: object.richText,
  sources: list(byType({ url: urlSource })),
  status: among('pending', 'in_progress', 'complete', 'error'),
}
const task = { task_id: text({ min: 1 }), title: text({ min: 1 }) }

/** Blocks that an app may post in a message. `file` is not one: Slack adds it when messages are read. */
export const blocks: Record<string, Rule> = {
  rich_text: object.richText,
  divider: shape({ type }, named),
  header: shape({ type, text: object.plainText(limits.header.text.max_length) }, named),
  section: shape(
    { type },
    {
      ...named,
      text: object.anyText(limits.section.text.max_length),
      fields: list(object.anyText(limits.section.fields.item_max_length), {
        min: 1,
        max: limits.section.fields.max_items,
      }),
      accessory,
      expand: flag,
    },
    oneOf(['text', 'fields'], false),
  ),
  context: shape(
    {
      type,
      elements: list(byType({ plain_text: object.anyText(), mrkdwn: object.anyText(), image }), {
        min: 1,
        max: limits.context.elements.max_items,
      }),
    },
    named,
  ),
  actions: shape(
    { type, elements: list(actions, { min: 1, max: limits.actions.elements.max_items }) },
    named,
  ),
  context_actions: shape(
    {
      type,
      elements: list(byType(contextActions), { min: 1, max: limits.context_actions.elements.max_items }),
    },
    named,
  ),
  image: shape(
    { type, alt_text: text({ max: limits.image.alt_text.max_length }) },
    {
      ...named,
      image_url: text({ min: 1, max: limits.image.image_url.max_length }),
      slack_file: object.slackFile,
      title: object.plainText(),
    },
    oneOf(['image_url', 'slack_file'], true),
  ),
  input: shape(
    { type, label: object.plainText(limits.input.label.max_length), element: inputs },
    { ...named, hint: object.plainText(limits.input.hint.max_length), optional: flag, dispatch_action: flag },
  ),
  markdown: shape(
    { type, text: text({ min: limits.markdown.text.min_length, max: limits.markdown.text.max_length }) },
    named,
  ),
  alert: shape(
    { type, text: object.anyText(limits.alert.text.max_length) },
    { ...named, level: among('default', 'info', 'warning', 'error', 'success') },
  ),
  card,
  carousel: shape(
    {
      type,
      elements: list(byType({ card }), {
        min: limits.carousel.elements.min_items,
        max: limits.carousel.elements.max_items,
      }),
    },
    named,
  ),
  task_card: shape({ type, ...task }, { ...named, ...taskFields }),
  plan: shape(
    { type, title: text({ min: 1 }) },
    { ...named, tasks: list(shape(task, { ...named, ...taskFields, type: among('task_card') })) },
  ),
  table,
  data_table: dataTable,
  data_visualization: shape(
    { type, title: text({ min: 1, max: limits.data_visualization.title.max_length }), chart },
    named,
  ),
  video: shape(
    {
      type,
      alt_text: text({ min: limits.video.alt_text.min_length, max: limits.video.alt_text.max_length }),
      thumbnail_url: address,
      title: object.plainText(limits.video.title.max_length),
      video_url: address,
    },
    {
      ...named,
      author_name: text({ max: limits.video.author_name.max_length }),
      description: object.plainText(limits.video.description.max_length),
      provider_icon_url: address,
      provider_name: text({ max: limits.video.provider_name.max_length }),
      title_url: address,
    },
  ),
}

const inContainer = [
  'actions',
  'context',
  'divider',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'table',
  'video',
]

blocks.container = shape(
  {
    type,
    title: object.plainText(limits.container.title.max_length),
    child_blocks: list(byType(only(blocks, ...inContainer)), {
      min: 1,
      max: limits.container.child_blocks.max_items,
    }),
  },
  {
    ...named,
    subtitle: object.anyText(limits.container.subtitle.max_length),
    icon: image,
    width: among('narrow', 'standard', 'wide', 'full'),
    is_collapsible: flag,
    default_collapsed: flag,
    has_header_divider: flag,
  },
)
