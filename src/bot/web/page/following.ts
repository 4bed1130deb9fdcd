import { useCallback, useLayoutEffect, useRef } from 'react'
import type { Said } from '../wire.ts'

/** Where somebody waits for an answer: in a thread, or in the room itself. */
export interface Awaited {
  readonly thread: string | null
}

function show(said: Said): void {
  document.getElementById(said.id)?.scrollIntoView({ block: 'start' })
}

/**
 * Scrolls to what its reader looks for: words that were just said, the answer to a button, and the newest thread
 * when the page opens on a room with a past. Everything else stays put, so that nobody is torn from a card.
 * The result is called when a button was pressed or a form sent, and with null where that was refused.
 */
export function useFollowing(messages: readonly Said[], past: number): (answer: Awaited | null) => void {
  const seen = useRef(0)
  const awaited = useRef<Awaited | null>(null)

  useLayoutEffect(() => {
    const fresh = messages.filter(({ order }) => order > Math.max(seen.current, past))
    const wanted = fresh.find(
      ({ from, thread }) => from === 'you' || (awaited.current !== null && thread === awaited.current.thread),
    )
    const newest = messages.at(-1)?.order ?? 0
    const threads = messages.filter(({ thread }) => thread === null)
    const opening = newest === past && seen.current < past
    const opened = opening ? (threads.findLast(({ from }) => from === 'you') ?? threads.at(-1)) : undefined
    const shown = wanted ?? opened
    if (shown) show(shown)
    if (wanted) awaited.current = null
    seen.current = Math.max(seen.current, newest)
  }, [messages, past])

  return useCallback((answer) => {
    awaited.current = answer
  }, [])
}
