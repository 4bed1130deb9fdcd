import { type Activity, CloudAdapter, type TurnContext } from 'botbuilder'
import { type AdaptiveCard, adaptiveCards, adaptiveForm } from '../../blocks/adaptive-card.ts'
import { limits } from '../../blocks/limits.ts'
import type { Place, Platform, Posted, PostKey } from '../../jobs/platform.ts'
import { Refusal } from '../../review/refusal.ts'
import { conversationId } from './address.ts'
import type { Authentication } from './identity.ts'
import { withPatience } from './patience.ts'
import type { Reference, References } from './references.ts'
import type { Sent } from './sent.ts'
import { asRefusal } from './teams-errors.ts'

interface OutboundOptions {
  readonly authentication: Authentication
  /** Empty where nobody is checked. */
  readonly appId: string
  readonly references: References
  readonly sent: Sent
  /** What a person is called; null where that was not heard since the start. */
  nameOf(person: string): string | null
  /** Resolves after so many milliseconds. */
  pause(milliseconds: number): Promise<void>
}

/** Pixels, the best first. */
const pictureWidths = [900, 640, 480]

type Message = Partial<Activity>

/**
 * Teams as a platform. Each call speaks by the kept reference of the conversation, so that it works long after
 * somebody spoke to us. Nothing else in the program posts to Teams.
 */
export function teamsPlatform(options: OutboundOptions): Platform {
  const adapter = new CloudAdapter(options.authentication)

  async function speak<Answer>(
    reference: Reference,
    conversation: string,
    say: (context: TurnContext) => Promise<Answer>,
  ): Promise<Answer> {
    const { serviceUrl, bot, tenant, kind } = reference
    const isGroup = kind !== 'personal'
    const conversationType = kind === 'group' ? 'groupChat' : kind
    const to = {
      channelId: 'msteams',
      serviceUrl,
      bot,
      conversation: {
        id: conversation,
        isGroup,
        conversationType,
        name: '',
        ...(tenant ? { tenantId: tenant } : {}),
      },
    }
    const once = async (): Promise<Answer> => {
      let answer: Answer | undefined
      await adapter.continueConversationAsync(options.appId, to, async (context) => {
        alone(adapter, context)
        answer = await say(context)
      })
      return answer as Answer
    }
    try {
      return await withPatience(once, options.pause)
    } catch (error) {
      throw asRefusal(error)
    }
  }

  /** Resolves to the message's id; null where Teams took it and does not say. */
  async function send(reference: Reference, thread: string | null, message: Message): Promise<string | null> {
    const conversation = conversationId(reference, thread)
    const said = await speak(reference, conversation, (context) => context.sendActivity(message))
    return said?.id ? said.id : null
  }

  async function post(place: Place, messages: readonly Message[], as?: PostKey): Promise<Posted> {
    const reference = await known(options.references, place.channel)
    const landed = as?.again ? await options.sent.of(as.key) : new Map<number, string>()
    let first: string | null = null
    for (const [position, message] of messages.entries()) {
      if (!landed.has(position)) await as?.hold?.()
      const id = landed.get(position) ?? (await send(reference, place.thread, message))
      if (id === null) throw new Error('Teams did not say what it posted.')
      if (as && !landed.has(position)) {
        as.landed?.(position)
        await options.sent.keep(as.key, position, id)
      }
      first ??= id
    }
    if (first === null) throw new Error('A post needs at least one card.')
    return { ...place, id: first }
  }

  return {
    name: 'teams',
    post: (place, cards, as) => post(place, adaptiveCards(cards).map(messageOf), as),
    async find(place, key) {
      const id = (await options.sent.of(key)).get(0)
      return id === undefined ? null : { ...place, id }
    },
    async update(posted, card, hold) {
      const [content, ...more] = adaptiveCards([card])
      if (!content || more.length > 0) throw new Error('A message can only be replaced by one message.')
      const reference = await known(options.references, posted.channel)
      const conversation = conversationId(reference, posted.thread ?? posted.id)
      await hold?.()
      await speak(reference, conversation, (context) =>
        context.updateActivity({ ...messageOf(content), id: posted.id }),
      )
    },
    fits: (card) => adaptiveCards([card]).length === 1,
    // In the card itself: Teams loads a picture from elsewhere by an address that it can reach, and this has none.
    async upload(_place, { png }) {
      for (const width of pictureWidths) {
        const bytes = Buffer.from(png(width))
        if (bytes.length <= limits.teams.picture.bytes)
          return { kind: 'address', url: `data:image/png;base64,${bytes.toString('base64')}` }
      }
      return null
    },
    async whisper(place, person, card) {
      const reference = await known(options.references, place.channel)
      let addressed = reference.kind === 'personal' ? {} : mention(person, options.nameOf(person))
      for (const content of adaptiveCards([card])) {
        await send(reference, place.thread, { ...messageOf(content), ...addressed })
        addressed = {}
      }
    },
    async openForm(place, _person, _opening, form) {
      await post(place, [messageOf(adaptiveForm(form))])
    },
  }
}

/**
 * Takes out of the package what it would do by itself: reply to a message that it has made up, and send again after
 * errors that say nothing about whether a message has landed.
 */
function alone(adapter: CloudAdapter, context: TurnContext): void {
  delete context.activity.id
  const connector = context.turnState.get<Connector>(adapter.ConnectorClientKey)
  connector?.client.pipeline.removePolicy({ name: 'defaultRetryPolicy' })
}

/** The part of the package's client that it does not show. */
interface Connector {
  readonly client: { readonly pipeline: { removePolicy(policy: { name: string }): unknown } }
}

async function known(references: References, channel: string): Promise<Reference> {
  const reference = await references.find(channel)
  if (reference) return reference
  throw new Refusal(
    'not-found',
    'distreview does not know that conversation of Teams.',
    'Say something to it there first.',
  )
}

function messageOf(content: AdaptiveCard): Message {
  return {
    type: 'message',
    summary: content.fallbackText,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
  }
}

/** A channel of Teams hides nothing from others: what is for one person is addressed to that person. */
function mention(person: string, name: string | null): Message {
  const shown = (name ?? 'you').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const text = `<at>${shown}</at>`
  const entity = { type: 'mention', text, mentioned: { id: person, name: name ?? '' } }
  return { text, entities: [entity] }
}
