import { z } from 'zod'
import type { Place, Posted } from '../../../jobs/platform.ts'
import { asRefusal } from '../slack-errors.ts'
import type { Client } from './client.ts'

/** The type of our messages' metadata, which holds the key of the post and the position of the message in it. */
const ours = 'distreview'
const Payload = z.object({ key: z.string(), at: z.number() })
export type Metadata = ReturnType<typeof metadataOf>

export function metadataOf(key: string, at: number) {
  return { event_type: ours, event_payload: { key, at } }
}

/** Messages of a channel that are searched for a post. */
const newest = 3_000

/**
 * The messages of a post that are there, by their position; of each all, oldest first, since one may be there twice.
 * A thread is read whole; of a channel, which has no end, the newest: what was posted before those was not posted by
 * a process that has only just failed.
 */
export async function landed(
  client: Client,
  us: string,
  place: Place,
  key: string,
): Promise<Map<number, Posted[]>> {
  const found = new Map<number, Posted[]>()
  const asked = { channel: place.channel, include_all_metadata: true, limit: 1_000 }
  let cursor: string | undefined
  for (let seen = 0; place.thread !== null || seen < newest; ) {
    const from = { ...asked, ...(cursor ? { cursor } : {}) }
    const answer = await (place.thread
      ? client.conversations.replies({ ...from, ts: place.thread })
      : client.conversations.history(from)
    ).catch((error: unknown) => {
      throw asRefusal(error)
    })
    const messages = answer.messages ?? []
    seen += messages.length
    for (const { ts, user, metadata } of messages) {
      const payload = Payload.safeParse(metadata?.event_payload)
      if (ts === undefined || user !== us || metadata?.event_type !== ours || !payload.success) continue
      if (payload.data.key !== key) continue
      const { at } = payload.data
      const same = [...(found.get(at) ?? []), { ...place, id: ts }]
      found.set(
        at,
        same.sort((a, b) => (a.id < b.id ? -1 : 1)),
      )
    }
    cursor = answer.response_metadata?.next_cursor || undefined
    if (cursor === undefined) break
  }
  return found
}

/** Of each message of a post the one that was there first. */
export function firsts(landed: ReadonlyMap<number, readonly Posted[]>): Map<number, Posted> {
  return new Map([...landed].flatMap(([at, [first]]) => (first ? [[at, first]] : [])))
}
