import type { Report } from '../review/report.ts'
import type { Line, Run } from './card.ts'
import type { Choice } from './cards/order.ts'
import type { Block, Section, Words } from './document/document.ts'
import { wholeReport } from './document/whole.ts'
import { atStart, blockOf, fenced, heading, inline } from './markdown.ts'

/**
 * The whole report as one GitHub Flavored Markdown document, ending in a line feed; its depth says how much. Pictures
 * are left out: what they say stands in words beside them.
 */
export function markdownReport(report: Report, choice: Choice = {}): string {
  const { title, subtitle, opening, sections } = wholeReport(report, choice)
  const blocks = [
    heading(title, '#'),
    atStart(inline(subtitle)),
    ...blocksOf(opening),
    ...sections.flatMap((each) => sectionOf(each, 2)),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function sectionOf({ title, blocks, sections }: Section, level: number): string[] {
  return [
    heading(title, '#'.repeat(level)),
    ...blocksOf(blocks),
    ...sections.flatMap((each) => sectionOf(each, level + 1)),
  ]
}

function blocksOf(blocks: readonly Block[]): string[] {
  const written: string[] = []
  let listBefore = false
  let alternate = false
  for (const block of blocks) {
    const isList = block.kind === 'list' || block.kind === 'leads' || block.kind === 'facts'
    // Two lists with the same marker would be one list.
    alternate = isList && listBefore && !alternate
    const words = markdownOf(block, alternate)
    if (words === '') continue
    written.push(words)
    listBefore = isList
  }
  return written
}

function markdownOf(block: Block, alternate: boolean): string {
  switch (block.kind) {
    case 'source':
      return fenced(block.text, block.language)
    case 'figure':
      return ''
    case 'grid': {
      const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
      const head = row(block.head.map((cell) => inline([{ kind: 'text', text: cell }])))
      const rows = block.rows.map((cells) => row(cells.map((cell) => inline(inCell(flat(cell))))))
      return [head, `|${' --- |'.repeat(block.head.length)}`, ...rows].join('\n')
    }
    case 'facts':
      return block.facts
        .map(([name, value]) => `${alternate ? '*' : '-'} **${inline([words(name)])}:** ${inline(value)}`)
        .join('\n')
    case 'tallies':
      return block.tallies
        .map(({ count, word }) => `**${inline([words(count)])}** ${inline([words(word)])}`)
        .join(' · ')
    case 'leads':
      return block.leads.length === 1
        ? atStart(inline(flat(block.leads[0] ?? [])))
        : block.leads.map((lead) => `${alternate ? '*' : '-'} ${atStart(inline(flat(lead)))}`).join('\n')
    default:
      return blockOf(block, '#', alternate)
  }
}

function words(text: string): Run {
  return { kind: 'text', text }
}

/** A jump is its words: renderers do not agree on what a heading is called. */
function flat(spans: Words): Line {
  return spans.map((span): Run => (span.kind === 'jump' ? words(span.text) : span))
}

/** A bar inside code would end the cell. */
function inCell(line: Line): Line {
  return line.map((run) => (run.kind === 'code' && run.text.includes('|') ? words(run.text) : run))
}
