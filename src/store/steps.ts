import { and, asc, eq, like } from 'drizzle-orm'
import { steps } from './schema.ts'
import type { Database } from './store.ts'

/** What a finished step of a piece of work left, as JSON; undefined where it has not finished. */
export async function keptStep(
  db: Database,
  work: string,
  step: string,
): Promise<{ readonly value: unknown } | undefined> {
  const [kept] = await db
    .select({ value: steps.value })
    .from(steps)
    .where(and(eq(steps.work, work), eq(steps.step, step)))
  return kept
}

/** Keeps what a step left; the first to finish it is right. */
export async function keepStep(db: Database, work: string, step: string, value: unknown): Promise<void> {
  await db.insert(steps).values({ work, step, value }).onConflictDoNothing()
}

/** Values of the steps whose names begin so, in the order in which they finished. */
export async function stepsFrom(db: Database, work: string, beginning: string): Promise<unknown[]> {
  const rows = await db
    .select({ value: steps.value })
    .from(steps)
    .where(and(eq(steps.work, work), like(steps.step, `${beginning}%`)))
    .orderBy(asc(steps.at))
  return rows.map(({ value }) => value)
}

/** Steps of work that is over are of no use. */
export async function forgetSteps(db: Database, work: string): Promise<void> {
  await db.delete(steps).where(eq(steps.work, work))
}
