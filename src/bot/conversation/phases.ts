import { createJournal } from '../../jobs/journal.ts'
import type { Lease } from '../../jobs/lease.ts'
import type { Progress } from '../../review/request.ts'
import type { Database } from '../../store/store.ts'

/** A phase that has ended, as its words were shown. */
export type KeptPhase = Pick<Progress, 'phase' | 'text' | 'commit'>

/** Keeps phases as they end, in order, so that a later attempt shows them; one that cannot be kept is only not shown. */
export function keepPhases(db: Database, lease: Lease): (step: Progress) => void {
  const journal = createJournal(db, lease)
  let last = Promise.resolve()
  return ({ phase, text, commit }) => {
    const kept: KeptPhase = { phase, text, commit: commit ?? null }
    last = last.then(() => journal.keep(`phase ${phase}`, kept)).catch(() => {})
  }
}
