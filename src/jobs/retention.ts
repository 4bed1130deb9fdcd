import type { Logger } from 'pino'
import { prune } from '../store/retention.ts'
import type { Database } from '../store/store.ts'

interface RetentionOptions {
  readonly db: Database
  /** Milliseconds for which what was answered is kept. */
  readonly keep: number
  /** Milliseconds. */
  readonly clock: () => number
  readonly log: Logger
}

/** Milliseconds between two looks; several processes may look, and what one has deleted the next does not find. */
const pause = 6 * 3_600_000

/** Deletes what is older than it is kept for, now and some times a day. A failure is logged; the next look sees the same. */
export function startRetention({ db, keep, clock, log }: RetentionOptions) {
  let looking: Promise<void> = Promise.resolve()
  const look = async () => {
    try {
      const pruned = await prune(db, new Date(clock() - keep))
      if (pruned.requests + pruned.reviews > 0) log.info(pruned, 'what was kept for long enough was deleted')
    } catch (error) {
      log.error({ err: error }, 'What was kept for long enough could not be deleted.')
    }
  }
  const timer = setInterval(() => {
    looking = look()
  }, pause)
  timer.unref()
  looking = look()
  return {
    /** Resolves when no look is under way. */
    async stop(): Promise<void> {
      clearInterval(timer)
      await looking
    },
  }
}
