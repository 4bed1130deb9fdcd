import { explore, type Move } from './explorer.ts'
import { type Result, told, unexplored } from './result.ts'

/** Who holds the key in the registry, the owners that live, and those whose DOWN is on its way. */
interface State {
  readonly holder: number | null
  readonly alive: readonly number[]
  readonly downs: readonly number[]
  readonly started: number
}

/**
 * A `:DOWN` that arrives after the key has a new owner. `key`: the handler deletes whatever stands under the key;
 * `owner`: only an entry of the process that died (compare-and-delete, `match_delete` with the pid).
 * @param registry `deletes` as above; `owners`: how many processes may own the key one after the other, 1 to 50.
 * @returns the order of messages after which a live owner is not registered; none where it always is.
 */
export function downRemovesNewer(registry: { deletes: 'key' | 'owner'; owners: number }): Result {
  const { deletes, owners } = registry
  const subject = { kind: 'down-removes-newer' as const, parameters: { deletes, owners } }
  const refused = unexplored(subject, owners)
  if (refused) return refused
  const name = (n: number) => `p${n}`
  const search = explore<State>({
    start: { holder: 1, alive: [1], downs: [], started: 1 },
    *moves(state): Iterable<Move<State>> {
      const [alive] = state.alive
      if (alive !== undefined) {
        const to = { ...state, alive: [], downs: [...state.downs, alive] }
        yield { lane: name(alive), text: `${name(alive)} dies; its DOWN is sent.`, to }
      } else if (state.started < owners) {
        const next = state.started + 1
        const to = { ...state, holder: next, alive: [next], started: next }
        yield { lane: name(next), text: `${name(next)} starts and registers the key.`, to }
      }
      const [down, ...downs] = state.downs
      if (down === undefined) return
      const removes = deletes === 'key' ? state.holder !== null : state.holder === down
      const what = removes
        ? `deletes the key, which ${name(state.holder ?? 0)} holds`
        : 'leaves the entry alone'
      const to = { ...state, holder: removes ? null : state.holder, downs }
      yield { lane: 'registry', text: `The registry handles the DOWN of ${name(down)} and ${what}.`, to }
    },
    isBad: ({ alive: [alive], holder }) => alive !== undefined && holder !== alive,
  })
  const lanes = ['registry', ...Array.from({ length: owners }, (_, i) => name(i + 1))]
  return told({ ...subject, lanes }, search, (state) => {
    const lives = state.alive[0] === undefined ? 'nobody lives' : `${name(state.alive[0])} lives`
    return `The key: ${state.holder === null ? 'not registered' : name(state.holder)}; ${lives}.`
  })
}
