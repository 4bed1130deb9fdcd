import type { Logger } from 'pino'
import { readFilled, submitVerb } from '../../blocks/adaptive-card/form.ts'
import type { Platform } from '../../jobs/platform.ts'
import { createBounded } from '../conversation/bounded.ts'
import type { Conversation, Person } from '../conversation/port.ts'
import { type Activity, ButtonData, Press } from './activity.ts'
import { kindOf, placeOf, referenceOf } from './address.ts'
import type { References } from './references.ts'
import { mentionsUs, wordsOf } from './words.ts'

/** What Teams is told of a delivery; what was asked for is posted by itself. */
export interface Acknowledged {
  readonly status: number
  readonly body?: unknown
}

interface InboundOptions {
  readonly platform: Platform
  readonly conversation: Conversation
  readonly references: References
  readonly log: Logger
  /** Told what people are called. */
  met(person: Person): void
  /** Keeps an answer under way in mind, so that closing waits for it. */
  answer(answering: Promise<void>): void
}

/** A form can be posted at any time; the port wants a leave. */
const opening = 'card'

const heard: Acknowledged = { status: 200 }

/**
 * Turns what Teams delivers into what the conversation hears: words said to us, buttons pressed, forms filled in.
 * What is delivered again, and what a bot says, is not heard.
 */
export function createInbound(options: InboundOptions): (activity: Activity) => Promise<Acknowledged> {
  const { platform, conversation, answer } = options
  const seen = createBounded<true>(5_000)

  function firstTime(activity: Activity): boolean {
    if (activity.id === undefined) return true
    const key = deliveryOf(activity, activity.id)
    const known = seen.get(key) === true
    seen.set(key, true)
    return !known
  }

  /** Resolves when Teams may be told that we heard. */
  async function message(activity: Activity, person: Person): Promise<void> {
    const direct = kindOf(activity) === 'personal'
    if (!direct && !mentionsUs(activity)) return
    const place = placeOf(activity)
    const via = direct ? 'direct' : 'mention'
    const words = wordsOf(activity)
    const hearing = conversation.hear({
      platform,
      person,
      place,
      words,
      via,
      opening,
      ...deliveredAs(activity),
    })
    answer(hearing)
    await hearing
  }

  /** Resolves when it is kept. */
  async function kept(taking: Promise<void>): Promise<void> {
    answer(taking)
    await taking
  }

  /** Resolves to whether it was of a card of ours. */
  async function press(activity: Activity, person: Person): Promise<boolean> {
    const pressed = Press.safeParse(activity.value)
    if (!pressed.success) return false
    const { verb, data } = pressed.data.action
    const place = placeOf(activity)
    const named = deliveredAs(activity)
    if (verb === submitVerb) {
      const filled = readFilled(data)
      if (filled === null) return false
      if (firstTime(activity))
        await kept(conversation.submit({ platform, person, place, ...filled, ...named }))
      return true
    }
    const button = ButtonData.safeParse(data)
    if (!button.success) return false
    const { value } = button.data
    if (firstTime(activity)) {
      const message = activity.replyToId ? { message: activity.replyToId } : {}
      const click = { platform, person, place, ...message, action: verb, value, opening, ...named }
      await kept(conversation.click(click))
    }
    return true
  }

  return async (activity) => {
    await options.references.keep(referenceOf(activity)).catch((error: unknown) => {
      options.log.error({ err: error }, 'A conversation of Teams could not be kept; its answer may be lost.')
    })
    const { from } = activity
    // Two bots that answer each other would never stop; ids of bots begin with 28.
    if (from.id.startsWith('28:') || from.id === activity.recipient.id) return heard
    const person = { id: from.id, name: from.name ?? from.id }
    options.met(person)
    if (activity.type === 'message') {
      if (firstTime(activity)) await message(activity, person)
      return heard
    }
    if (activity.type !== 'invoke') return heard
    if (activity.name !== 'adaptiveCard/action') return { status: 501 }
    return { status: 200, body: (await press(activity, person)) ? pressHeard : pressUnread }
  }
}

/** Its names, and the tenant whose turns are counted together. */
function deliveredAs(activity: Activity) {
  const { tenant } = referenceOf(activity)
  return {
    deliveries: activity.id === undefined ? [] : [deliveryOf(activity, activity.id)],
    ...(tenant === undefined ? {} : { workspace: tenant }),
  }
}

function deliveryOf({ conversation }: Activity, id: string): string {
  return `teams ${conversation.id} ${id}`
}

const pressHeard = {
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value: 'The answer comes in this conversation.',
}

const pressUnread = {
  statusCode: 400,
  type: 'application/vnd.microsoft.error',
  value: {
    code: 'BadRequest',
    message: 'This button is not one of this distreview. Ask for the review again.',
  },
}
