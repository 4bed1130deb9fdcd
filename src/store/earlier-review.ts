import { and, desc, eq, lt, or, sql } from 'drizzle-orm'
import { requests, reviews, schedules } from './schema.ts'
import type { Database } from './store.ts'

/** How many reviews before one are looked through for those of the same paths. */
const most = 200

/**
 * Reviews of the same repository that were asked for in the same channel before this one, on request or by a schedule,
 * the latest first; at most 200. Their reports are read by id.
 */
export async function reviewsBefore(
  db: Database,
  id: string,
  { platform, channel }: { readonly platform: string; readonly channel: string },
): Promise<{ readonly id: string; readonly paths: readonly string[]; readonly ref: string | null }[]> {
  const [self] = await db
    .select({ repository: reviews.repository, created: reviews.created })
    .from(reviews)
    .where(eq(reviews.id, id))
  if (self === undefined) return []
  return db
    .select({ id: reviews.id, paths: reviews.paths, ref: reviews.ref })
    .from(reviews)
    .leftJoin(requests, eq(reviews.request, requests.id))
    .leftJoin(schedules, eq(reviews.schedule, schedules.id))
    .where(
      and(
        eq(reviews.repository, self.repository),
        lt(reviews.created, self.created),
        or(
          and(sql`${requests.platform} = ${platform}`, eq(requests.channel, channel)),
          and(sql`${schedules.platform} = ${platform}`, eq(schedules.channel, channel)),
        ),
      ),
    )
    .orderBy(desc(reviews.created))
    .limit(most)
}
