import { formView } from '../../blocks/block-kit/form.ts'
import { blockKit } from '../../blocks/block-kit.ts'
import type { Card } from '../../blocks/card.ts'
import type { Form } from '../../blocks/form.ts'
import { homeView } from '../../blocks/home-view.ts'
import { limits } from '../../blocks/limits.ts'
import { createPace } from '../../jobs/pace.ts'
import type { Place, Platform, Posted } from '../../jobs/platform.ts'
import { Refusal } from '../../review/refusal.ts'
import { writeCarried } from './carried.ts'
import { type Assistant, createAssistant } from './outbound/assistant.ts'
import { type Client, type ClientOptions, openClients } from './outbound/client.ts'
import { firsts, landed, metadataOf } from './outbound/landed.ts'
import { post, remove, update } from './outbound/post.ts'
import { responder } from './outbound/respond.ts'
import { createUnderway } from './outbound/underway.ts'
import { upload } from './outbound/upload.ts'
import { scopes } from './scopes.ts'
import { asRefusal, notJoined, refusedToken } from './slack-errors.ts'
import { withWhere } from './where.ts'

/** One workspace, or organisation, that we may speak in. Nothing else in the program posts to Slack. */
export interface Connection {
  readonly botUserId: string
  readonly botId: string | undefined
  readonly teamId: string
  /** Of an Enterprise Grid; undefined elsewhere. */
  readonly enterpriseId: string | undefined
  /** Whether the app is installed for all of the organisation. */
  readonly isEnterpriseInstall: boolean
  /** Permissions of the manifest that the token lacks. */
  readonly missing: readonly string[]
  readonly platform: Platform
  /** Whispers by the response_url of a command or a button, which works where we are not a member. */
  answering(responseUrl: string): Platform
  readonly assistant: Assistant
  publishHome(person: string, card: Card): Promise<void>
  /** The channel of direct messages with this person. */
  directTo(person: string): Promise<string>
}

interface ConnectOptions extends ClientOptions {
  /** Milliseconds. */
  readonly clock?: () => number
}

/** Throws Refusal('configuration') where Slack refuses the token or cannot be reached. */
export async function connect({ clock = Date.now, ...options }: ConnectOptions): Promise<Connection> {
  const { log } = options
  const { client, once } = openClients(options)
  const self = await client.auth.test().catch((error: unknown) => {
    throw refusedToken(error)
  })
  const us = self.user_id ?? ''
  const home = self.url ?? null
  const granted = self.response_metadata?.scopes
  const assistant = createAssistant(once, log)
  const pace = createPace(limits.slack.pace)
  const directTo = async (person: string) => {
    const { channel } = await client.conversations.open({ users: person })
    if (!channel?.id) throw new Error('Slack did not say where direct messages go.')
    return channel.id
  }
  const platform: Platform = {
    name: 'slack',
    async post(place, cards, as) {
      if (!as) return post({ client, pace, along: () => ({}), there: new Map() }, place, cards)
      const there = as.again ? firsts(await landed(client, us, place, as.key)) : new Map<number, Posted>()
      const along = (at: number) => ({ metadata: metadataOf(as.key, at) })
      return post({ client: once, pace, along, there, as }, place, cards)
    },
    find: async (place, key) => (await landed(client, us, place, key)).get(0)?.[0] ?? null,
    async removeDuplicates(place, key, keep) {
      let removed = 0
      for (const same of (await landed(client, us, place, key)).values()) {
        const [kept = keep] = same.some(({ id }) => id === keep.id) ? [keep] : same
        for (const each of same) {
          if (each.id === kept.id) continue
          await remove(client, each)
          removed += 1
        }
      }
      return removed
    },
    linkTo: ({ channel, id }) => home && `${home}archives/${channel}/p${id.replace('.', '')}`,
    update: (posted, card, hold) => update(hold ? once : client, posted, card, hold),
    async whisper(place, person, card) {
      try {
        if (place.channel !== '') return await whisper(client, place, person, card)
      } catch (error) {
        // Where we are not a member, and no response_url is left, a direct message reaches them.
        if (!(error instanceof Refusal)) throw error
      }
      await platform.post({ channel: await directTo(person), thread: null }, [card])
    },
    upload: (_place, picture) => upload(client, picture),
    fits: (card) => blockKit([card]).length === 1,
    async isAdmin(person) {
      const { user } = await client.users.info({ user: person })
      return Boolean(user?.is_admin || user?.is_owner)
    },
    progress: createUnderway({ client: once, assistant, teamId: self.team_id ?? '', log }),
    openForm: (place, _person, opening, form) => openForm(client, place, opening, form),
    async join({ channel }) {
      await client.conversations.join({ channel }).catch((error: unknown) => {
        throw notJoined(error)
      })
    },
  }
  return {
    botUserId: us,
    botId: self.bot_id,
    teamId: self.team_id ?? '',
    enterpriseId: self.enterprise_id ?? undefined,
    isEnterpriseInstall: self.is_enterprise_install ?? false,
    missing: granted ? scopes.filter((scope) => !granted.includes(scope)) : [],
    platform,
    answering(responseUrl) {
      const respond = responder(responseUrl, clock)
      return {
        ...platform,
        async whisper(place, person, card) {
          try {
            await respond(card)
          } catch (error) {
            log.warn({ err: error }, 'response_url did not work; chat.postEphemeral is tried.')
            await platform.whisper(place, person, card)
          }
        },
      }
    },
    assistant,
    async publishHome(person, card) {
      await client.views.publish({ user_id: person, view: homeView(card) })
    },
    directTo,
  }
}

async function whisper(client: Client, place: Place, person: string, card: Card): Promise<void> {
  for (const message of blockKit([card])) {
    await client.chat
      .postEphemeral({
        channel: place.channel,
        user: person,
        ...(place.thread ? { thread_ts: place.thread } : {}),
        ...message,
      })
      .catch((error: unknown) => {
        throw asRefusal(error)
      })
  }
}

/** Slack knows from the trigger whose screen it is. Where no channel is known, the form asks for one. */
async function openForm(client: Client, place: Place, trigger: string, form: Form): Promise<void> {
  const asked = formView(form, writeCarried({ place, context: form.context }))
  const view = place.channel === '' ? withWhere(asked) : asked
  await client.views.open({ trigger_id: trigger, view }).catch((error: unknown) => {
    throw asRefusal(error)
  })
}
