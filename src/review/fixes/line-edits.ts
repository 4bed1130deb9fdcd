import type { Edit } from '../report.ts'
import { type Rewrite, rewritten } from './rewrite.ts'

/** An edit with the lines that it replaces; a line is bytes as latin1, without its `\n`, with its `\r` if it has one. */
export interface LineEdit {
  /** 1-based; the edit stands before this line where `old` is empty. */
  readonly startLine: number
  readonly old: readonly string[]
  readonly lines: readonly string[]
}

/** Lines without their `\n`; whether the last one has none is `endsOpen`. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** Whether the last line of a text has no line break. */
export function endsOpen(text: string): boolean {
  return text !== '' && !text.endsWith('\n')
}

/** The lines that rewrites (in sequence) change, no more of them than differ. */
export function lineEdits(text: string, rewrites: readonly Rewrite[]): LineEdit[] {
  const found: LineEdit[] = []
  let group: Rewrite[] = []
  let until = 0
  const flush = () => {
    const [first] = group
    if (first) found.push(...editOf(text, group, lineStart(text, first.start), until))
    group = []
  }
  for (const rewrite of rewrites) {
    // Lines that touch are one edit: a diff shows them as one.
    if (group.length > 0 && lineStart(text, rewrite.start) > until) flush()
    group.push(rewrite)
    until = Math.max(until, wholeLines(text, rewrite))
  }
  flush()
  return found
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}

/** The end of the last line that a rewrite touches; one that swallows or adds no line break reaches to the next. */
function wholeLines(text: string, { start, end, text: given }: Rewrite): number {
  const atLineEnd = end > start && text[end - 1] === '\n'
  const insertsLines = end === start && given.endsWith('\n') && lineStart(text, start) === start
  if (insertsLines) return start
  if (atLineEnd && (given === '' ? lineStart(text, start) === start : given.endsWith('\n'))) return end
  const next = text.indexOf('\n', end)
  return next < 0 ? text.length : next + 1
}

function editOf(text: string, group: readonly Rewrite[], from: number, until: number): LineEdit[] {
  const old = linesOf(text.slice(from, until))
  const lines = linesOf(rewritten(text, group, from, until))
  let before = 0
  while (before < old.length && before < lines.length && old[before] === lines[before]) before++
  let after = 0
  while (
    after < old.length - before &&
    after < lines.length - before &&
    old[old.length - 1 - after] === lines[lines.length - 1 - after]
  )
    after++
  const edit: LineEdit = {
    startLine: lineNumber(text, from) + before,
    old: old.slice(before, old.length - after),
    lines: lines.slice(before, lines.length - after),
  }
  return edit.old.length === 0 && edit.lines.length === 0 ? [] : [edit]
}

function lineNumber(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** The lines after the edits, which are in order. */
export function edited(lines: readonly string[], edits: readonly LineEdit[]): string[] {
  const out: string[] = []
  let at = 0
  for (const { startLine, old, lines: added } of edits) {
    out.push(...lines.slice(at, startLine - 1), ...added)
    at = startLine - 1 + old.length
  }
  return [...out, ...lines.slice(at)]
}

/** As the report has it: text, not bytes. */
export function reported({ startLine, old, lines }: LineEdit): Edit {
  return { startLine, endLine: startLine + old.length - 1, lines: lines.map(decoded) }
}

/** The text that bytes of UTF-8 stand for. */
export function decoded(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8')
}
