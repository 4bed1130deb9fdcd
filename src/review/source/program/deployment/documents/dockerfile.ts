import type { SourceFile } from '../../program.ts'

/** One instruction with its continued lines; `start` and `end` span it, `textStart` is where its arguments begin. */
export interface Instruction {
  readonly name: string
  readonly textStart: number
  readonly start: number
  readonly end: number
}

/** The instructions of a Dockerfile in order. A comment between continued lines is part of the range. */
export function instructions(file: SourceFile): readonly Instruction[] {
  const found: Instruction[] = []
  let open: { name: string; textStart: number; start: number; end: number } | null = null
  let at = 0
  for (const line of file.text.split('\n')) {
    const comment = /^\s*#/.test(line)
    if (!open && !comment) {
      const heading = /^\s*([A-Za-z]+)[ \t]+/.exec(line)
      if (heading?.[1]) {
        const start = at + line.length - line.trimStart().length
        open = { name: heading[1].toUpperCase(), textStart: at + heading[0].length, start, end: start }
      }
    }
    if (open && !comment) {
      open.end = at + line.trimEnd().length
      if (!line.trimEnd().endsWith('\\')) {
        found.push(open)
        open = null
      }
    }
    at += line.length + 1
  }
  if (open) found.push(open)
  return found
}

interface Pair {
  readonly name: string
  readonly start: number
  readonly valueStart: number
  readonly valueEnd: number
}

const pair = /([\w.]+)=("(?:[^"\\]|\\.){0,4000}"|'[^']{0,4000}'|[^\s]*)/g

/** `A=b C="d e"`, or the old form `A b`: byte ranges of each name and value. */
export function environmentPairs(file: SourceFile, { textStart, end }: Instruction): readonly Pair[] {
  const text = file.text.slice(textStart, end)
  const old = /^(\w+)[ \t]+(.*)$/.exec(text)
  if (old?.[1] && old[2] !== undefined)
    return [{ name: old[1], start: textStart, valueStart: end - old[2].length, valueEnd: end }]
  const found: Pair[] = []
  for (const { index, 0: whole, 1: name, 2: value } of text.matchAll(pair)) {
    if (name === undefined || value === undefined) continue
    const quoted = /^["']/.test(value) ? 1 : 0
    const last = textStart + index + whole.length
    found.push({
      name,
      start: textStart + index,
      valueStart: last - value.length + quoted,
      valueEnd: last - quoted,
    })
  }
  return found
}
