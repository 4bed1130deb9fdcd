import { and, asc, desc, eq, inArray, lte, ne } from 'drizzle-orm'
import type { Report } from '../review/report.ts'
import { reviews, schedules } from './schema.ts'
import type { Database } from './store.ts'

type Platform = ScheduleRow['platform']
export type ScheduleRow = typeof schedules.$inferSelect

export async function addSchedule(db: Database, row: typeof schedules.$inferInsert): Promise<ScheduleRow> {
  const [added] = await db.insert(schedules).values(row).returning()
  if (added === undefined) throw new Error('A schedule was not stored.')
  return added
}

/** Those that report in a channel, by their numbers. */
export function schedulesOf(db: Database, platform: Platform, channel: string): Promise<ScheduleRow[]> {
  return db
    .select()
    .from(schedules)
    .where(and(eq(schedules.platform, platform), eq(schedules.channel, channel)))
    .orderBy(asc(schedules.id))
}

/** Removes one of a channel; resolves to what it was, or undefined where there is none of that number. */
export async function removeSchedule(
  db: Database,
  platform: Platform,
  channel: string,
  id: number,
): Promise<ScheduleRow | undefined> {
  const [removed] = await db
    .delete(schedules)
    .where(and(eq(schedules.id, id), eq(schedules.platform, platform), eq(schedules.channel, channel)))
    .returning()
  return removed
}

export async function scheduleOf(db: Database, id: number): Promise<ScheduleRow | undefined> {
  const [found] = await db.select().from(schedules).where(eq(schedules.id, id))
  return found
}

/** Those of the platforms that are due, the longest waiting first. */
export function dueSchedules(
  db: Database,
  platforms: readonly Platform[],
  now: Date,
): Promise<ScheduleRow[]> {
  return db
    .select()
    .from(schedules)
    .where(and(lte(schedules.nextRun, now), inArray(schedules.platform, [...platforms])))
    .orderBy(asc(schedules.nextRun), asc(schedules.id))
}

/** Moves a due schedule on to its next run; false where another process has, or it has ended. */
export async function claimRun(db: Database, { id, nextRun }: ScheduleRow, next: Date): Promise<boolean> {
  const claimed = await db
    .update(schedules)
    .set({ lastRun: nextRun, nextRun: next })
    .where(and(eq(schedules.id, id), eq(schedules.nextRun, nextRun)))
    .returning({ id: schedules.id })
  return claimed.length === 1
}

/** The report of the last review of a schedule, other than `review` itself; undefined before the first. */
export async function lastReportOf(
  db: Database,
  schedule: number,
  review: string,
): Promise<Report | undefined> {
  const [last] = await db
    .select({ report: reviews.report })
    .from(reviews)
    .where(and(eq(reviews.schedule, schedule), ne(reviews.id, review)))
    .orderBy(desc(reviews.created))
    .limit(1)
  return last?.report
}
