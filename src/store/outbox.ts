import { eq, like } from 'drizzle-orm'
import { outbox } from './schema.ts'
import type { Database } from './store.ts'

type Row = typeof outbox.$inferSelect

/** Writes down that a post is about to be sent; resolves to its row where that was written down before. */
export async function intend(
  db: Database,
  post: Pick<Row, 'key' | 'channel' | 'thread'>,
): Promise<Row | undefined> {
  const written = await db.insert(outbox).values(post).onConflictDoNothing().returning()
  if (written.length > 0) return undefined
  const [before] = await db.select().from(outbox).where(eq(outbox.key, post.key))
  return before
}

/** Writes down that the whole post is there: where, and its first message. */
export async function landed(
  db: Database,
  key: string,
  at: { readonly channel: string; readonly thread: string | null; readonly id: string },
): Promise<void> {
  await db
    .update(outbox)
    .set({ channel: at.channel, message: at.id, messageThread: at.thread })
    .where(eq(outbox.key, key))
}

/** The row of a post, as far as it was written down. */
export async function outboxRow(db: Database, key: string): Promise<Row | undefined> {
  const [row] = await db.select().from(outbox).where(eq(outbox.key, key))
  return row
}

/** Posts whose keys begin so are no longer anywhere, and may be made again. */
export async function forget(db: Database, beginning: string): Promise<void> {
  await db.delete(outbox).where(like(outbox.key, `${beginning.replace(/[\\%_]/g, '\\$&')}%`))
}
