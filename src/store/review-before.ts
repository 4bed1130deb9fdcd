import { and, desc, eq, lt, ne } from 'drizzle-orm'
import type { Report } from '../review/report.ts'
import { requests, reviews } from './schema.ts'
import type { Database } from './store.ts'

interface Asked {
  readonly platform: 'slack' | 'web' | 'teams'
  readonly channel: string
  /** By the name that it is connected under. */
  readonly repository: string
  readonly paths: readonly string[]
  /** The request whose review is being answered. */
  readonly request: string
}

/** The review before of the same paths of the same repository that somebody in this channel asked for. */
export async function reviewBefore(db: Database, asked: Asked): Promise<Report | undefined> {
  const [own] = await db
    .select({ created: requests.created })
    .from(requests)
    .where(eq(requests.id, asked.request))
  if (own === undefined) return undefined
  const wanted = setOf(asked.paths)
  const earlier = await db
    .select({ id: reviews.id, paths: reviews.paths })
    .from(reviews)
    .innerJoin(requests, eq(reviews.request, requests.id))
    .where(
      and(
        eq(requests.platform, asked.platform),
        eq(requests.channel, asked.channel),
        eq(reviews.repository, asked.repository),
        ne(requests.id, asked.request),
        lt(requests.created, own.created),
      ),
    )
    .orderBy(desc(requests.created))
    .limit(mostLookedAt)
  const before = earlier.find(({ paths }) => setOf(paths) === wanted)
  if (before === undefined) return undefined
  const [kept] = await db.select({ report: reviews.report }).from(reviews).where(eq(reviews.id, before.id))
  return kept?.report
}

/** Reviews of a repository in a channel whose paths are compared. */
const mostLookedAt = 100

function setOf(paths: readonly string[]): string {
  return JSON.stringify([...paths].sort())
}
