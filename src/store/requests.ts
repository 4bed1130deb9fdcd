import { and, asc, count, eq, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { heard, outbox, requests } from './schema.ts'
import { forgetSteps } from './steps.ts'
import type { Database } from './store.ts'

export type RequestRow = typeof requests.$inferSelect
export type NewRequest = Pick<
  typeof requests.$inferInsert,
  'id' | 'kind' | 'platform' | 'channel' | 'thread' | 'person' | 'personName' | 'workspace' | 'asked'
>

/** False where one of these deliveries was taken in the last 24 hours; all of them count as taken from now on. */
export async function firstDelivery(db: Database, deliveries: readonly string[]): Promise<boolean> {
  await db.delete(heard).where(lt(heard.at, sql`now() - interval '24 hours'`))
  const names = [...new Set(deliveries)]
  if (names.length === 0) return true
  const taken = await db
    .insert(heard)
    .values(names.map((delivery) => ({ delivery })))
    .onConflictDoNothing()
    .returning()
  return taken.length === names.length
}

/** Keeps a request; a review is given its turn, the number of reviews of its workspace that are still open. */
export async function keepRequest(db: Database, request: NewRequest): Promise<void> {
  const turn = request.kind === 'review' ? await openReviews(db, request.workspace ?? '') : 0
  await db.insert(requests).values({ ...request, turn })
}

async function openReviews(db: Database, workspace: string): Promise<number> {
  const [open] = await db
    .select({ reviews: count() })
    .from(requests)
    .where(and(isOpenReview, eq(requests.workspace, workspace)))
  return open?.reviews ?? 0
}

const isOpenReview = and(eq(requests.kind, 'review'), eq(requests.state, 'open'))

export async function requestOf(db: Database, id: string): Promise<RequestRow | undefined> {
  const [found] = await db.select().from(requests).where(eq(requests.id, id))
  return found
}

/** What it took to answer is forgotten with it. */
export async function markAnswered(db: Database, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(requests).set({ state: 'answered', answered: sql`now()` }).where(eq(requests.id, id))
    await forgetSteps(tx, id)
  })
}

/** False where it is in the line already, or over. */
export async function markLined(db: Database, id: string): Promise<boolean> {
  const lined = await db
    .update(requests)
    .set({ lined: sql`now()` })
    .where(and(eq(requests.id, id), eq(requests.state, 'open'), isNull(requests.lined)))
    .returning({ id: requests.id })
  return lined.length === 1
}

/** False where it is over, or was cancelled. */
export async function markBegun(db: Database, id: string): Promise<boolean> {
  const begun = await db
    .update(requests)
    .set({ begun: sql`now()` })
    .where(and(eq(requests.id, id), eq(requests.state, 'open'), isNull(requests.cancelledBy)))
    .returning({ id: requests.id })
  return begun.length === 1
}

/** Counts a try that failed; resolves to how many have. */
export async function countFailure(db: Database, id: string): Promise<number> {
  const [counted] = await db
    .update(requests)
    .set({ failures: sql`${requests.failures} + 1` })
    .where(eq(requests.id, id))
    .returning({ failures: requests.failures })
  return counted?.failures ?? 1
}

/** False where it is over, or somebody was first. */
export async function markCancelled(db: Database, id: string, by: string): Promise<boolean> {
  const cancelled = await db
    .update(requests)
    .set({ cancelledBy: by })
    .where(and(eq(requests.id, id), isOpenReview, isNull(requests.cancelledBy)))
    .returning({ id: requests.id })
  return cancelled.length === 1
}

/** Opens an answered review for another round; false where it is open. */
export async function reopen(db: Database, id: string): Promise<boolean> {
  const opened = await db
    .update(requests)
    .set({
      state: 'open',
      answered: null,
      lined: null,
      begun: null,
      failures: 0,
      cancelledBy: null,
      round: sql`${requests.round} + 1`,
    })
    .where(and(eq(requests.id, id), eq(requests.kind, 'review'), eq(requests.state, 'answered')))
    .returning({ id: requests.id })
  return opened.length === 1
}

/** How many reviews are under way: of the workspace, and in all; and how many of those that wait are before it. */
export async function line(db: Database, { id, workspace, turn, created }: RequestRow) {
  const others = and(isOpenReview, ne(requests.id, id), isNotNull(requests.lined))
  const earlier = or(
    lt(requests.turn, turn),
    and(eq(requests.turn, turn), sql`${requests.created} < ${created.toISOString()}::timestamptz`),
  )
  const [counted] = await db
    .select({
      underWay: sql<number>`count(*) filter (where ${isNotNull(requests.begun)})::int`,
      here: sql<number>`count(*) filter (where ${isNotNull(requests.begun)} and ${eq(requests.workspace, workspace)})::int`,
      before: sql<number>`count(*) filter (where ${isNull(requests.begun)} and ${earlier})::int`,
    })
    .from(requests)
    .where(others)
  return counted ?? { underWay: 0, here: 0, before: 0 }
}

/** Reviews of a channel that are not answered yet; where a thread is given, those that are answered in it. */
export async function openReviewsIn(
  db: Database,
  platform: RequestRow['platform'],
  { channel, thread }: { readonly channel: string; readonly thread: string | null },
): Promise<RequestRow[]> {
  const rows = await db
    .select({ request: requests })
    .from(requests)
    // As parent.ts names the first message of a review.
    .leftJoin(outbox, eq(outbox.key, sql`${requests.id} || '/parent'`))
    .where(
      and(
        isOpenReview,
        isNull(requests.cancelledBy),
        eq(requests.platform, platform),
        eq(requests.channel, channel),
        thread === null
          ? undefined
          : or(eq(requests.thread, thread), eq(outbox.message, thread), eq(outbox.messageThread, thread)),
      ),
    )
    .orderBy(asc(requests.created))
  return rows.map(({ request }) => request)
}
