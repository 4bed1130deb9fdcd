import { blockKit, type Message } from '../../blocks/block-kit.ts'
import type { Card } from '../../blocks/card.ts'
import type { Place, Platform, Posted } from '../../jobs/platform.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Room } from './room.ts'
import type { Said } from './wire.ts'

/** The one channel of the web chat. */
export const channel = 'web'

/** The fallback text of a message is escaped for Slack; here nothing parses it. */
function wordsOf({ text, blocks }: Message): Pick<Said, 'text' | 'blocks'> {
  return { text: text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'), blocks }
}

/**
 * The web chat as a platform: a message lands in the room, and the page shows it with the same blocks as Slack.
 * `update` rejects with a Refusal where the message is no longer kept.
 */
export function webPlatform(room: Room): Platform {
  function say(place: Place, cards: readonly Card[], onlyYou: boolean): Posted {
    let first: Posted | null = null
    for (const message of blockKit(cards)) {
      const said = room.add({ ...wordsOf(message), thread: place.thread, from: 'distreview', onlyYou })
      first ??= { channel, thread: place.thread, id: said.id }
    }
    if (!first) throw new Error('A post needs at least one card.')
    return first
  }

  return {
    name: 'web',
    async post(place, cards) {
      return say(place, cards, false)
    },
    async update(posted, card) {
      const [message, ...more] = blockKit([card])
      if (!message || more.length > 0) throw new Error('A message can only be replaced by one message.')
      if (room.replace(posted.id, wordsOf(message))) return
      throw new Refusal('not-found', 'That message is no longer kept.', 'Ask for the review again.')
    },
    async whisper(place, _person, card) {
      say(place, [card], true)
    },
  }
}
