import type { Logger } from 'pino'
import { outboxRow } from '../store/outbox.ts'
import type { Database } from '../store/store.ts'
import type { Platform } from './platform.ts'
import type { Queue, Queues } from './queues.ts'

interface Job {
  readonly platform: Platform['name']
  readonly key: string
}

interface Duplicates {
  /** Has a post looked at again, some times over the next minutes. */
  suspect(platform: Platform['name'], key: string): Promise<void>
  /** Begins to look, on these platforms. */
  remove(platforms: readonly Platform[]): Promise<void>
}

/**
 * Seconds after a post was made again at which it is looked for twice: what lands within 100 s is found within 25 s of
 * then. A worker that made its one late call has the post looked at from then on.
 */
const looks = [4, 12, 25, 50, 75, 100]

/** Messages that are there twice, because a call which was given up has landed after all, and are removed. */
export async function openDuplicates(
  db: Database,
  queues: Queues,
  log: Logger,
  name = 'duplicates',
): Promise<Duplicates> {
  const queue: Queue<Job> = await queues.open(name)
  return {
    async suspect(platform, key) {
      await db.transaction(async (tx) => {
        for (const after of looks) await queue.send(tx, { platform, key }, { after })
      })
    },
    remove: (platforms) =>
      queue.work(
        async ({ platform: where, key }) => {
          const platform = platforms.find((each) => each.name === where)
          const row = await outboxRow(db, key)
          // One that has not been written down is being posted; there is a later look.
          if (!platform?.removeDuplicates || !row?.message) return
          const place = { channel: row.channel, thread: row.thread }
          const keep = { channel: row.channel, thread: row.messageThread, id: row.message }
          const removed = await platform.removeDuplicates(place, key, keep)
          if (removed > 0) log.info({ key, removed }, 'a message that was there twice was removed')
        },
        { atOnce: 1 },
      ),
  }
}
