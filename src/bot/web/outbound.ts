import { blockKit, type Message } from '../../blocks/block-kit.ts'
import type { Card } from '../../blocks/card.ts'
import { visible } from '../../blocks/escape.ts'
import type { Field, Form } from '../../blocks/form.ts'
import type { Place, Platform, Posted, PostKey } from '../../jobs/platform.ts'
import { Refusal } from '../../review/refusal.ts'
import { createBounded } from '../conversation/bounded.ts'
import type { Openings } from './openings.ts'
import type { Pictures } from './pictures.ts'
import type { Room } from './room.ts'
import type { Said } from './wire.ts'

/** The one channel of the web chat. */
export const channel = 'web'

/** The fallback text of a message is escaped for Slack; here nothing parses it. */
function wordsOf({ text, blocks }: Message): Pick<Said, 'text' | 'blocks'> {
  return { text: text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'), blocks }
}

/** Keys of posts that are remembered; the room forgets about as many messages. */
const mostKeys = 2_000

/** Pixels: twice the width of a message, for screens that show two for one. */
const shownWidth = 1_400

/** The form with every word as it may be shown; names, values and context stay as they are. */
function shown(form: Form): Form {
  const { title, intro, submit, fields } = form
  const words = { title: visible(title), intro: visible(intro), submit: visible(submit) }
  return { ...form, ...words, fields: fields.map(shownField) }
}

function shownField(field: Field): Field {
  const hint = field.hint === undefined ? {} : { hint: visible(field.hint) }
  const words = { label: visible(field.label), ...hint }
  if (field.kind === 'number') return { ...field, ...words }
  if (field.kind === 'text')
    return { ...field, ...words, value: field.value === null ? null : visible(field.value) }
  const options = field.options.map(({ value, label }) => ({ value, label: visible(label) }))
  return { ...field, ...words, options }
}

/**
 * The web chat as a platform: a message lands in the room, and the page shows it with the same blocks as Slack.
 * `update` rejects with a Refusal where the message is no longer kept, `openForm` where its leave was used already.
 */
export function webPlatform(room: Room, openings: Openings, pictures: Pictures): Platform {
  /** By the key of the post and the position in it. */
  const keys = createBounded<string>(mostKeys)

  function there(key: string, at: number): Posted | null {
    const said = room.find(keys.get(`${key} ${at}`) ?? '')
    return said ? { channel, thread: said.thread, id: said.id } : null
  }

  function say(place: Place, cards: readonly Card[], onlyYou: boolean, as?: PostKey): Posted {
    // What is said in a thread that is gone, after a restart for one, is said in the room.
    const thread = place.thread !== null && room.find(place.thread) ? place.thread : null
    let first: Posted | null = null
    for (const [at, message] of blockKit(cards).entries()) {
      let posted = as?.again ? there(as.key, at) : null
      if (posted === null) {
        const said = room.add({ ...wordsOf(message), thread, from: 'distreview', onlyYou })
        posted = { channel, thread, id: said.id }
        if (as) keys.set(`${as.key} ${at}`, said.id)
        as?.landed?.(at)
      }
      first ??= posted
    }
    if (!first) throw new Error('A post needs at least one card.')
    return first
  }

  return {
    name: 'web',
    async post(place, cards, as) {
      await as?.hold?.()
      return say(place, cards, false, as)
    },
    async find(_place, key) {
      return there(key, 0)
    },
    async update(posted, card, hold) {
      await hold?.()
      const [message, ...more] = blockKit([card])
      if (!message || more.length > 0) throw new Error('A message can only be replaced by one message.')
      if (room.replace(posted.id, wordsOf(message))) return
      throw new Refusal('not-found', 'That message is no longer kept.', 'Ask for the review again.')
    },
    fits: (card) => blockKit([card]).length === 1,
    // Whoever has the link of this chat runs it.
    isAdmin: async () => true,
    async upload(_place, { png }) {
      return { kind: 'address', url: pictures.keep(png(shownWidth)) }
    },
    async whisper(place, _person, card) {
      say(place, [card], true)
    },
    async openForm({ thread }, _person, opening, form) {
      if (!openings.use(opening)) {
        const problem = 'The form can no longer be opened by what was said or pressed.'
        throw new Refusal('not-found', problem, 'Say it or press it again.')
      }
      room.add({ thread, from: 'distreview', onlyYou: true, text: form.title, blocks: [], form: shown(form) })
    },
  }
}
