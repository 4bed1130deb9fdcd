import type { Said } from './wire.ts'

/** How many messages are kept; the oldest threads go first. */
const keptMessages = 2_000

type Kept = Said & { readonly change: number }
type Words = Pick<Said, 'thread' | 'from' | 'onlyYou' | 'text' | 'blocks'> & Partial<Pick<Said, 'form'>>

/**
 * The messages of the web chat, in memory. Each change has a number, so whoever has seen change n asks for what
 * is newer and misses nothing; a message that changed twice meanwhile is seen once, as it is now.
 */
export interface Room {
  add(words: Words): Said
  /** A form in it is over. Null where the message is no longer kept. */
  replace(id: string, words: Pick<Said, 'text' | 'blocks'>): Said | null
  find(id: string): Said | undefined
  /** Messages that changed after that number, in the order of their last change. */
  changedAfter(change: number): readonly { readonly change: number; readonly said: Said }[]
  /** Resolves when there is a change after that number, or the signal is aborted. */
  waitForChange(after: number, signal: AbortSignal): Promise<void>
  forgotten(): number
  /** The order of the newest message; 0 where there is none. */
  newest(): number
}

/** `prefix` begins the ids, so that those of another process are not mistaken for ours. */
export function createRoom(clock: () => number, limit = keptMessages, prefix = 'm'): Room {
  const messages = new Map<string, Kept>()
  const waiting = new Set<() => void>()
  let order = 0
  let change = 0
  let forgotten = 0

  function keep(said: Said): Said {
    change += 1
    messages.set(said.id, { ...said, change })
    for (const wake of [...waiting]) wake()
    return said
  }

  function makeSpace(newest: string): void {
    while (messages.size > limit) {
      const [oldest] = messages.keys()
      // A thread goes as a whole: an answer without its question says nothing.
      for (const { id, thread } of messages.values()) {
        if (id === newest || (id !== oldest && thread !== oldest)) continue
        messages.delete(id)
        forgotten += 1
      }
    }
  }

  return {
    add(words) {
      order += 1
      const said = keep({
        form: null,
        ...words,
        id: `${prefix}${order}`,
        order,
        at: new Date(clock()).toISOString(),
      })
      makeSpace(said.id)
      return said
    },
    replace(id, words) {
      const before = messages.get(id)
      return before ? keep({ ...before, ...words, form: null }) : null
    },
    find: (id) => messages.get(id),
    changedAfter(seen) {
      const changed = [...messages.values()].filter((message) => message.change > seen)
      changed.sort((a, b) => a.change - b.change)
      return changed.map(({ change: number, ...said }) => ({ change: number, said }))
    },
    waitForChange(after, signal) {
      if (change > after || signal.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        function wake(): void {
          waiting.delete(wake)
          signal.removeEventListener('abort', wake)
          resolve()
        }
        waiting.add(wake)
        signal.addEventListener('abort', wake)
      })
    },
    forgotten: () => forgotten,
    newest: () => order,
  }
}
