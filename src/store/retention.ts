import { and, eq, exists, inArray, lt, notExists, notInArray, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { heard, leases, outbox, requests, reviews, steps } from './schema.ts'
import type { Database } from './store.ts'
import { workOfPost } from './workspace.ts'

/** How many rows were deleted, by table. */
export type Pruned = Readonly<
  Record<'requests' | 'reviews' | 'outbox' | 'steps' | 'leases' | 'heard', number>
>

/**
 * Deletes what was answered before an instant: requests, reviews with their findings, and what it took to answer. Kept
 * are what is open, the last review of each schedule, which the next is compared with, dismissals and schedules. The
 * last request of a person in a channel keeps its row without its words: it says whose that channel is, which
 * `export` and `forget` ask.
 */
export function prune(db: Database, before: Date): Promise<Pruned> {
  return db.transaction(async (tx) => {
    const old = and(eq(requests.state, 'answered'), lt(requests.answered, before))
    const later = alias(requests, 'later')
    const hasLater = exists(
      tx
        .select({ id: later.id })
        .from(later)
        .where(
          and(
            eq(later.workspace, requests.workspace),
            eq(later.platform, requests.platform),
            eq(later.channel, requests.channel),
            eq(later.person, requests.person),
            sql`(${later.created}, ${later.id}) > (${requests.created}, ${requests.id})`,
          ),
        ),
    )
    const gone = tx.select({ id: requests.id }).from(requests).where(and(old, hasLater))
    const newer = alias(reviews, 'newer')
    const compared = tx
      .select({ id: newer.id })
      .from(newer)
      .where(and(eq(newer.schedule, reviews.schedule), sql`${newer.created} > ${reviews.created}`))
    const prunedReviews = await tx
      .delete(reviews)
      .where(and(lt(reviews.created, before), or(sql`${reviews.schedule} is null`, sql`exists ${compared}`)))
      .returning({ id: reviews.id })
    const prunedRequests = await tx
      .delete(requests)
      .where(inArray(requests.id, gone))
      .returning({ id: requests.id })
    await tx.update(requests).set({ asked: sql`'null'::json`, personName: '' }).where(old)
    const open = tx.select({ id: requests.id }).from(requests).where(eq(requests.state, 'open'))
    const rows = {
      outbox: await tx
        .delete(outbox)
        .where(and(lt(outbox.created, before), ofNone(tx)))
        .returning({ key: outbox.key }),
      steps: await tx
        .delete(steps)
        .where(and(lt(steps.at, before), notInArray(steps.work, open)))
        .returning({ work: steps.work }),
      leases: await tx
        .delete(leases)
        .where(and(lt(leases.taken, before), notInArray(leases.work, open)))
        .returning({ work: leases.work }),
      heard: await tx
        .delete(heard)
        .where(lt(heard.at, sql`now() - interval '24 hours'`))
        .returning({ delivery: heard.delivery }),
    }
    return {
      requests: prunedRequests.length,
      reviews: prunedReviews.length,
      outbox: rows.outbox.length,
      steps: rows.steps.length,
      leases: rows.leases.length,
      heard: rows.heard.length,
    }
  })
}

/** Posts neither of an open request nor of a review that is kept: by them a thread is found again. */
function ofNone(db: Database) {
  const open = db
    .select({ id: requests.id })
    .from(requests)
    .where(and(eq(requests.state, 'open'), sql`${requests.id} = ${workOfPost}`))
  const kept = db.select({ id: reviews.id }).from(reviews).where(sql`${reviews.id} = ${workOfPost}`)
  return and(notExists(open), notExists(kept))
}
