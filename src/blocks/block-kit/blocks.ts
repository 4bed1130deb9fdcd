import type { ActionsBlock, ImageBlock, KnownBlock, TableBlock } from '@slack/types'
import type { Button, Line, Part, Shown } from '../card.ts'
import { visible } from '../escape.ts'
import { limits } from '../limits.ts'
import { codeBlocks, listBlocks, richBlocks } from './rich.ts'
import { grouped, pieces, points, weight } from './weight.ts'

const { slack } = limits

/** The blocks of one part, each small enough for a message of its own; none where the part has no words. */
export function blocksOf(part: Part): KnownBlock[] {
  switch (part.kind) {
    case 'heading':
      return headingBlocks(part.text)
    case 'line':
      return richBlocks(part.line)
    case 'list':
      return listBlocks(part.items, part.ordered)
    case 'code':
      return codeBlocks(part.text)
    case 'table':
      return tableBlocks(part.head, part.rows)
    case 'footnote':
      return footnoteBlocks(part.line)
    case 'picture':
      return pictureBlocks(part.shown, part.alt)
    case 'buttons':
      return buttonBlocks(part.buttons)
  }
}

function headingBlocks(words: string): KnownBlock[] {
  const text = visible(words).replaceAll('\n', ' ')
  if (text.trim() === '') return []
  if (points(text) > slack.header.text.max_length) return richBlocks([{ kind: 'text', text, strong: true }])
  return [{ type: 'header', text: { type: 'plain_text', text, emoji: false } }]
}

/** Small print is plain text, which holds no links: a line with one is an ordinary line. */
function footnoteBlocks(line: Line): KnownBlock[] {
  if (line.some(({ kind }) => kind === 'link')) return richBlocks(line)
  const text = visible(line.map((run) => run.text).join(''))
  if (text.trim() === '') return []
  return pieces(text, slack.text.max_length).map((piece) => ({
    type: 'context',
    elements: [{ type: 'plain_text', text: piece, emoji: false }],
  }))
}

/** What is more of the words than Slack takes with a picture is said below it. */
function pictureBlocks(shown: Shown, alt: string): KnownBlock[] {
  const [alt_text = 'A picture.', ...rest] = pieces(visible(alt), slack.image.alt_text.max_length)
  const image: ImageBlock =
    shown.kind === 'file'
      ? { type: 'image', slack_file: { id: shown.id }, alt_text }
      : { type: 'image', image_url: shown.url, alt_text }
  const more = rest.length === 0 ? [] : footnoteBlocks([{ kind: 'text', text: rest.join('') }])
  return [image, ...more]
}

/** A table that Slack would refuse for its size becomes a list, which can be split. */
function tableBlocks(head: readonly string[], rows: readonly (readonly string[])[]): KnownBlock[] {
  const all = [head, ...rows]
  const columns = Math.max(...all.map((row) => row.length))
  if (columns === 0) return []
  const table: TableBlock = {
    type: 'table',
    column_settings: Array.from({ length: columns }, () => ({ is_wrapped: true })),
    rows: all.map((row) => Array.from({ length: columns }, (_, at) => cell(row[at] ?? ''))),
  }
  const fits =
    rows.length > 0 &&
    all.length <= slack.table.rows.max_items &&
    columns <= slack.table.columns.max_items &&
    weight(table) <= slack.table.content.max_length
  return fits ? [table] : listBlocks(rowsAsLines(head, rows), false)
}

/** Slack refuses an empty cell. */
function cell(words: string): { type: 'raw_text'; text: string } {
  const text = visible(words)
  return { type: 'raw_text', text: text.trim() === '' ? '–' : text }
}

function rowsAsLines(head: readonly string[], rows: readonly (readonly string[])[]): Line[] {
  if (rows.length === 0) return [[{ kind: 'text', text: head.join(' · '), strong: true }]]
  return rows.map((row) =>
    row.flatMap((words, at): Line => {
      const name = head[at] ?? ''
      return [
        { kind: 'text', text: at === 0 ? '' : ' · ' },
        { kind: 'text', text: name === '' ? '' : `${name}: `, strong: true },
        { kind: 'text', text: words },
      ]
    }),
  )
}

/** `action_id` is the action; the second button of the same action in a row is `action:2`, since ids are unique. */
function buttonBlocks(buttons: readonly Button[]): KnownBlock[] {
  const seen = new Map<string, number>()
  const elements = buttons.map((button): ActionsBlock['elements'][number] => {
    const times = (seen.get(button.action) ?? 0) + 1
    seen.set(button.action, times)
    const action = times === 1 ? button.action : `${button.action}:${times}`
    return {
      type: 'button',
      text: {
        type: 'plain_text',
        text: within(visible(button.label), slack.button.text.max_length, 'label'),
        emoji: false,
      },
      action_id: within(action, slack.action_id.max_length, 'action'),
      value: within(button.value, slack.button.value.max_length, 'value'),
      ...(button.style === undefined ? {} : { style: button.style }),
    }
  })
  return grouped(elements, slack.actions.elements.max_items).map((group) => ({
    type: 'actions',
    elements: group,
  }))
}

function within(text: string, most: number, name: string): string {
  const length = points(text)
  if (length > 0 && length <= most) return text
  throw new Error(`The ${name} of a button has ${length} characters; Slack takes 1 to ${most}.`)
}
