import { and, eq, inArray, sql } from 'drizzle-orm'
import { leases } from './schema.ts'
import type { Database } from './store.ts'

/** Takes a piece of work: resolves to its new fencing token, which no earlier holder has. */
export async function takeFence(db: Database, work: string): Promise<number> {
  const [taken] = await db
    .insert(leases)
    .values({ work, fence: 1 })
    .onConflictDoUpdate({
      target: leases.work,
      set: { fence: sql`${leases.fence} + 1`, taken: sql`now()` },
    })
    .returning({ fence: leases.fence })
  if (!taken) throw new Error('The database did not give a lease.')
  return taken.fence
}

/** Whether this token is still the latest of its work. */
export async function holdsFence(db: Database, work: string, fence: number): Promise<boolean> {
  const held = await db
    .select({ fence: leases.fence })
    .from(leases)
    .where(and(eq(leases.work, work), eq(leases.fence, fence)))
  return held.length === 1
}

/** The latest tokens of these. */
export async function fencesOf(db: Database, works: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ work: leases.work, fence: leases.fence })
    .from(leases)
    .where(inArray(leases.work, [...works]))
  return new Map(rows.map(({ work, fence }) => [work, fence]))
}
