import type { Line, Run } from '../card.ts'
import { terminalText, webAddress } from '../escape.ts'
import type { Links } from './links.ts'
import { columnsOf, paint, type Style } from './paint.ts'

interface Piece {
  readonly text: string
  readonly style: Style
}

/** What is never broken: letters and code that touch. */
type Word = readonly Piece[]

interface Flow {
  readonly columns: number
  /** Before the first line, and before the others. */
  readonly first: string
  readonly rest: string
  readonly color: boolean
}

/** A line as words. A code run is one piece however many spaces it has; with spaces it stands in backticks. */
export function wordsOf(line: Line, links: Links, base: Style = 'plain'): Word[] {
  const words: Piece[][] = [[]]
  for (const run of line) {
    if (run.kind === 'code') {
      const text = terminalText(run.text)
      words
        .at(-1)
        ?.push({ text: /\s/.test(text) ? `\`${text}\`` : text, style: base === 'plain' ? 'code' : base })
      continue
    }
    const style = run.kind === 'text' && run.strong && base === 'plain' ? 'strong' : base
    for (const [at, text] of terminalText(plain(run, links))
      .split(/[ \t]+/)
      .entries()) {
      if (at > 0) words.push([])
      if (text !== '') words.at(-1)?.push({ text, style })
    }
  }
  return words.filter((word) => word.length > 0)
}

/** Words in lines of at most `columns`; a word that is longer stands alone and is not broken. */
export function wrapped(words: readonly Word[], { columns, first, rest, color }: Flow): string[] {
  const lines: string[] = []
  let line = first
  let used = columnsOf(first)
  let empty = true
  for (const word of words) {
    const length = word.reduce((sum, { text }) => sum + columnsOf(text), 0)
    if (!empty && used + 1 + length > columns) {
      lines.push(line)
      line = rest
      used = columnsOf(rest)
      empty = true
    }
    line += empty ? '' : ' '
    used += (empty ? 0 : 1) + length
    line += word.map(({ text, style }) => paint(text, style, color)).join('')
    empty = false
  }
  return empty && lines.length === 0 && first.trim() === '' ? [] : [...lines, line.trimEnd()]
}

function plain(run: Exclude<Run, { kind: 'code' }>, links: Links): string {
  if (run.kind === 'text') return run.text
  const address = webAddress(run.url)
  if (address === null) return run.text === '' ? run.url : `${run.text} (${run.url})`
  // An address that is its own text needs no number.
  return run.text === '' || run.text === run.url || run.text === address
    ? address
    : `${run.text} [${links.numberOf(address)}]`
}
