import type { List } from '../source/form.ts'
import type { Site } from '../source/program/program.ts'
import type { Rewrite } from './rewrite.ts'

/** The code of a place, as it is written. */
export function codeAt({ expr, frame }: Site): string {
  return frame.file.text.slice(expr.start, expr.end)
}

/** The place with other code. */
export function replaced({ expr, frame }: Site, text: string): Rewrite {
  return { file: frame.file, start: expr.start, end: expr.end, text }
}

/** The place with code behind it, or before it. */
export function appended({ expr, frame }: Site, text: string): Rewrite {
  return { file: frame.file, start: expr.end, end: expr.end, text }
}
export function prefixed({ expr, frame }: Site, text: string): Rewrite {
  return { file: frame.file, start: expr.start, end: expr.start, text }
}

/** Columns that the usual formatters keep to. */
const widest = 100

function blankBefore(text: string, offset: number): string {
  return ' '.repeat(offset - text.lastIndexOf('\n', offset - 1) - 1)
}

/** A literal list with one more element behind the n-th, laid out as its neighbours; null for a list with a tail. */
export function withElement(site: Site<List>, nth: number, code: string): Rewrite | null {
  const { expr, frame } = site
  const { file } = frame
  const element = expr.items[nth]
  if (!element || expr.tail) return null
  const next = expr.items[nth + 1]
  const at = next ?? element
  const lineStart = file.text.lastIndexOf('\n', at.start - 1) + 1
  const indent = file.text.slice(lineStart, at.start)
  const lineEnd = file.text.indexOf('\n', element.end)
  const wide = (lineEnd < 0 ? file.text.length : lineEnd) - lineStart + code.length + 2 > widest
  // A line that would grow too wide is broken below the neighbour.
  if (!/^[ \t,]*$/.test(indent) && wide)
    return {
      file,
      start: element.end,
      end: element.end,
      text: `,\n${blankBefore(file.text, element.start)}${code}`,
    }
  const ownLine = /^[ \t,]*$/.test(indent)
  if (next)
    return { file, start: next.start, end: next.start, text: `${code},${ownLine ? `\n${indent}` : ' '}` }
  return { file, start: element.end, end: element.end, text: ownLine ? `,\n${indent}${code}` : `, ${code}` }
}
