import type { Card, Part } from './card.ts'
import { terminalText, visible } from './escape.ts'
import { createLinks, type Links } from './terminal/links.ts'
import { paint, type Style } from './terminal/paint.ts'
import { tableRows } from './terminal/table.ts'
import { wordsOf, wrapped } from './terminal/wrap.ts'

export interface TerminalOptions {
  /** Whether colours may be used; nothing is said by colour alone. */
  readonly color: boolean
  /** Columns of the terminal; under 40 counts as 40. */
  readonly width: number
}

const leastWidth = 40

/**
 * Cards as plain lines for a terminal, ending in a line feed. Words wrap at the width; code, names and addresses do
 * not. Links are numbered and listed below their card. Buttons are left out. No control character of the reviewed
 * code reaches the terminal.
 */
export function terminal(cards: readonly Card[], { color, width }: TerminalOptions): string {
  const columns = Math.max(leastWidth, width)
  const shown = cards.map((card) => cardLines(card, color, columns).join('\n'))
  return `${shown.join(`\n\n${'─'.repeat(columns)}\n\n`)}\n`
}

function cardLines(card: Card, color: boolean, columns: number): string[] {
  const links = createLinks()
  const lines: string[] = []
  for (const part of card.parts) {
    const block = partLines(part, card, links, color, columns)
    if (block.length === 0) continue
    if (lines.length > 0) lines.push('')
    lines.push(...block)
  }
  const addresses = links.lines()
  return addresses.length === 0 ? lines : [...lines, '', ...addresses]
}

function partLines(part: Part, card: Card, links: Links, color: boolean, columns: number): string[] {
  const flow = (words: ReturnType<typeof wordsOf>, first = '', rest = first) =>
    wrapped(words, { columns, first, rest, color })
  switch (part.kind) {
    case 'heading': {
      const style: Style = card.severity ?? 'strong'
      return flow(wordsOf([{ kind: 'text', text: part.text, strong: true }], links, style))
    }
    case 'line':
      return flow(wordsOf(part.line, links))
    case 'list':
      return part.items.flatMap((item, at) => {
        const mark = part.ordered ? `${at + 1}. ` : '- '
        return flow(wordsOf(item, links), mark, ' '.repeat(mark.length))
      })
    case 'code':
      return codeLines(part.text, color)
    case 'table':
      return tableRows(
        part.head.map(terminalText),
        part.rows.map((row) => row.map(terminalText)),
        { columns, color },
      )
    case 'footnote':
      return flow(wordsOf(part.line, links, 'faint'))
    case 'picture':
      return flow(wordsOf([{ kind: 'text', text: part.alt }], links, 'faint'))
    case 'buttons':
      return []
  }
}

function codeLines(code: string, color: boolean): string[] {
  if (code === '') return []
  return visible(code)
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${paint(line, 'code', color)}`))
}
