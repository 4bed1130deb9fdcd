import { and, eq, exists, inArray, isNotNull, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { findings, leases, outbox, requests, reviews, schedules, steps, verdicts } from './schema.ts'
import type { Database } from './store.ts'

/** Tables that hold something of a workspace, in the order in which they may be deleted. */
export const tables = {
  findings,
  reviews,
  outbox,
  steps,
  leases,
  verdicts,
  schedules,
  requests,
} as const
export type TableName = keyof typeof tables

/**
 * The request or the scheduled run that a post is of, from its key: `<request>/parent`, `due <schedule> <instant>
 * report`. Equality can be hashed, where a comparison of beginnings would look at every pair.
 */
export const workOfPost = sql`case when starts_with(${outbox.key}, 'due ')
  then regexp_replace(${outbox.key}, ' [a-z]+$', '') else split_part(${outbox.key}, '/', 1) end`

/** Every workspace that something is kept of, by its name: a team of Slack, a tenant of Teams, `web`. */
export async function workspaces(db: Database): Promise<string[]> {
  const rows = await db
    .select({ workspace: requests.workspace })
    .from(requests)
    .groupBy(requests.workspace)
    .orderBy(requests.workspace)
  return rows.map(({ workspace }) => workspace)
}

/** Which rows of each table are of a workspace. Of what has no workspace it is who asked, and where. */
export function rowsOf(db: Database, workspace: string): Readonly<Record<TableName, SQL>> {
  const asked = db.select({ id: requests.id }).from(requests).where(eq(requests.workspace, workspace))
  const channels = db
    .select({ channel: requests.channel })
    .from(requests)
    .where(eq(requests.workspace, workspace))
  const askedIn = (platform: PgColumn, channel: PgColumn, person: PgColumn) =>
    exists(
      db
        .select({ id: requests.id })
        .from(requests)
        .where(
          and(
            eq(requests.workspace, workspace),
            eq(requests.platform, platform),
            eq(requests.channel, channel),
            eq(requests.person, person),
          ),
        ),
    )
  const ofSchedules = askedIn(schedules.platform, schedules.channel, schedules.person)
  const scheduled = db.select({ id: schedules.id }).from(schedules).where(ofSchedules)
  // A schedule that was ended is gone; its reports went to a channel of the workspace.
  const reportedHere = exists(
    db
      .select({ key: outbox.key })
      .from(outbox)
      .innerJoin(requests, and(eq(requests.channel, outbox.channel), eq(requests.workspace, workspace)))
      .where(sql`${outbox.key} in (${reviews.id} || ' parent', ${reviews.id} || ' report')`),
  )
  const ofReviews = or(
    inArray(reviews.request, asked),
    inArray(reviews.schedule, scheduled),
    and(isNotNull(reviews.schedule), reportedHere),
  ) as SQL
  const reviewed = db.select({ id: reviews.id }).from(reviews).where(ofReviews)
  const ofWork = (work: PgColumn) =>
    sql`(${inArray(work, asked)} or exists (select 1 from ${schedules} where ${ofSchedules}
      and starts_with(${work}, 'due ' || ${schedules.id} || ' ')))`
  return {
    findings: inArray(findings.review, reviewed),
    reviews: ofReviews,
    outbox: or(
      sql`${workOfPost} in ${asked}`,
      sql`(starts_with(${outbox.key}, 'due ') and ${outbox.channel} in ${channels})`,
    ) as SQL,
    steps: ofWork(steps.work),
    leases: ofWork(leases.work),
    verdicts: askedIn(verdicts.platform, verdicts.channel, verdicts.person),
    schedules: ofSchedules,
    requests: eq(requests.workspace, workspace),
  }
}

/** How many rows of each table are of it. */
export async function countRows(db: Database, workspace: string): Promise<Record<TableName, number>> {
  const wanted = rowsOf(db, workspace)
  const counted = {} as Record<TableName, number>
  for (const [name, table] of entries()) {
    const [found] = await db.select({ many: sql<number>`count(*)::int` }).from(table).where(wanted[name])
    counted[name] = found?.many ?? 0
  }
  return counted
}

export function entries(): [TableName, PgTable][] {
  return Object.entries(tables) as [TableName, PgTable][]
}
