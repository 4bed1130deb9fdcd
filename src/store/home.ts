import { and, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { findings, outbox, requests, reviews, schedules } from './schema.ts'
import type { Database } from './store.ts'

interface Who {
  readonly platform: (typeof requests.$inferSelect)['platform']
  readonly workspace: string
  readonly person: string
}

/** Where the platform put something; null where it is not there yet. */
interface Where {
  readonly channel: string | null
  readonly message: string | null
  readonly thread: string | null
}

/** Reviews that this person asked for and that are not answered yet, the oldest first. */
export function openReviewsOf(db: Database, { platform, workspace, person }: Who) {
  return (
    db
      .select({
        asked: requests.asked,
        created: requests.created,
        begun: requests.begun,
        channel: outbox.channel,
        message: outbox.message,
        thread: outbox.messageThread,
      })
      .from(requests)
      // As parent.ts names the first message of a review.
      .leftJoin(outbox, eq(outbox.key, sql`${requests.id} || '/parent'`))
      .where(
        and(
          eq(requests.kind, 'review'),
          eq(requests.state, 'open'),
          isNull(requests.cancelledBy),
          eq(requests.platform, platform),
          eq(requests.workspace, workspace),
          eq(requests.person, person),
        ),
      )
      .orderBy(requests.created)
  )
}

/** Finished reviews that this person asked for, or has on a schedule, the latest first; at most `most`. */
export function lastReviewsOf(db: Database, { platform, workspace, person }: Who, most: number) {
  const asked = and(
    eq(requests.platform, platform),
    eq(requests.workspace, workspace),
    eq(requests.person, person),
  )
  const scheduled = and(eq(schedules.platform, platform), eq(schedules.person, person))
  // As answer-review.ts and schedules-run.ts name the post that holds the report.
  const answer = or(
    eq(outbox.key, sql`${reviews.id} || '/answer'`),
    eq(outbox.key, sql`${reviews.id} || ' report'`),
  )
  return db
    .select({
      id: reviews.id,
      repository: reviews.repository,
      paths: reviews.paths,
      commit: reviews.commit,
      created: reviews.created,
      channel: outbox.channel,
      message: outbox.message,
      thread: outbox.thread,
    })
    .from(reviews)
    .leftJoin(requests, eq(reviews.request, requests.id))
    .leftJoin(schedules, eq(reviews.schedule, schedules.id))
    .leftJoin(outbox, answer)
    .where(or(asked, scheduled))
    .orderBy(desc(reviews.created))
    .limit(most) satisfies Promise<readonly Where[]>
}

/** The last review of each of these repositories, whoever asked for it. */
export function latestReviews(db: Database, repositories: readonly string[]) {
  if (repositories.length === 0) return Promise.resolve([])
  const latest = sql`(select max(later.created) from ${reviews} later where later.repository = ${reviews.repository})`
  return db
    .select({
      id: reviews.id,
      repository: reviews.repository,
      paths: reviews.paths,
      commit: reviews.commit,
      created: reviews.created,
    })
    .from(reviews)
    .where(and(inArray(reviews.repository, [...repositories]), eq(reviews.created, latest)))
}

/** How many findings of each severity these reviews posted, by the id of the review. */
export async function countsOf(db: Database, ids: readonly string[]) {
  const counts = new Map<string, { critical: number; important: number; minor: number }>()
  for (const id of ids) counts.set(id, { critical: 0, important: 0, minor: 0 })
  if (ids.length === 0) return counts
  const rows = await db
    .select({ review: findings.review, severity: findings.severity, many: sql<number>`count(*)::int` })
    .from(findings)
    .where(and(inArray(findings.review, [...ids]), eq(findings.posted, true)))
    .groupBy(findings.review, findings.severity)
  for (const { review, severity, many } of rows) {
    const count = counts.get(review)
    if (count && (severity === 'critical' || severity === 'important' || severity === 'minor'))
      count[severity] = many
  }
  return counts
}
