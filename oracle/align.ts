/** Forms of one file as two parsers print them, held against each other in their order. */
interface Aligned {
  /** Pairs of forms that were held against each other. */
  readonly compared: number
  /** The forms that the language's own parser refused: where it gave up, and the index of ours, if there is one. */
  readonly refused: readonly { readonly line: string; readonly at: number | null }[]
  readonly differing: readonly Differing[]
}

interface Differing {
  /** The index of our form, or of the nearest one that is not theirs either; null where there is none. */
  readonly at: number | null
  /** Their form, or '(nothing)'. */
  readonly theirs: string
  /** Whether a form that they refuse stands beside it, which may have cut theirs in pieces. */
  readonly besideRefused: boolean
}

/** How many forms of both are left out at most until a form is found that both have again. */
const reach = 24

/**
 * Holds our forms against theirs, where `!` and a line is one that they refuse. Between two forms that both have, the
 * others are paired in their order; what we have beyond theirs beside a refused form is taken for a part of that.
 */
export function alignForms(ours: readonly string[], theirs: readonly string[]): Aligned {
  const refused: { line: string; at: number | null }[] = []
  const differing: Differing[] = []
  let equal = 0
  let left = 0
  let right = 0
  while (left < ours.length || right < theirs.length) {
    if (left < ours.length && ours[left] === theirs[right]) {
      equal++
      left++
      right++
      continue
    }
    const [overOurs, overTheirs] = nextCommon(ours, theirs, left, right)
    const until = Math.min(left + overOurs, ours.length)
    const others = theirs.slice(right, right + overTheirs)
    const besideRefused = others.some((other) => other.startsWith('!'))
    let at = left
    for (const other of others) {
      const own = at < until ? at : null
      if (other.startsWith('!')) refused.push({ line: other.slice(1), at: own })
      else {
        const nearest = until > left ? until - 1 : null
        differing.push({ at: own ?? (besideRefused ? nearest : null), theirs: other, besideRefused })
      }
      at++
    }
    if (!besideRefused) {
      for (; at < until; at++) differing.push({ at, theirs: '(nothing)', besideRefused })
    }
    left += overOurs
    right += overTheirs
  }
  return { compared: equal + differing.length, refused, differing }
}

/** How many forms of each to leave out until both go on alike; one of each where they never do. */
function nextCommon(
  ours: readonly string[],
  theirs: readonly string[],
  left: number,
  right: number,
): [number, number] {
  for (let total = 1; total <= reach; total++) {
    // One form that was read in two ways is by far the commonest: the middle first.
    for (let overOurs = total >> 1, step = 1; overOurs >= 0 && overOurs <= total; ) {
      const our = ours[left + overOurs]
      if (our !== undefined && our === theirs[right + total - overOurs]) return [overOurs, total - overOurs]
      overOurs += step
      step = step > 0 ? -step - 1 : -step + 1
    }
  }
  return [1, 1]
}
