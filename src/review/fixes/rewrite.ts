import type { SourceFile } from '../source/program/program.ts'

/**
 * Bytes `start` to `end` (exclusive) of a file become `text`. Like `SourceFile.text`, offsets are bytes and `text` is
 * latin1; a line break is written `\n`, and becomes the file's own.
 */
export interface Rewrite {
  readonly file: SourceFile
  readonly start: number
  readonly end: number
  readonly text: string
}

/** How one place is mended where it stands. */
export interface Mend {
  readonly rewrites: readonly Rewrite[]
  /** What the reader must know of it before it is merged: a value that was chosen, a contract that changes. */
  readonly risk?: string
}

/** A file's rewrites in order, each once; null where two of them change the same bytes in different ways. */
export function inSequence(rewrites: readonly Rewrite[]): Rewrite[] | null {
  const sorted = rewrites.toSorted((a, b) => a.start - b.start || a.end - b.end)
  const found: Rewrite[] = []
  for (const rewrite of sorted) {
    const last = found.at(-1)
    if (last && last.start === rewrite.start && last.end === rewrite.end && last.text === rewrite.text)
      continue
    if (last && (rewrite.start < last.end || rewrite.start === last.start)) return null
    found.push(rewrite)
  }
  return found
}

/** The text with rewrites (in sequence) done, line breaks as the file has them. */
export function rewritten(text: string, rewrites: readonly Rewrite[], from = 0, until = text.length): string {
  const lineBreak = /\r\n/.test(text.slice(0, 2_000)) ? '\r\n' : '\n'
  let out = ''
  let at = from
  for (const { start, end, text: given } of rewrites) {
    out += text.slice(at, start) + (lineBreak === '\n' ? given : given.replace(/\r?\n/g, lineBreak))
    at = end
  }
  return out + text.slice(at, until)
}
