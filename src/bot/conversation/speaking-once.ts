import type { Lease } from '../../jobs/lease.ts'
import type { Outbox } from '../../jobs/outbox.ts'
import type { Platform } from '../../jobs/platform.ts'

/**
 * A platform on which an answer may be given again from its beginning: its n-th post is the n-th post of the attempt
 * before, which is found and not made again; and where another worker has the work, nothing is said. A whisper may
 * be repeated.
 */
export function speakingOnce(base: Platform, id: string, lease: Lease, outbox: Outbox): Platform {
  let posts = 0
  return {
    ...base,
    post(place, cards) {
      posts += 1
      return outbox.post(`${id}/${posts}`, base, place, cards, lease)
    },
    update: (posted, card) => base.update(posted, card, lease.hold),
    async whisper(place, person, card) {
      await lease.hold()
      await base.whisper(place, person, card)
    },
  }
}
