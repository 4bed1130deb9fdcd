import { explore, type Move } from './explorer.ts'
import { nodeNames } from './names.ts'
import { type Result, told, unexplored } from './result.ts'

/**
 * What decides when two act at once. `unique`: a registered name or a unique index, which refuses the second.
 * `lock`: check and act are done under one lock that all callers share.
 */
interface CheckedAct {
  /** Who may check at the same time, 1 to 50. */
  readonly callers: number
  /** `start` a process, `insert` a row. */
  readonly act: 'start' | 'insert'
  readonly guard: 'none' | 'unique' | 'lock'
}

interface State {
  readonly made: number
  readonly callers: readonly ('check' | 'act' | 'done')[]
}

/** Two made where one was meant: `callers` that each look for one and, having seen none, make it. */
export function checkThenAct({ callers, act, guard }: CheckedAct): Result {
  const subject = { kind: 'check-then-act' as const, parameters: { callers, act, guard } }
  const refused = unexplored(subject, callers)
  if (refused) return refused
  const lanes = nodeNames(callers)
  const thing = act === 'start' ? 'process' : 'row'
  const verb = act === 'start' ? 'starts it' : 'inserts it'
  const search = explore<State>({
    start: { made: 0, callers: lanes.map(() => 'check') },
    *moves(state): Iterable<Move<State>> {
      const locked = guard === 'lock' && state.callers.includes('act')
      for (const [i, lane] of lanes.entries()) {
        const at = state.callers[i]
        const as = (next: 'act' | 'done', made = state.made) => ({
          made,
          callers: state.callers.with(i, next),
        })
        if (at === 'check' && !locked) {
          const text = `${lane} looks for the ${thing} and sees ${state.made === 0 ? 'none' : 'one'}.`
          yield { lane, text, to: as(state.made === 0 ? 'act' : 'done') }
        }
        if (at === 'act' && guard === 'unique' && state.made > 0) {
          yield { lane, text: `${lane} ${verb} and is refused: the name is taken.`, to: as('done') }
        } else if (at === 'act') {
          yield { lane, text: `${lane} ${verb}.`, to: as('done', state.made + 1) }
        }
      }
    },
    isBad: ({ made }) => made > 1,
    canonical: (state) => [state.made, [...state.callers].sort()],
  })
  return told({ ...subject, lanes }, search, ({ made }) =>
    made > 1 ? `${made} exist where one was meant.` : made === 1 ? 'One exists.' : 'None exists.',
  )
}
