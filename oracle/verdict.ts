/** Where two printed trees part, with what stands around it in each. */
export interface Difference {
  readonly ours: string
  readonly theirs: string
  /** The later construct that explains it, or null. */
  readonly construct: string | null
}

/** What the language's own parser would not read. */
interface Refused {
  readonly reason: string
  /** The later construct that explains it, or null. */
  readonly construct: string | null
}

/** What came of one file, in the units of its language: the file itself in Elixir, its forms in Erlang. */
export interface Verdict {
  /** Units that both read. */
  readonly compared: number
  readonly refused: readonly Refused[]
  readonly differences: readonly Difference[]
}

const before = 60
const after = 100

/** Where two printed trees that differ do so first. */
export function firstDifference(ours: string, theirs: string): Omit<Difference, 'construct'> {
  let at = 0
  while (at < ours.length && ours[at] === theirs[at]) at++
  return { ours: around(ours, at), theirs: around(theirs, at) }
}

function around(text: string, at: number): string {
  const from = Math.max(0, at - before)
  const until = Math.min(text.length, at + after)
  return `${from > 0 ? '…' : ''}${text.slice(from, until)}${until < text.length ? '…' : ''}`
}
