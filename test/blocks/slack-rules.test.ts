import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import manifest from './block-kit/invalid/manifest.json' with { type: 'json' }
import { invalidBlocks, invalidViews } from './invalid-cases.ts'
import { breaks, breaksView } from './slack-rules.ts'

const valid = new URL('block-kit/valid/', import.meta.url)

/** Fixtures that are valid where they come from and that no app may post as a message, with the reason. */
const outOfScope: Record<string, string> = {
  'blocks/file_block_only.json': 'Slack adds file blocks when messages are read; an app cannot post one',
  'messages/webhook_message_basic.json': 'two blocks share one block_id, which must be unique in a message',
  'messages/webhook_message_delete.json': 'two blocks share one block_id, which must be unique in a message',
}

const plain = { type: 'plain_text', text: 'a' }
const overflow = (options: unknown[]) => ({
  type: 'actions',
  elements: [{ type: 'overflow', action_id: 'o', options }],
})
const acting = (element: object) => ({ type: 'actions', elements: [element] })
const input = (element: object) => ({ type: 'input', label: plain, element })
const rich = (element: object) => ({ type: 'rich_text', elements: [element] })
const workflowButton = (workflow: unknown) => acting({ type: 'workflow_button', text: plain, workflow })
const trigger = { url: 'https://slack.com/shortcuts/1/2' }

/** A block that holds the object of a fixture where Slack wants it. */
const objectIn: Record<string, (fixture: object) => object> = {
  confirmation_dialogue_basic: (confirm) => acting({ type: 'button', text: plain, confirm }),
  conversation_filter_basic: (filter) => acting({ type: 'conversations_select', filter }),
  dispatch_action_configuration_basic: (dispatch_action_config) =>
    input({ type: 'plain_text_input', dispatch_action_config }),
  input_parameter_basic: (parameter) =>
    workflowButton({ trigger: { ...trigger, customizable_input_parameters: [parameter] } }),
  option_basic: (option) => overflow([option]),
  option_group_basic: (group) => acting({ type: 'static_select', option_groups: [group] }),
  option_value_at_limit: (option) => overflow([option]),
  text_markdown_basic: (text) => ({ type: 'section', text }),
  text_markdown_verbatim: (text) => ({ type: 'section', text }),
  text_plaintext_basic: (text) => ({ type: 'section', text }),
  text_plaintext_emoji: (text) => ({ type: 'section', text }),
  trigger_basic: (given) => workflowButton({ trigger: given }),
  workflow_basic: (workflow) => workflowButton(workflow),
}

function blockWithElement(element: { type: string }): object {
  if (element.type === 'image') return { type: 'context', elements: [element] }
  if (element.type === 'url') return { type: 'task_card', task_id: '1', title: 't', sources: [element] }
  return /_input$/.test(element.type) ? input(element) : acting(element)
}

function blockWithRichText(element: { type: string }): object {
  return element.type.startsWith('rich_text_')
    ? rich(element)
    : rich({ type: 'rich_text_section', elements: [element] })
}

function asMessage(folder: string, name: string): Parameters<typeof breaks>[0] {
  const fixture = JSON.parse(readFileSync(new URL(`${folder}/${name}`, valid), 'utf8'))
  switch (folder) {
    case 'messages':
      return fixture
    case 'attachments':
      return { attachments: [fixture] }
    case 'blocks':
      return { blocks: [fixture] }
    case 'elements':
      return { blocks: [blockWithElement(fixture)] }
    case 'rich_text':
      return { blocks: [blockWithRichText(fixture)] }
    default:
      return { blocks: [objectIn[name.replace('.json', '')]?.(fixture)] }
  }
}

const fixtures = readdirSync(valid).flatMap((folder) =>
  readdirSync(new URL(folder, valid)).map((name) => ({ folder, name, id: `${folder}/${name}` })),
)

