import { explore, type Move } from './explorer.ts'
import { nodeNames } from './names.ts'
import { type Result, told, unexplored } from './result.ts'

interface Effects {
  readonly applied: readonly boolean[]
  readonly effects: number
  readonly replayed: boolean
}

/**
 * A side effect of one command. `in-apply`: done by whoever applies, on replay too; `returned`: handed to ra as an
 * effect, which the leader alone runs, and nobody on replay.
 * @param machine `members` (1 to 50); `restarts`: whether a member may restart and replay its log.
 * @returns the shortest way to two effects of one command; none where there is at most one.
 */
export function repeatedEffect(machine: {
  members: number
  restarts: boolean
  place: 'in-apply' | 'returned'
}): Result {
  const { members, restarts, place } = machine
  const subject = { kind: 'repeated-effect' as const, parameters: { members, restarts, place } }
  const refused = unexplored(subject, members)
  if (refused) return refused
  const lanes = nodeNames(members)
  const search = explore<Effects>({
    start: { applied: lanes.map(() => false), effects: 0, replayed: false },
    *moves(state): Iterable<Move<Effects>> {
      for (const [i, lane] of lanes.entries()) {
        const again = state.applied[i] === true
        if (again && (!restarts || state.replayed)) continue
        const runs = place === 'in-apply' || (i === 0 && !again)
        const how = again ? 'restarts and applies entry 1 again from its log' : 'applies entry 1'
        const text = `${lane} ${how}${runs ? ' and does the effect' : ''}.`
        const effects = state.effects + (runs ? 1 : 0)
        const to = { applied: state.applied.with(i, true), effects, replayed: state.replayed || again }
        yield { lane, text, to }
      }
    },
    isBad: ({ effects }) => effects > 1,
  })
  return told(
    { ...subject, lanes },
    search,
    ({ effects }) => `The effect of one command was done ${effects === 1 ? 'once' : `${effects} times`}.`,
  )
}
