import { explore, type Move } from './explorer.ts'
import { nodeNames } from './names.ts'
import { type Result, told, unexplored } from './result.ts'

/**
 * `read-committed`: a transaction that locks nothing while it reads. `transaction`: one that others wait for
 * (serialisable, `FOR UPDATE`, Mnesia). `compare-and-set`: writes only over what was read, else starts again.
 * `single-owner`: one process does all three steps for everybody.
 */
type UpdateGuard = 'none' | 'read-committed' | 'transaction' | 'compare-and-set' | 'single-owner'

interface SharedUpdate {
  /** Who may update at the same time, 1 to 50. */
  readonly callers: number
  readonly guard: UpdateGuard
  /** The stored number, and what each caller adds to it. */
  readonly initial: number
  readonly change: number
}

interface Caller {
  readonly at: 'read' | 'compute' | 'write' | 'done'
  readonly read: number
  readonly version: number
}
interface State {
  readonly stored: number
  readonly version: number
  readonly callers: readonly Caller[]
}

/** A lost update: `callers` that each read, compute and write one number, in every order of these steps. */
export function readModifyWrite(update: SharedUpdate): Result {
  const { callers, guard, initial, change } = update
  const subject = { kind: 'read-modify-write' as const, parameters: { callers, guard, initial, change } }
  const refused = unexplored(subject, callers)
  if (refused) return refused
  const lanes = nodeNames(callers)
  const fresh: Caller = { at: 'read', read: 0, version: 0 }
  const alone = guard === 'transaction' || guard === 'single-owner'
  const search = explore<State>({
    start: { stored: initial, version: 0, callers: lanes.map(() => fresh) },
    *moves(state): Iterable<Move<State>> {
      const within = state.callers.findIndex(({ at }) => at === 'compute' || at === 'write')
      for (const [i, lane] of lanes.entries()) {
        const caller = state.callers[i] ?? fresh
        if (caller.at === 'done' || (alone && within !== -1 && within !== i)) continue
        const as = (next: Caller, stored = state.stored, version = state.version): State => ({
          stored,
          version,
          callers: state.callers.with(i, next),
        })
        if (caller.at === 'read') {
          const to = as({ at: 'compute', read: state.stored, version: state.version })
          yield { lane, text: `${lane} reads ${state.stored}.`, to }
        } else if (caller.at === 'compute') {
          const text = `${lane} computes ${caller.read} ${change < 0 ? '-' : '+'} ${Math.abs(change)} = ${caller.read + change}.`
          yield { lane, text, to: as({ ...caller, at: 'write' }) }
        } else if (guard === 'compare-and-set' && caller.version !== state.version) {
          yield { lane, text: `${lane} is refused: the value has changed; it starts again.`, to: as(fresh) }
        } else {
          const next = caller.read + change
          const to = as({ ...fresh, at: 'done' }, next, state.version + 1)
          yield { lane, text: `${lane} writes ${next}.`, to }
        }
      }
    },
    isBad: (state) => state.stored !== initial + change * written(state),
    canonical: ({ stored, version, callers: all }) => [stored, version, all.map(word).sort()],
  })
  return told({ ...subject, lanes }, search, (state) => {
    const due = initial + change * written(state)
    const lost = state.stored === due ? '' : ` after ${written(state)} updates, where ${due} is due`
    return `Stored: ${state.stored}${lost}.`
  })
}

function word({ at, read, version }: Caller): string {
  return `${at} ${read} ${version}`
}

function written({ callers }: State): number {
  return callers.filter(({ at }) => at === 'done').length
}
