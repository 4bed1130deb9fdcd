import pino from 'pino'
import { onTestFinished } from 'vitest'
import type { Card } from '../../../src/blocks/card.ts'
import type { Answers, Form } from '../../../src/blocks/form.ts'
import { createConversation } from '../../../src/bot/conversation/conversation.ts'
import type { Heard } from '../../../src/bot/conversation/port.ts'
import type { Repository } from '../../../src/bot/conversation/repositories.ts'
import { openJobs } from '../../../src/jobs/jobs.ts'
import type { Place, Platform, Posted } from '../../../src/jobs/platform.ts'
import { createSchedules } from '../../../src/jobs/schedules.ts'
import type { Review } from '../../../src/review/request.ts'
import { wordsOf } from '../../blocks/words-of.ts'
import { memoryStore } from '../../store/memory.ts'
import { depot, shop } from '../bot.ts'

interface Message extends Posted {
  cards: readonly Card[]
}

interface Saying {
  readonly via?: Heard['via']
  /** The channel where it is left out. */
  readonly thread?: string | null
  readonly by?: string
  readonly opening?: string | null
}

let rooms = 0

/** A channel of its own on a platform that keeps what is posted, whatever formats it would become. */
export async function aRoom({
  review,
  repositories = [shop, depot],
  admins = [],
}: {
  readonly review: Review
  readonly repositories?: readonly Repository[]
  /** Those who run the workspace. */
  readonly admins?: readonly string[]
}) {
  const store = await memoryStore()
  const log = pino({ level: 'silent' })
  const jobs = await openJobs({ store, log, name: `room-${++rooms}` })
  onTestFinished(() => jobs.stop())
  const channel = `room-${rooms}`
  const messages: Message[] = []
  const whispers: Card[] = []
  const forms: Form[] = []
  const platform: Platform = {
    name: 'teams',
    async post(place, cards) {
      const posted = { ...place, id: `${channel}-m${messages.length}`, cards }
      messages.push(posted)
      return posted
    },
    async update({ id }, card) {
      const message = messages.find((each) => each.id === id)
      if (message) message.cards = [card]
    },
    find: async () => null,
    whisper: async (_place, _person, card) => void whispers.push(card),
    openForm: async (_place, _person, _opening, form) => void forms.push(form),
    isAdmin: async (person) => admins.includes(person),
  }
  const conversation = createConversation({
    review,
    repositories,
    schedules: createSchedules(store.db, () => 0),
    jobs,
    clock: () => 0,
    log,
  })
  await conversation.begin([platform])

  const placeOf = (thread: string | null | undefined): Place => ({ channel, thread: thread ?? null })
  return {
    db: store.db,
    forms,
    /** Says it; resolves when it is answered, to the messages that came of it, in words. */
    async say(words: string, { via = 'mention', thread, by = 'ana', opening = null }: Saying = {}) {
      const before = messages.length
      const person = { id: by, name: by }
      await conversation.hear({ platform, person, place: placeOf(thread), words, via, opening })
      await conversation.settled()
      return messages.slice(before).map(({ cards }) => cards.flatMap(wordsOf))
    },
    async submit(form: string, answers: Answers, thread: string | null = null) {
      const before = messages.length
      const person = { id: 'ana', name: 'ana' }
      await conversation.submit({ platform, person, place: placeOf(thread), form, context: '', answers })
      await conversation.settled()
      return messages.slice(before).map(({ cards }) => cards.flatMap(wordsOf))
    },
    /** The thread that the first message of the channel began. */
    thread: () => messages.find((each) => each.thread === null)?.id ?? null,
    /** All that was posted, in words. */
    all: () => messages.map(({ cards }) => cards.flatMap(wordsOf)),
    whispered: () => whispers.map((card) => wordsOf(card)),
  }
}
