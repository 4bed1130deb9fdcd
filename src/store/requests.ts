import { eq, lt, sql } from 'drizzle-orm'
import { heard, requests } from './schema.ts'
import type { Database } from './store.ts'

export type RequestRow = typeof requests.$inferSelect
export type NewRequest = Omit<typeof requests.$inferInsert, 'state' | 'created' | 'answered'>

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

export async function keepRequest(db: Database, request: NewRequest): Promise<void> {
  await db.insert(requests).values(request)
}

export async function requestOf(db: Database, id: string): Promise<RequestRow | undefined> {
  const [found] = await db.select().from(requests).where(eq(requests.id, id))
  return found
}

export async function markAnswered(db: Database, id: string): Promise<void> {
  await db.update(requests).set({ state: 'answered', answered: sql`now()` }).where(eq(requests.id, id))
}
