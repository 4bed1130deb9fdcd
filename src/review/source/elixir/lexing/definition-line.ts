/**
 * A line that starts a definition or ends a block. Where a file is known to be broken, a literal that runs over
 * such a line has lost its closing delimiter.
 */
const definitionLine = /[ \t]*(?:def(?:p|module|macro|macrop|impl|protocol|guard|delegate|struct)?|end)\b/y

/** True where the line that starts at `at` defines something or ends a block. */
export function startsDefinition(text: string, at: number): boolean {
  definitionLine.lastIndex = at
  return definitionLine.test(text)
}
