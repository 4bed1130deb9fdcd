/** Words that turn what follows into its opposite, as far as the clause goes. */
const negator =
  /\b(?:no|not|never|without|none|neither|nor|nothing|nobody|cannot|lacks?|lacking|avoid|avoids|rather than|instead of|hardly any)\b/g
/** Where a negation ends. */
const clauseEnd =
  /[.;:!?,()]| but | however | although | only | just | except | because | while | when | if | so that | then | unless /
/** Words between a negation and what it denies. */
const reach = 7

/** Whether what begins at `from` in a spelled text is denied by the words before it in its clause. */
export function isNegated(text: string, from: number): boolean {
  const before = text.slice(0, from)
  for (const match of before.matchAll(negator)) {
    const between = ` ${before.slice(match.index + match[0].length)} `
    if (clauseEnd.test(between)) continue
    if (between.trim().split(/\s+/).length <= reach) return true
  }
  return false
}

/** The clause around an offset: from one full stop, semicolon or line to the next, commas included. */
export function sentenceAround(text: string, from: number): string {
  const start = Math.max(...['.', ';', '!', '?'].map((mark) => text.lastIndexOf(` ${mark}`, from))) + 1
  const ends = ['.', ';', '!', '?'].map((mark) => text.indexOf(` ${mark}`, from)).filter((at) => at !== -1)
  return text.slice(Math.max(0, start), ends.length === 0 ? text.length : Math.min(...ends) + 2)
}
