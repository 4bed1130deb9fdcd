import { keyOf } from './state-key.ts'

/** One thing that `lane` does or meets in a state, in a sentence, and the state after it. */
export interface Move<S> {
  readonly lane: string
  readonly text: string
  readonly to: S
}

/** A small model: plain data as states, every move that is possible in each, and what must never be reached. */
export interface Model<S> {
  readonly start: S
  /** In a fixed order: among traces of one length the first in this order is the answer. */
  moves(state: S): Iterable<Move<S>>
  isBad(state: S): boolean
  /** The same value for states that differ in names only, so that one of them is explored. Default: the state. */
  canonical?(state: S): unknown
}

/** `depth`: moves of one trace. `states`: distinct states. `moves`: moves looked at, which is what takes the time. */
interface Bound {
  readonly depth: number
  readonly states: number
  readonly moves: number
}

/**
 * `broken`: the shortest trace to a bad state. `none`: every reachable state was seen and none is bad.
 * `none-within-bound`: none of those seen is bad, and the named bound left others unseen.
 */
export type Search<S> =
  | { readonly answer: 'broken'; readonly trace: readonly Move<S>[]; readonly states: number }
  | { readonly answer: 'none'; readonly states: number }
  | { readonly answer: 'none-within-bound'; readonly states: number; readonly bound: keyof Bound }

interface Seen<S> {
  readonly state: S
  readonly depth: number
  readonly by: Move<S> | null
  readonly from: Seen<S> | null
}

const usual: Bound = { depth: 400, states: 50_000, moves: 30_000 }

/** Explores a model breadth-first, so that the first bad state found is one that the fewest moves reach. */
export function explore<S>(model: Model<S>, bound: Bound = usual): Search<S> {
  const key = (state: S) => keyOf(model.canonical ? model.canonical(state) : state)
  const queue: Seen<S>[] = [{ state: model.start, depth: 0, by: null, from: null }]
  const known = new Set([key(model.start)])
  let cut: keyof Bound | null = null
  let moves = 0
  if (model.isBad(model.start)) return { answer: 'broken', trace: [], states: 1 }
  for (const at of queue) {
    if (moves >= bound.moves) return { answer: 'none-within-bound', states: known.size, bound: 'moves' }
    for (const move of model.moves(at.state)) {
      moves++
      const reached = key(move.to)
      if (known.has(reached)) continue
      if (at.depth >= bound.depth || known.size >= bound.states) {
        cut ??= at.depth >= bound.depth ? 'depth' : 'states'
        continue
      }
      known.add(reached)
      const next: Seen<S> = { state: move.to, depth: at.depth + 1, by: move, from: at }
      if (model.isBad(move.to)) return { answer: 'broken', trace: traceTo(next), states: known.size }
      queue.push(next)
    }
  }
  return cut === null
    ? { answer: 'none', states: known.size }
    : { answer: 'none-within-bound', states: known.size, bound: cut }
}

function traceTo<S>(last: Seen<S>): Move<S>[] {
  const trace: Move<S>[] = []
  for (let at: Seen<S> | null = last; at?.by; at = at.from) trace.push(at.by)
  return trace.reverse()
}
