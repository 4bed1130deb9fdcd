import { type Merge, type MergeState, merged } from './merge-tree.ts'
import { broken, type Happening, none, type Result } from './result.ts'
import { smallStates } from './small-states.ts'
import { keyOf } from './state-key.ts'

/** What a merge must keep so that replicas end alike whatever the order and number of merges (Shapiro et al. 2011). */
const laws = ['commutative', 'idempotent', 'associative'] as const
type JoinLaw = (typeof laws)[number]

/**
 * Searches small states for a pair or triple that breaks a law of joins, the laws in the order of {@link laws}.
 * @param merge the function, as read in the code.
 * @param asked only these laws; all three by default.
 * @returns the first counterexample, states from the smallest up; none where the small states hold none.
 */
export function joinLaws(merge: Merge, asked: readonly JoinLaw[] = laws): Result {
  const parameters = { merge: JSON.stringify(merge), laws: asked.join(', ') }
  const subject = { kind: 'join-laws' as const, parameters, lanes: ['replica 1', 'replica 2'] }
  let tried = 0
  for (const law of laws.filter((each) => asked.includes(each))) {
    for (const [a, b, c] of operands(law, smallStates(merge))) {
      tried++
      const [first, second] = bothWays(merge, law, a, b, c)
      if (keyOf(first.state) === keyOf(second.state)) continue
      const how = `${tried} combinations of small states were tried, smallest first.`
      return broken({ ...subject, parameters: { ...parameters, law } }, told(first, second, law), how)
    }
  }
  return none(subject, `All ${tried} combinations of small states were tried: each law holds.`)
}

type Operands = [a: MergeState, b: MergeState, c: MergeState]

function* operands(law: JoinLaw, parts: readonly MergeState[][]): Iterable<Operands> {
  for (const states of parts) {
    for (const a of states) {
      if (law === 'idempotent') yield [a, a, a]
      for (const b of law === 'idempotent' ? [] : states) {
        if (law === 'commutative') yield [a, b, b]
        for (const c of law === 'associative' ? states : []) yield [a, b, c]
      }
    }
  }
}

interface Way {
  readonly words: string
  readonly state: MergeState
}

function bothWays(merge: Merge, law: JoinLaw, a: MergeState, b: MergeState, c: MergeState): [Way, Way] {
  const m = (left: MergeState, right: MergeState) => merged(merge, left, right)
  const [x, y, z] = [a, b, c].map(shown)
  if (law === 'commutative') {
    return [
      { words: `m(${x}, ${y})`, state: m(a, b) },
      { words: `m(${y}, ${x})`, state: m(b, a) },
    ]
  }
  if (law === 'idempotent') {
    return [
      { words: `m(${x}, ${x})`, state: m(a, a) },
      { words: `${x}, without merging it again`, state: a },
    ]
  }
  return [
    { words: `m(m(${x}, ${y}), ${z})`, state: m(m(a, b), c) },
    { words: `m(${x}, m(${y}, ${z}))`, state: m(a, m(b, c)) },
  ]
}

function told(first: Way, second: Way, law: JoinLaw): Happening[] {
  const why = { commutative: 'other order', idempotent: 'number of merges', associative: 'other grouping' }[
    law
  ]
  return [
    {
      lane: 'replica 1',
      text: `Replica 1 has ${first.words}.`,
      after: `It holds ${shown(first.state)}.`,
    },
    {
      lane: 'replica 2',
      text: `Replica 2 has seen the same states: ${second.words}.`,
      after: `It holds ${shown(second.state)}: the ${why} left another state, so m is not ${law}.`,
    },
  ]
}

function shown(state: MergeState): string {
  return JSON.stringify(state)
}
