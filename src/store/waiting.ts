import { eq, sql } from 'drizzle-orm'
import { requests } from './schema.ts'
import type { Database } from './store.ts'

/** Requests that are not answered yet, of one kind and at one stage. */
export interface Waiting {
  readonly kind: (typeof requests.$inferSelect)['kind']
  readonly stage: 'new' | 'in line' | 'under way'
  readonly requests: number
  /** Seconds since the oldest of them was asked. */
  readonly oldest: number
}

/** Counts the requests that are not answered yet; what is quick is `new` until it is. */
export async function waiting(db: Database): Promise<Waiting[]> {
  const stage = sql<Waiting['stage']>`case when ${requests.begun} is not null then 'under way'
    when ${requests.lined} is not null then 'in line' else 'new' end`
  return db
    .select({
      kind: requests.kind,
      stage: stage.as('stage'),
      requests: sql<number>`count(*)::int`,
      oldest: sql<number>`extract(epoch from now() - min(${requests.created}))::float8`,
    })
    .from(requests)
    .where(eq(requests.state, 'open'))
    .groupBy(requests.kind, sql`stage`)
}

/** Rejects where the database does not answer. */
export async function touch(db: Database): Promise<void> {
  await db.execute(sql`select 1`)
}
