/** A flag of `erl` or `elixir` with its values; byte ranges are relative to the text that was read. */
export interface EmulatorFlag {
  /** As it is written: `-setcookie`, `+zdbbl`, `--sname`. */
  readonly flag: string
  readonly values: readonly string[]
  readonly start: number
  readonly end: number
}

/** A word; what a template or the shell fills in stays one word however many blanks are in it. */
const word = /(?:<%[^%]{0,300}%>|\$\{[^}\n]{0,300}\}|"(?:[^"\\\n]|\\.){0,2000}"|'[^'\n]{0,2000}'|[^\s"'])+/g

/**
 * Flags of a vm.args file, of ERL_FLAGS or of a command line. A flag's values end at the next flag or at the end of
 * the line; commented lines are none.
 */
export function emulatorFlags(text: string): readonly EmulatorFlag[] {
  const found: EmulatorFlag[] = []
  let at = 0
  for (const line of text.split('\n')) {
    if (!/^\s*#/.test(line)) inLine(line, at, found)
    at += line.length + 1
  }
  return found
}

function inLine(line: string, offset: number, found: EmulatorFlag[]): void {
  let open: { flag: string; values: string[]; start: number; end: number } | null = null
  for (const { index, 0: piece } of line.matchAll(word)) {
    if (open !== null && piece.startsWith('#')) break
    const start = offset + index
    const end = start + piece.length
    if (/^(--?[A-Za-z]|\+[A-Za-z])[\w-]*$/.test(piece)) {
      open = { flag: piece, values: [], start, end }
      found.push(open)
    } else if (open) {
      open.values.push(piece.replace(/^(["'])(.*)\1$/, '$2'))
      open.end = end
    }
  }
}
