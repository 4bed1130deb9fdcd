import { and, desc, eq, or, sql } from 'drizzle-orm'
import type { Report } from '../review/report.ts'
import { outbox, requests, reviews, schedules } from './schema.ts'
import type { Database } from './store.ts'

export interface LastReview {
  readonly id: string
  /** By the name that it is connected under. */
  readonly repository: string
  readonly report: Report
  /** As it was asked for: a branch, a tag, a commit; null is HEAD. */
  readonly ref: string | null
  readonly paths: readonly string[]
}

/**
 * The last review that was answered in a thread, on request or by a schedule; where the place is a channel itself
 * (thread null), in any thread of it. The outbox knows the thread, since most reviews open one of their own.
 */
export async function lastReviewIn(
  db: Database,
  platform: string,
  { channel, thread }: { readonly channel: string; readonly thread: string | null },
): Promise<LastReview | undefined> {
  // As answer-review.ts and schedules-run.ts name the post that holds the report.
  const answer = or(
    eq(outbox.key, sql`${reviews.id} || '/answer'`),
    eq(outbox.key, sql`${reviews.id} || ' report'`),
  )
  const [last] = await db
    .select({
      id: reviews.id,
      repository: reviews.repository,
      report: reviews.report,
      ref: reviews.ref,
      paths: reviews.paths,
    })
    .from(reviews)
    .innerJoin(outbox, answer)
    .leftJoin(requests, eq(reviews.request, requests.id))
    .leftJoin(schedules, eq(reviews.schedule, schedules.id))
    .where(
      and(
        sql`coalesce(${requests.platform}, ${schedules.platform}) = ${platform}`,
        eq(outbox.channel, channel),
        thread === null ? undefined : eq(outbox.thread, thread),
      ),
    )
    .orderBy(desc(reviews.created))
    .limit(1)
  return last
}
