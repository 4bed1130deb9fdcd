import type { Journal } from '../review/journal.ts'
import { keepStep, keptStep } from '../store/steps.ts'
import type { Database } from '../store/store.ts'
import type { Lease } from './lease.ts'
import { point } from './points.ts'

/** The steps of a piece of work, kept in the database; only the holder of the lease adds to them. */
export function createJournal(db: Database, lease: Lease): Journal {
  return {
    kept: async (step) => (await keptStep(db, lease.work, step))?.value,
    async keep(step, value) {
      await lease.hold()
      await keepStep(db, lease.work, step, value)
      point('step', { work: lease.work, step })
    },
  }
}
