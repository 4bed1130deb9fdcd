import type { Logger } from 'pino'
import type { Card } from '../blocks/card.ts'
import {
  type DueRun,
  dueFailedCard,
  dueParentCard,
  dueReportCards,
  type Since,
} from '../blocks/cards/due-report.ts'
import { refusalCard } from '../blocks/cards/said.ts'
import type { Source } from '../review/checkout/snapshot.ts'
import { compare } from '../review/compare.ts'
import { Refusal } from '../review/refusal.ts'
import type { Report } from '../review/report.ts'
import type { Review } from '../review/request.ts'
import { keepReview, keptReport } from '../store/reviews.ts'
import { lastReportOf, scheduleOf } from '../store/schedules.ts'
import type { Database } from '../store/store.ts'
import { daysOf } from './calendar.ts'
import type { Outbox } from './outbox.ts'
import type { Platform } from './platform.ts'
import { type Schedule, scheduleOfRow } from './schedules.ts'
import type { DueJob } from './schedules-due.ts'

export interface RunOptions {
  readonly db: Database
  readonly review: Review
  /** Those that may be reviewed, under the names that they are connected by. */
  readonly repositories: readonly { readonly name: string; readonly source: Source }[]
  readonly platforms: readonly Platform[]
  readonly outbox: Outbox
  /** The name of a review that buttons carry back. */
  readonly nameOf: (repository: string, commit: string | null, paths: readonly string[]) => string
  /** Milliseconds. */
  readonly clock: () => number
  readonly log: Logger
  /** Aborted where the process stops: the run is left for the next one. */
  readonly signal: AbortSignal
}

/**
 * Makes a run of a schedule: reviews, compares with the review before, and posts the report as a thread in the
 * channel. It may be made again after a crash: the review that is kept is not made twice and nothing is posted twice.
 * Rejects where it should be tried again. A schedule that has ended meanwhile is left alone.
 */
export async function runDue(job: DueJob, options: RunOptions): Promise<void> {
  try {
    await report(job, options)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // The platform will not have it, now or later: there is nobody to tell.
    options.log.warn({ err: error, ...job }, 'A scheduled review could not be posted.')
  }
}

async function report(job: DueJob, options: RunOptions): Promise<void> {
  const { db, platforms, outbox, clock, nameOf, log } = options
  const row = await scheduleOf(db, job.schedule)
  if (row === undefined) return
  const schedule = scheduleOfRow(row)
  const platform = platforms.find(({ name }) => name === schedule.platform)
  if (platform === undefined) throw new Error(`${schedule.platform} is not connected.`)
  const run: DueRun = {
    schedule: { ...schedule, days: daysOf(schedule) },
    due: job.due,
    missed: job.missed,
    ran: clock(),
  }
  const key = `due ${job.schedule} ${new Date(job.due).toISOString()}`
  const channel = { channel: schedule.channel, thread: null }
  let found: Found
  try {
    found = await reviewed(key, schedule, options)
  } catch (error) {
    options.signal.throwIfAborted()
    await outbox.post(`${key} parent`, platform, channel, [dueFailedCard(run, whyCard(error, log))])
    return
  }
  const { report: made, since } = found
  const parent = await outbox.post(`${key} parent`, platform, channel, [dueParentCard(run, made, since)])
  const thread = { channel: parent.channel, thread: parent.thread ?? parent.id }
  const name = nameOf(schedule.repository, made.commit, schedule.paths)
  await outbox.post(`${key} report`, platform, thread, dueReportCards(run, made, since, name))
  log.info({ ...job, commit: made.commit, ms: clock() - run.ran }, 'a scheduled review was posted')
}

interface Found {
  readonly report: Report
  readonly since: Since | null
}

async function reviewed(key: string, schedule: Schedule, options: RunOptions): Promise<Found> {
  const earlier = await lastReportOf(options.db, schedule.number, key)
  const report = (await keptReport(options.db, key)) ?? (await make(key, schedule, options))
  return { report, since: earlier === undefined ? null : { earlier, comparison: compare(earlier, report) } }
}

async function make(key: string, schedule: Schedule, options: RunOptions): Promise<Report> {
  const { db, repositories, review, clock, signal } = options
  const { number, paths, ref } = schedule
  const repository = repositories.find(({ name }) => name === schedule.repository)
  if (repository === undefined) {
    throw new Refusal(
      'repository',
      `The repository "${schedule.repository}" is not connected any more.`,
      `Whoever runs distreview connects it in REPOSITORIES; to end the schedule, say: unschedule ${number}.`,
    )
  }
  // By the rules alone: what a model says of the same code differs from run to run, and would read as a change.
  const request = { source: repository.source, paths, ref, worktree: false, depth: 'quick' } as const
  const report = await review(request, () => {}, signal)
  const created = new Date(clock())
  await keepReview(db, {
    id: key,
    schedule: number,
    repository: repository.name,
    paths,
    ref,
    report,
    created,
  })
  return report
}

/** What people read of an error: a Refusal's own words. Everything else is a defect, which is logged whole. */
function whyCard(error: unknown, log: Logger): Card {
  if (error instanceof Refusal) return refusalCard(error)
  log.error({ err: error }, 'A scheduled review could not be finished.')
  return refusalCard({
    message: 'It could not be finished; the reason is in the log of distreview.',
    next: 'Ask for the review by hand, and tell whoever runs it if that does not help.',
  })
}