describe('the rules take what Slack takes', () => {
  const posted = fixtures.filter(({ folder, id }) => folder !== 'views' && !(id in outOfScope))
  test.each(posted)('$id', ({ folder, name }) => {
    expect(breaks(asMessage(folder, name))).toEqual([])
  })

  test.each(fixtures.filter(({ folder }) => folder === 'views'))('$id', ({ id }) => {
    expect(breaksView(JSON.parse(readFileSync(new URL(id, valid), 'utf8')))).toEqual([])
  })

  test.each(Object.entries(outOfScope))('%s is refused: %s', (id) => {
    const [folder = '', name = ''] = id.split('/')
    expect(breaks(asMessage(folder, name)).length).toBeGreaterThan(0)
  })

  test('all fixtures are looked at', () => {
    expect(fixtures.length).toBe(100)
  })
})

describe('the rules refuse what Slack refuses', () => {
  const views = manifest.cases.filter(({ id }) => id.startsWith('view-'))
  const cases = manifest.cases.filter(({ id }) => !id.startsWith('view-'))

  test.each(cases)('$id: $description', ({ id }) => {
    const block = invalidBlocks[id]
    expect(block).toBeDefined()
    expect(breaks({ blocks: [block] }).length).toBeGreaterThan(0)
  })

  test.each(views)('$id: $description', ({ id }) => {
    expect(breaksView(invalidViews[id]).length).toBe(1)
  })

  test('each case breaks one rule only, so that it is refused for its own reason', () => {
    const reasons = Object.entries(invalidBlocks).filter(
      ([, block]) => breaks({ blocks: [block] }).length > 1,
    )
    // Cells over their limit are over the limit of a message as well; rows of a wrong width are one sentence a row.
    expect(reasons.map(([id]) => id)).toEqual([
      'data-table-too-few-columns',
      'data-table-too-many-columns',
      'data-table-content-too-long',
    ])
  })

  test('no case is left out', () => {
    const made = [...Object.keys(invalidBlocks), ...Object.keys(invalidViews)]
    expect(made.toSorted()).toEqual(manifest.cases.map(({ id }) => id).toSorted())
  })

  const asking = { type: 'input', label: plain, element: { type: 'plain_text_input', action_id: 'a' } }
  test.each([
    ['a view with an input and nothing to send it by', [asking], 'view has an input and no submit.'],
    ['a view with two fields of one name', [asking, asking], 'view.blocks use the action_id "a" twice.'],
  ])('%s', (_, blocks, sentence) => {
    expect(breaksView({ type: 'modal', title: plain, blocks })).toContain(sentence)
  })

  const header = { type: 'header', text: plain }
  const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }
  test.each([
    [
      'more than 50 blocks',
      Array.from({ length: 51 }, () => header),
      'blocks has 51 items; at most 50 are allowed.',
    ],
    ['two tables', [table, table], 'blocks hold 2 tables; one is allowed in a message.'],
    ['an unknown block', [{ type: 'nope' }], 'blocks[0] has the type "nope"'],
    [
      'an unknown field',
      [{ ...header, colour: 'red' }],
      'blocks[0].colour is not a field that Slack knows there.',
    ],
    [
      'an empty rich text',
      [{ type: 'rich_text', elements: [] }],
      'blocks[0].elements has 0 items; at least 1 are needed.',
    ],
    [
      'the same block_id twice',
      [
        { ...header, block_id: 'b' },
        { ...header, block_id: 'b' },
      ],
      'blocks use the block_id "b" twice.',
    ],
    [
      'the same action_id twice',
      [
        acting({ type: 'button', text: plain, action_id: 'a' }),
        acting({ type: 'button', text: plain, action_id: 'a' }),
      ],
      'blocks use the action_id "a" twice.',
    ],
    [
      'more than 13,200 characters in all',
      Array.from({ length: 5 }, () => ({
        type: 'section',
        text: { type: 'plain_text', text: 'x'.repeat(2900) },
      })),
      'blocks count for 15210 characters in all; at most 13200 are allowed.',
    ],
  ])('%s', (_, blocks, sentence) => {
    expect(breaks({ blocks })[0]).toContain(sentence)
  })

  test('a message that says nothing', () => {
    expect(breaks({ text: '' })).toEqual(['The message has neither text nor blocks.'])
    expect(breaks({ text: 'x'.repeat(4001) })).toEqual([
      'text has 4001 characters; at most 4000 are allowed.',
    ])
    expect(breaks({ text: 'said' })).toEqual([])
  })
})
