/** Operators that the shared form spells in another way. */
const spellings = new Map([
  ['=<', '<='],
  ['=:=', '==='],
  ['/=', '!='],
  ['=/=', '!=='],
  ['andalso', 'and'],
  ['orelse', 'or'],
])

/** An operator as the shared form spells it. */
export function spelled(operator: string): string {
  return spellings.get(operator) ?? operator
}
