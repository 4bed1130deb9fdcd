import type { Button, Card, Line, Part } from '../card.ts'
import { visible } from '../escape.ts'
import { limits } from '../limits.ts'
import { blocks, codeRuns, lineBlocks, plain, runs } from './runs.ts'
import type { Element, Execute, RichTextBlock, TableRow } from './schema.ts'
import { byBytes, bytes } from './size.ts'

/** Bytes of one table or row of buttons at most, so that others fit beside it. */
const elementMost = 30_000
/** More columns than these cannot be read on a phone: such a table is a list. */
const columnsMost = 6

const small = { size: 'Small', isSubtle: true } as const

/** The elements of one part, each small enough for a message of its own; none where the part has no words. */
export function elementsOf(part: Part, severity: Card['severity']): Element[] {
  switch (part.kind) {
    case 'heading': {
      // The yellow of a warning cannot be read on white; the word says the severity.
      const color = severity === 'critical' ? { color: 'Attention' as const } : {}
      const look = { weight: 'Bolder', size: 'Medium', ...color } as const
      return blocks(runs(visible(part.text).replaceAll('\n', ' '), look))
    }
    case 'line':
      return lineBlocks(part.line)
    case 'list':
      return part.items.flatMap((item, at) =>
        lineBlocks([{ kind: 'text', text: part.ordered ? `${at + 1}. ` : '• ' }, ...item]).map(near),
      )
    case 'code':
      return blocks(codeRuns(visible(part.text).replace(/\n$/, ''))).map((block) => ({
        type: 'Container',
        style: 'emphasis',
        items: [block],
      }))
    case 'table':
      return tables(part.head, part.rows)
    case 'footnote':
      return lineBlocks(part.line, small)
    case 'picture': {
      // Slack's files are not for others: the words of the picture stand for it.
      if (part.shown.kind === 'file') return lineBlocks([{ kind: 'text', text: part.alt }], small)
      return [{ type: 'Image', url: part.shown.url, altText: plain(part.alt), size: 'Stretch' }]
    }
    case 'buttons':
      return byBytes(part.buttons.map(execute), elementMost, limits.teams.actions.max_items).map(
        (actions) => ({ type: 'ActionSet', actions }),
      )
  }
}

function near(block: RichTextBlock): RichTextBlock {
  return { ...block, spacing: 'Small' }
}

/** A table; one that is too big is several, each with the head. */
function tables(head: readonly string[], rows: readonly (readonly string[])[]): Element[] {
  const width = Math.max(head.length, ...rows.map((row) => row.length))
  if (width === 0) return []
  const [top, ...others] = [head, ...rows].map((row) => tableRow(row, width))
  if (!top || width > columnsMost || bytes(top) * 2 > elementMost) return asLines(head, rows)
  if (others.some((row) => bytes(row) * 2 > elementMost)) return asLines(head, rows)
  const groups = others.length === 0 ? [[]] : byBytes(others, elementMost - bytes(top))
  return groups.map((group) => ({
    type: 'Table',
    firstRowAsHeader: true,
    columns: Array.from({ length: width }, (_, at) => ({ width: share([head, ...rows], at) })),
    rows: [top, ...group],
  }))
}

/**
 * How wide a column is beside the others, in about characters: a word is not broken, up to a length at which it would
 * leave the others no room; a longer text takes more room, but grows in height too. Two are the space around it.
 */
function share(rows: readonly (readonly string[])[], at: number): number {
  let longest = 0
  let word = 0
  for (const row of rows) {
    const text = row[at] ?? ''
    longest = Math.max(longest, text.length)
    for (const each of text.split(/\s+/)) word = Math.max(word, each.length)
  }
  return 2 + Math.min(20, Math.max(Math.ceil(Math.sqrt(longest)), Math.min(word, 10)))
}

/** A cell without text is not valid. */
function tableRow(row: readonly string[], width: number): TableRow {
  const cells = Array.from({ length: width }, (_, at) => {
    const items = blocks(runs(row[at] ?? ''))
    return { type: 'TableCell', items: items.length > 0 ? items : blocks(runs('–')) } as const
  })
  return { type: 'TableRow', cells }
}

function asLines(head: readonly string[], rows: readonly (readonly string[])[]): Element[] {
  const lines = rows.map((row) =>
    row.flatMap((words, at): Line => {
      const name = head[at] ?? ''
      return [
        { kind: 'text', text: at === 0 ? '• ' : ' · ' },
        { kind: 'text', text: name === '' ? '' : `${name}: `, strong: true },
        { kind: 'text', text: words },
      ]
    }),
  )
  if (rows.length === 0) lines.push([{ kind: 'text', text: head.join(' · '), strong: true }])
  return lines.flatMap((line) => lineBlocks(line))
}

function execute(button: Button): Execute {
  if (button.label.trim() === '') throw new Error(`The button for ${button.action} has no label.`)
  return {
    type: 'Action.Execute',
    title: plain(button.label),
    verb: button.action,
    data: { value: button.value },
    ...(button.style ? { style: button.style === 'primary' ? 'positive' : 'destructive' } : {}),
  }
}
