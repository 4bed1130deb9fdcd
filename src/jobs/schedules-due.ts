import type { Logger } from 'pino'
import { claimRun, dueSchedules } from '../store/schedules.ts'
import type { Database } from '../store/store.ts'
import { nextRun } from './calendar.ts'
import type { Platform } from './platform.ts'
import { scheduleOfRow } from './schedules.ts'

/** One run of a schedule, as it is queued; instants in milliseconds. */
export interface DueJob {
  readonly schedule: number
  readonly due: number
  /** Further dates that passed before it was queued; it stands for them too. */
  readonly missed: number
}

export interface DueOptions {
  readonly db: Database
  /** Puts a run in the queue within the transaction, so that it is there exactly when the schedule has moved on. */
  readonly queue: (tx: Database, job: DueJob) => Promise<void>
  /** Schedules of other platforms wait until theirs is back. */
  readonly platforms: readonly Platform['name'][]
  /** Milliseconds. */
  readonly clock: () => number
  readonly log: Logger
}

/**
 * Queues every run that is due, each exactly once, whichever process comes first. Dates that passed while nothing
 * ran become one run. @returns how many were queued.
 */
export async function queueDue({ db, queue, platforms, clock, log }: DueOptions): Promise<number> {
  const now = clock()
  let queued = 0
  for (const row of await dueSchedules(db, platforms, new Date(now))) {
    const schedule = scheduleOfRow(row)
    let next = nextRun(schedule, schedule.next)
    let missed = 0
    for (; next <= now; next = nextRun(schedule, next)) missed += 1
    const job: DueJob = { schedule: schedule.number, due: schedule.next, missed }
    await db.transaction(async (tx) => {
      if (!(await claimRun(tx, row, new Date(next)))) return
      await queue(tx, job)
      queued += 1
      log.info(job, 'a scheduled review is due')
    })
  }
  return queued
}
