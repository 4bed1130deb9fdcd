import type { SourceFile } from '../../program.ts'

/** `NAME=value` of a shell script: byte range of the value without its quotes. */
export interface Assignment {
  readonly name: string
  readonly start: number
  readonly valueStart: number
  readonly valueEnd: number
}

/** Each part is bounded, so that a long line of openings without an end costs no more than its length. */
const assignment =
  /(?:^|[;\s])(?:export[ \t]+)?([A-Za-z_]\w*)=("(?:[^"\\]|\\.){0,4000}"|'[^']{0,4000}'|(?:\$\([^)\n]{0,300}\)|\$\{[^}\n]{0,300}\}|[^\s;"'])*)/g

/** The assignments of a shell script, in order; comments are passed over. Nothing is run. */
export function assignments(file: SourceFile): readonly Assignment[] {
  const source = file.text.replace(/(^|\n)[ \t]*#[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '))
  const found: Assignment[] = []
  for (const { index, 0: whole, 1: name, 2: value } of source.matchAll(assignment)) {
    if (name === undefined || value === undefined) continue
    const end = index + whole.length
    const quoted = /^["']/.test(value) ? 1 : 0
    found.push({
      name,
      start: index + (/^[;\s]/.test(whole) ? 1 : 0),
      valueStart: end - value.length + quoted,
      valueEnd: end - quoted,
    })
  }
  return found
}
