import type { Logger } from 'pino'
import type { Card } from '../blocks/card.ts'
import { Refusal } from '../review/refusal.ts'
import { forget, intend, landed } from '../store/outbox.ts'
import type { Database } from '../store/store.ts'
import type { Place, Platform, Posted } from './platform.ts'

interface OutboxOptions {
  readonly db: Database
  readonly log: Logger
  /** Milliseconds; rejects where the process stops. */
  readonly wait: (milliseconds: number) => Promise<unknown>
}

/** Posts that are made once, through failures and restarts. */
export interface Outbox {
  /**
   * Posts the cards under a key, or resolves to where they are. What may have landed is looked for before it is posted
   * again. Rejects with the platform's Refusal, or where the platform has failed for minutes.
   */
  post(key: string, platform: Platform, place: Place, cards: readonly Card[]): Promise<Posted>
  /** What was posted under keys that begin so is gone with its place, and is posted anew when it is asked for. */
  forget(beginning: string): Promise<void>
}

/** Milliseconds between attempts. */
const pauses = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 60_000]

export function createOutbox({ db, log, wait }: OutboxOptions): Outbox {
  return {
    async post(key, platform, place, cards) {
      const before = await intend(db, { key, channel: place.channel, thread: place.thread })
      if (before?.message)
        return { channel: before.channel, thread: before.messageThread, id: before.message }
      let mayBeThere = before !== undefined
      for (let failures = 0; ; failures += 1) {
        try {
          const again = mayBeThere && (await platform.find(place, key)) !== null
          const posted = await platform.post(place, cards, { key, again })
          await landed(db, key, posted)
          return posted
        } catch (error) {
          const pause = pauses[failures]
          if (error instanceof Refusal || pause === undefined) throw error
          log.warn({ err: error, key }, 'A post may have failed; it is looked for and tried again.')
          mayBeThere = true
          await wait(pause)
        }
      }
    },
    forget: (beginning) => forget(db, beginning),
  }
}
