import { and, desc, eq, gt, sql } from 'drizzle-orm'
import type { Report } from '../review/report.ts'
import { findings, requests, reviews } from './schema.ts'
import type { Database } from './store.ts'

/** Who asked, for what, and what was found. */
type Kept = Omit<typeof reviews.$inferInsert, 'commit'>

/** Keeps a finished review with its findings; one that is kept already under this id stays as it is. */
export async function keepReview(db: Database, review: Kept): Promise<void> {
  const { id, report } = review
  await db.transaction(async (tx) => {
    const kept = await tx
      .insert(reviews)
      .values({ ...review, commit: report.commit })
      .onConflictDoNothing()
      .returning({ id: reviews.id })
    const rows = report.findings.map((finding, position) => ({
      review: id,
      position,
      rule: finding.rule,
      severity: finding.severity,
      title: finding.title,
      path: finding.locations[0]?.path ?? '',
      posted: finding.posted,
      fingerprint: finding.fingerprint,
      symbolFingerprint: finding.symbolFingerprint,
    }))
    if (kept.length > 0 && rows.length > 0) await tx.insert(findings).values(rows)
  })
}

/** The report that was kept under this id. */
export async function keptReport(db: Database, id: string): Promise<Report | undefined> {
  const [kept] = await db.select({ report: reviews.report }).from(reviews).where(eq(reviews.id, id))
  return kept?.report
}

interface Wanted {
  readonly repository: string
  readonly commit: string
  readonly workspace: string
  /** Milliseconds. */
  readonly within: number
}

/** Reports of this commit that were asked for in this workspace, the latest first; at most ten. */
export function recentReports(db: Database, { repository, commit, workspace, within }: Wanted) {
  return db
    .select({ report: reviews.report, paths: reviews.paths })
    .from(reviews)
    .innerJoin(requests, eq(reviews.request, requests.id))
    .where(
      and(
        eq(reviews.commit, commit),
        eq(reviews.repository, repository),
        eq(requests.workspace, workspace),
        gt(reviews.created, sql`now() - ${within} * interval '1 millisecond'`),
      ),
    )
    .orderBy(desc(reviews.created))
    .limit(10)
}
