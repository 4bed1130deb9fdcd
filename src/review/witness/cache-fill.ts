import { explore, type Move } from './explorer.ts'
import { ms, type Result, told } from './result.ts'

interface CacheFill {
  /** Which of its two steps the writer does first. */
  readonly writer: 'store-then-delete' | 'delete-then-store'
  /** `versioned`: a put or delete of an older version is refused; `one-owner`: one process does a whole fill or write. */
  readonly guard: 'none' | 'versioned' | 'one-owner'
  /** How long an entry lives, milliseconds; null: for ever. It bounds the harm and does not prevent it. */
  readonly ttlMs: number | null
}

/** Versions of the row: in the store, in the cache (null: absent), read by the filler; `floor`: the newest deleted. */
interface State {
  readonly store: number
  readonly cached: number | null
  readonly floor: number
  readonly read: number | null
  readonly filler: 'start' | 'read' | 'done'
  readonly writer: 'start' | 'half' | 'done'
}

/**
 * A read-through cache filled with what was read before a write (Nishtala et al., NSDI 2013, §3.2.1).
 * @returns the order after which the cache holds the old row and nobody is left to remove it; else none.
 */
export function cacheFill({ writer, guard, ttlMs }: CacheFill): Result {
  const storeFirst = writer === 'store-then-delete'
  const search = explore<State>({
    start: { store: 1, cached: null, floor: 0, read: null, filler: 'start', writer: 'start' },
    *moves(state): Iterable<Move<State>> {
      const alone = guard === 'one-owner'
      if (state.filler === 'start' && !(alone && state.writer === 'half')) {
        const text = `The filler misses in the cache and reads v${state.store} from the store.`
        yield { lane: 'filler', text, to: { ...state, filler: 'read', read: state.store } }
      } else if (state.filler === 'read') {
        const refused = guard === 'versioned' && (state.read ?? 0) < state.floor
        const text = `The filler puts v${state.read} into the cache${refused ? ' and is refused' : ''}.`
        const cached = refused ? state.cached : state.read
        yield { lane: 'filler', text, to: { ...state, filler: 'done', cached } }
      }
      if (state.writer === 'done' || (alone && state.filler === 'read')) return
      const next = state.writer === 'start' ? 'half' : 'done'
      if ((state.writer === 'start') === storeFirst) {
        yield { lane: 'writer', text: 'The writer stores v2.', to: { ...state, writer: next, store: 2 } }
      } else {
        const to = { ...state, writer: next, cached: null, floor: 2 } as const
        yield { lane: 'writer', text: 'The writer deletes the entry from the cache.', to }
      }
    },
    isBad: ({ filler, writer: at, cached, store }) =>
      filler === 'done' && at === 'done' && cached !== null && cached < store,
  })
  const stale = ttlMs === null ? 'for ever' : `for up to ${ms(ttlMs)}`
  return told(
    { kind: 'cache-fill', parameters: { writer, guard, ttlMs }, lanes: ['filler', 'writer'] },
    search,
    ({ store, cached, filler, writer: at }) => {
      const old = filler === 'done' && at === 'done' && cached !== null && cached < store
      const entry = cached === null ? 'nothing' : `v${cached}`
      return `Store: v${store}, cache: ${entry}${old ? `, ${stale}` : ''}.`
    },
  )
}
