import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { verdicts } from './schema.ts'
import type { Database } from './store.ts'

/** What somebody said of a finding; with the verdict `wrong` a dismissal. */
export type Verdict = typeof verdicts.$inferSelect
export type NewVerdict = Omit<typeof verdicts.$inferInsert, 'id' | 'created' | 'undone' | 'undoneBy'>

/** Where verdicts are kept for: each channel has its own, by the name that the repository is connected under. */
type Where = Pick<Verdict, 'platform' | 'channel' | 'repository'>

/** Keeps a verdict; an earlier one of the same scope about the same gives way to it. */
export async function keepVerdict(db: Database, verdict: NewVerdict): Promise<Verdict> {
  return db.transaction(async (tx) => {
    const about =
      verdict.scope === 'rule'
        ? eq(verdicts.rule, verdict.rule)
        : eq(verdicts.fingerprint, verdict.fingerprint)
    await tx
      .update(verdicts)
      .set({ undone: sql`now()` })
      .where(and(standing(verdict), eq(verdicts.scope, verdict.scope), about))
    const [kept] = await tx.insert(verdicts).values(verdict).returning()
    if (kept === undefined) throw new Error('A verdict was not kept.')
    return kept
  })
}

/** All that nobody took back, those whose time is over among them; the oldest first. */
export function verdictsIn(db: Database, where: Where): Promise<Verdict[]> {
  return db.select().from(verdicts).where(standing(where)).orderBy(asc(verdicts.id))
}

/** The latest of this person in this channel that nobody took back. */
export async function latestVerdictOf(
  db: Database,
  { platform, channel, person }: Pick<Verdict, 'platform' | 'channel' | 'person'>,
): Promise<Verdict | undefined> {
  const [latest] = await db
    .select()
    .from(verdicts)
    .where(
      and(
        eq(verdicts.platform, platform),
        eq(verdicts.channel, channel),
        eq(verdicts.person, person),
        isNull(verdicts.undone),
      ),
    )
    .orderBy(desc(verdicts.id))
    .limit(1)
  return latest
}

/** Takes a verdict back; undefined where this channel has none of this number, or it was taken back before. */
export async function undoVerdict(
  db: Database,
  { id, platform, channel }: Pick<Verdict, 'id' | 'platform' | 'channel'>,
  by: string,
): Promise<Verdict | undefined> {
  const [undone] = await db
    .update(verdicts)
    .set({ undone: sql`now()`, undoneBy: by })
    .where(
      and(
        eq(verdicts.id, id),
        eq(verdicts.platform, platform),
        eq(verdicts.channel, channel),
        isNull(verdicts.undone),
      ),
    )
    .returning()
  return undone
}

function standing({ platform, channel, repository }: Where) {
  return and(
    eq(verdicts.platform, platform),
    eq(verdicts.channel, channel),
    eq(verdicts.repository, repository),
    isNull(verdicts.undone),
  )
}
