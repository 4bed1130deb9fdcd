import { randomUUID } from 'node:crypto'

/** How many leaves to open a form are kept; the oldest go first. */
const kept = 200

/** Leaves to open one form each: what somebody did gives one, so that no form opens by itself. */
export interface Openings {
  give(): string
  /** Whether we gave it and it was not used yet. */
  use(opening: string): boolean
}

export function createOpenings(limit = kept): Openings {
  const given = new Set<string>()
  return {
    give() {
      const opening = randomUUID()
      given.add(opening)
      for (const oldest of given) {
        if (given.size <= limit) break
        given.delete(oldest)
      }
      return opening
    },
    use: (opening) => given.delete(opening),
  }
}
