import type { Card, Line, Part, Run } from './card.ts'
import { markdownText, visible, webAddress } from './escape.ts'

/**
 * Cards as one GitHub Flavored Markdown document, ending in a line feed. Buttons are left out: they do nothing in a
 * file. The first card's heading is the title.
 */
export function markdown(cards: readonly Card[]): string {
  const blocks: string[] = []
  let before: Part | undefined
  let alternate = false
  for (const [at, card] of cards.entries()) {
    for (const part of card.parts) {
      // Two lists with the same marker would be one list.
      alternate = part.kind === 'list' && before?.kind === 'list' && !alternate
      const block = blockOf(part, at === 0 ? '#' : '##', alternate)
      if (block === '') continue
      blocks.push(block)
      before = part
    }
  }
  return `${blocks.join('\n\n')}\n`
}

/** One part; `level` is the mark of a heading, `alternate` the other marker of a list that follows a list. */
export function blockOf(part: Part, level: string, alternate: boolean): string {
  switch (part.kind) {
    case 'heading':
      return heading(part.text, level)
    case 'line':
      return atStart(inline(part.line))
    case 'list':
      return part.items
        .map((item, at) => `${marker(part.ordered, at, alternate)} ${atStart(inline(item))}`)
        .join('\n')
    case 'code':
      return fenced(part.text, part.language)
    case 'table':
      return table(part.head, part.rows)
    case 'footnote': {
      const words = inline(part.line)
      return words === '' ? '' : `> ${atStart(words)}`
    }
    case 'picture':
      return atStart(inline([{ kind: 'text', text: part.alt }]))
    case 'buttons':
      return ''
  }
}

export function heading(text: string, level: string): string {
  const words = markdownText(text).trim()
  return words === '' ? '' : `${level} ${words.replace(/#+$/, (end) => `\\${end}`)}`
}

function marker(ordered: boolean, at: number, alternate: boolean): string {
  if (!ordered) return alternate ? '*' : '-'
  return `${at + 1}${alternate ? ')' : '.'}`
}

/** What would begin a heading, list, quote or rule at the start of a line is kept a letter. */
export function atStart(words: string): string {
  return words.replace(/^([#+\-=:]|\d+(?=[.)]))/, (start) =>
    /\d/.test(start) ? `${start}&#x2060;` : `\\${start}`,
  )
}

/** A line as words within a paragraph, item or cell. */
export function inline(line: Line): string {
  return merged(weighed(merged(line.map(readable))))
    .map(runOf)
    .join('')
    .trim()
}

/** What is unseen is made visible before anything looks at spaces; a link that a browser may not open is words. */
function readable(run: Run): Run {
  const text = visible(run.text)
  if (run.kind !== 'link' || webAddress(run.url) !== null) return { ...run, text }
  return { kind: 'text', text: text === '' ? run.url : `${text} (${visible(run.url)})` }
}

/**
 * Runs that touch and are alike become one, empty ones go: code beside code would join its backticks, and a name
 * or address could be made of two harmless halves.
 */
function merged(line: Line): Run[] {
  const runs: Run[] = []
  for (const run of line) {
    const last = runs.at(-1)
    if (run.kind === 'link' || run.text !== '') runs.push(run)
    if (last === undefined || last.kind !== run.kind || run.kind === 'link' || run.text === '') continue
    const strong = run.kind === 'text' && run.strong
    if (last.kind === 'text' && Boolean(last.strong) !== Boolean(strong)) continue
    runs.splice(-2, 2, { ...run, text: last.text + run.text })
  }
  return runs
}

/** Stars that touch a letter outside may not open or close: such words stay, without the weight. */
function weighed(runs: readonly Run[]): Run[] {
  return runs.map((run, at) => {
    if (run.kind !== 'text' || !run.strong) return run
    const { text } = run
    const opens = /^\s/.test(text) || !/\S$/.test(runs[at - 1]?.text ?? '')
    const closes = /\s$/.test(text) || !/^\S/.test(runs[at + 1]?.text ?? '')
    return opens && closes && text.trim() !== '' ? run : { kind: 'text', text }
  })
}

function runOf(run: Run): string {
  if (run.kind === 'code') return codeSpan(run.text)
  if (run.kind === 'link') return link(run.text, run.url)
  const words = markdownText(run.text)
  return run.strong ? words.replace(/^(\s*)(.*?)(\s*)$/s, '$1**$2**$3') : words
}

function link(text: string, url: string): string {
  const address = webAddress(url) ?? ''
  return `[${markdownText(text === '' ? address : text)}](<${address.replaceAll('&', '&amp;')}>)`
}

function codeSpan(code: string): string {
  const words = visible(code).replace(/\s*\n\s*/g, ' ')
  if (words.trim() === '') return ' '
  const fence = '`'.repeat(longestRun(words) + 1)
  const pad = /^[` ]|[` ]$/.test(words) ? ' ' : ''
  return `${fence}${pad}${words}${pad}${fence}`
}

/** Lines between fences that are longer than any run of backticks in them; nothing for no lines. */
export function fenced(code: string, language: string): string {
  if (code === '') return ''
  const words = visible(code)
  const fence = '`'.repeat(Math.max(3, longestRun(words) + 1))
  return `${fence}${language === 'text' ? '' : language}\n${words}${words.endsWith('\n') ? '' : '\n'}${fence}`
}

function longestRun(words: string): number {
  let longest = 0
  for (const run of words.match(/`+/g) ?? []) longest = Math.max(longest, run.length)
  return longest
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = Math.max(head.length, ...rows.map((row) => row.length))
  if (columns === 0) return ''
  const rowOf = (cells: readonly string[]) =>
    `| ${Array.from({ length: columns }, (_, at) => markdownText(cells[at] ?? '').trim()).join(' | ')} |`
  return [rowOf(head), `|${' --- |'.repeat(columns)}`, ...rows.map(rowOf)].join('\n')
}
