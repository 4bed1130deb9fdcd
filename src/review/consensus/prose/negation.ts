import { denialBehind } from './denial-behind.ts'

/** Words that turn what follows into its opposite, as far as the clause goes. */
const negator =
  /\b(?:no|not|never|without|none|neither|nor|nothing|nobody|cannot|lacks?|lacking|avoid|avoids|rather than|instead of|hardly any)\b/g
/** `No doubt`, `not only`, `cannot do without`: these deny nothing. */
const emphatic =
  /^ (?:(?:any |a |the |slightest |shadow of a )*(?:doubts?|question|matter|exceptions?|excuse|wonder|surprise)|only|just|merely|(?:is |are )?(?:more|less) (?:important|critical|than)|(?:live|do|work|go|manage|function|exist|get by|be) without)\b/
const indispensable = /\bnot (?:live|do|work|go|manage|function|exist|get by|be) $/
/** What somebody does not know is not denied either. */
const unsure =
  /\b(?:not (?:yet )?(?:know|known|sure|decided|clear|certain|settled)|no idea|unsure|unclear|undecided|unknown|wonder|wondering|open)(?: yet| if we| about)? (?:whether|if|about|how|what|which)\b[^.;:!?,]*$/
/** Where a negation ends. */
const clauseEnd =
  /[.;:!?,()]| but | however | although | only | just | except | because | while | when | if | so that | then | unless /
/** Words between a negation and what it denies. */
const reach = 7
/** `Not needed: offline use, several regions.` denies to the end of the sentence. */
const heading =
  /\b(?:not (?:needed|required|necessary|planned|in scope|wanted|supported)|out of scope|unnecessary|non ?goals?|do not need|no need for|without)(?: (?:is|are|at all|for now|here|yet|today))* :[^.;!?]*$/
const item =
  "(?: (?!(?:we|it|is|are|must|can|has|have|use|uses|run|runs|but|only|just|while|needs?|with|yes|i|they)\\b)[a-z0-9'/]+)"
/** `No Redis, etcd or Consul`: one negation over a list. */
const list = new RegExp(`^(?:${item}{1,5} ,)+${item}{0,4} (?:or|nor)${item}{1,5}`)

/** Whether what begins at `from` in a spelled text is denied by the words before it in its clause. */
export function isNegated(text: string, from: number): boolean {
  const near = Math.max(0, from - 240)
  const before = text.slice(near, from)
  if (heading.test(before)) return true
  for (const match of before.matchAll(negator)) {
    const begins = match.index + match[0].length
    if (emphatic.test(before.slice(begins))) continue
    if (match[0] === 'without' && indispensable.test(before.slice(0, match.index))) continue
    const between = ` ${before.slice(begins)} `
    if (!clauseEnd.test(between)) {
      if (between.trim().split(/\s+/).length <= reach) return true
    } else {
      const listed = list.exec(text.slice(near + begins, near + begins + 240))
      if (listed !== null && near + begins + listed[0].length > from) return true
    }
  }
  return false
}

/** What the words before and behind make of the phrase from `from` to `to`: `denied`, only `wished` for, or null. */
export function denialOf(text: string, from: number, to: number): 'denied' | 'wished' | null {
  if (unsure.test(text.slice(Math.max(0, from - 160), from))) return 'wished'
  return isNegated(text, from) ? 'denied' : denialBehind(text, from, to)
}

/** The clause around an offset: from one full stop, semicolon or line to the next, commas included. */
export function sentenceAround(text: string, from: number): string {
  const start = Math.max(...['.', ';', '!', '?'].map((mark) => text.lastIndexOf(` ${mark}`, from))) + 1
  const ends = ['.', ';', '!', '?'].map((mark) => text.indexOf(` ${mark}`, from)).filter((at) => at !== -1)
  return text.slice(Math.max(0, start), ends.length === 0 ? text.length : Math.min(...ends) + 2)
}
