import { createBounded } from '../conversation/bounded.ts'

/**
 * Tells a first delivery from a repeated one. A retry whose ids are new to us is a first delivery: after a restart
 * it may be the only one. Slack has also been seen to deliver one message several times under new event ids, so an
 * event counts as known when any of its ids is.
 */
export function createFirstTime(limit = 5_000): (...ids: readonly string[]) => boolean {
  const seen = createBounded<true>(limit)
  return (...ids) => {
    const known = ids.some((id) => seen.get(id))
    for (const id of ids) seen.set(id, true)
    return !known
  }
}
