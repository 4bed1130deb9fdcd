import { explore } from './explorer.ts'
import { nodeNames } from './names.ts'
import { type Result, told, unexplored } from './result.ts'

/**
 * What a term inside `apply/3` yields. `local`: another value at each evaluation (a clock, randomness, a
 * reference); `member`: one for each member (`node()`, its ETS or environment); `meta`: what the log carries.
 */
type TermSource = 'local' | 'member' | 'meta'

/** Each member's state, 0 before it applied; for `local` the evaluations so far; for `member` its own number. */
interface Applied {
  readonly states: readonly number[]
  readonly evaluated: number
}

/**
 * One committed command, applied by each member of a ra cluster and again by one that replays its log.
 * @param machine `members` (1 to 50); `restarts`: whether a member may restart and replay; `term`.
 * @returns two members with different states, or two states of one member; none where the term is the log's.
 */
export function divergingApply(machine: { members: number; restarts: boolean; term: TermSource }): Result {
  const { members, restarts, term } = machine
  const subject = { kind: 'diverging-apply' as const, parameters: { members, restarts, term } }
  const refused = unexplored(subject, members)
  if (refused) return refused
  const lanes = nodeNames(members)
  const value = (evaluated: number, member: number) =>
    term === 'meta' ? 1 : term === 'member' ? member + 1 : evaluated + 1
  const search = explore<Applied & { readonly replayed: { was: number; now: number } | null }>({
    start: { states: lanes.map(() => 0), evaluated: 0, replayed: null },
    *moves(state) {
      for (const [i, lane] of lanes.entries()) {
        const was = state.states[i] ?? 0
        if (was !== 0 && (!restarts || state.replayed)) continue
        const now = value(state.evaluated, i)
        const to = { states: state.states.with(i, now), evaluated: state.evaluated + 1 }
        if (was === 0)
          yield { lane, text: `${lane} applies entry 1.`, to: { ...to, replayed: state.replayed } }
        else {
          const text = `${lane} restarts and applies entry 1 again from its log.`
          yield { lane, text, to: { ...to, replayed: { was, now } } }
        }
      }
    },
    isBad: ({ states, replayed }) =>
      new Set(states.filter((each) => each !== 0)).size > 1 ||
      (replayed !== null && replayed.was !== replayed.now),
  })
  const named = (state: number) => (state === 0 ? 'nothing yet' : `s${state}`)
  return told(
    { ...subject, lanes },
    search,
    ({ states }) => `States: ${states.map((each, i) => `${lanes[i]} ${named(each)}`).join(', ')}.`,
  )
}
