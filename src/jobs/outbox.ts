import type { Logger } from 'pino'
import type { Card } from '../blocks/card.ts'
import { Refusal } from '../review/refusal.ts'
import { forget, intend, landed, outboxRow } from '../store/outbox.ts'
import type { Database } from '../store/store.ts'
import { type Lease, LeaseLost } from './lease.ts'
import type { Place, Platform, Posted } from './platform.ts'
import { point } from './points.ts'

interface OutboxOptions {
  readonly db: Database
  readonly log: Logger
  /** Milliseconds; rejects where the process stops. */
  readonly wait: (milliseconds: number) => Promise<unknown>
  /** Has the post looked at again later, for messages of it that are there twice; left out: nobody looks. */
  readonly suspect?: (platform: Platform['name'], key: string) => Promise<void>
}

/** Posts that are made once, through failures and restarts. */
export interface Outbox {
  /**
   * Posts the cards under a key, or resolves to where they are. What may have landed is looked for before it is posted
   * again. Rejects with the platform's Refusal, with LeaseLost where another worker has the work, or where the
   * platform has failed for minutes.
   */
  post(key: string, platform: Platform, place: Place, cards: readonly Card[], lease?: Lease): Promise<Posted>
  /** Whether all of it was posted, as far as is written down. */
  has(key: string): Promise<boolean>
  /** What was posted under keys that begin so is gone with its place, and is posted anew when it is asked for. */
  forget(beginning: string): Promise<void>
}

/** Milliseconds between attempts. */
const pauses = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 60_000]

export function createOutbox({ db, log, wait, suspect }: OutboxOptions): Outbox {
  return {
    async post(key, platform, place, cards, lease) {
      await lease?.hold()
      const before = await intend(db, { key, channel: place.channel, thread: place.thread })
      if (before?.message)
        return { channel: before.channel, thread: before.messageThread, id: before.message }
      let mayBeThere = before !== undefined
      let suspected = false
      const hold = async () => {
        await lease?.hold()
        if (!mayBeThere || suspected) return
        // It was not found, and may still be on its way: then it is there twice for a while.
        suspected = true
        await suspect?.(platform.name, key)
      }
      for (let failures = 0; ; failures += 1) {
        try {
          await lease?.hold()
          const again = mayBeThere && (await platform.find(place, key)) !== null
          const reached = (at: number) => point('card', { work: lease?.work, key, at })
          const posted = await platform.post(place, cards, { key, again, hold, landed: reached })
          await lease?.hold()
          await landed(db, key, posted)
          return posted
        } catch (error) {
          // The other worker may have looked for it before it landed.
          if (error instanceof LeaseLost) await suspect?.(platform.name, key)
          const pause = pauses[failures]
          if (error instanceof LeaseLost || error instanceof Refusal || pause === undefined) throw error
          await lease?.hold()
          log.warn({ err: error, key }, 'A post may have failed; it is looked for and tried again.')
          point('retry', { of: 'post', work: lease?.work, key })
          mayBeThere = true
          await wait(pause)
        }
      }
    },
    has: async (key) => Boolean((await outboxRow(db, key))?.message),
    forget: (beginning) => forget(db, beginning),
  }
}
