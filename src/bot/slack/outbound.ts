import { setTimeout as pause } from 'node:timers/promises'
import { webApi } from '@slack/bolt'
import type { Logger } from 'pino'
import { z } from 'zod'
import { formView } from '../../blocks/block-kit/form.ts'
import { blockKit, type Message } from '../../blocks/block-kit.ts'
import type { Card } from '../../blocks/card.ts'
import type { Form } from '../../blocks/form.ts'
import type { Place, Platform, Posted } from '../../jobs/platform.ts'
import { boltLog } from './bolt-log.ts'
import { writeCarried } from './carried.ts'
import { asRefusal, refusedToken } from './slack-errors.ts'

/** One workspace that we may speak in. Nothing else in the program posts to Slack. */
export interface Connection {
  readonly botUserId: string
  readonly botId: string | undefined
  readonly teamId: string
  readonly platform: Platform
  /** Whispers by the command's response_url, which works where we are not a member. */
  forCommand(responseUrl: string): Platform
}

interface ConnectOptions {
  readonly botToken: string
  readonly apiUrl?: string
  readonly log: Logger
}

/** Milliseconds until a request that Slack does not answer is given up. */
const patience = 10_000
/** Slack's own client tries for 30 minutes by default; an answer half an hour late helps nobody. */
const retryConfig = { retries: 2, minTimeout: 200, factor: 3 }
/** How often one message waits for Slack's rate limit. */
const mostWaits = 3
/** Messages of a channel that are searched for a post. */
const newest = 3_000

/** Throws Refusal('configuration') where Slack refuses the token or cannot be reached. */
export async function connect({ botToken, apiUrl, log }: ConnectOptions): Promise<Connection> {
  const settings = { logger: boltLog(log), timeout: patience, ...(apiUrl ? { slackApiUrl: apiUrl } : {}) }
  const client = new webApi.WebClient(botToken, { ...settings, retryConfig })
  // A post with a key is looked for before it is tried again; a client that tries by itself would post it twice.
  const once = new webApi.WebClient(botToken, {
    ...settings,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  })
  const self = await client.auth.test().catch((error: unknown) => {
    throw refusedToken(error)
  })
  const us = self.user_id ?? ''
  const platform: Platform = {
    name: 'slack',
    async post(place, cards, as) {
      if (!as) return post(client, place, cards, () => ({}), new Map())
      const there = as.again ? await landed(client, us, place, as.key) : new Map<number, Posted>()
      return post(once, place, cards, (at) => ({ metadata: metadataOf(as.key, at) }), there)
    },
    find: async (place, key) => (await landed(client, us, place, key)).get(0) ?? null,
    update: (posted, card) => update(client, posted, card),
    whisper: (place, person, card) => whisper(client, place, person, card),
    openForm: (place, _person, opening, form) => openForm(client, place, opening, form),
  }
  return {
    botUserId: us,
    botId: self.bot_id,
    teamId: self.team_id ?? '',
    platform,
    forCommand: (responseUrl) => ({
      ...platform,
      async whisper(place, person, card) {
        try {
          await respond(responseUrl, card)
        } catch (error) {
          log.warn({ err: error }, 'response_url did not work; chat.postEphemeral is tried.')
          await whisper(client, place, person, card)
        }
      },
    }),
  }
}

type Client = InstanceType<typeof webApi.WebClient>

/** The type of our messages' metadata, which holds the key of the post and the position of the message in it. */
const ours = 'distreview'
const Payload = z.object({ key: z.string(), at: z.number() })
type Metadata = ReturnType<typeof metadataOf>

function metadataOf(key: string, at: number) {
  return { event_type: ours, event_payload: { key, at } }
}

/** Posts the messages that are not there yet, each with what goes along with its position. */
async function post(
  client: Client,
  place: Place,
  cards: readonly Card[],
  along: (at: number) => { metadata?: Metadata },
  there: ReadonlyMap<number, Posted>,
): Promise<Posted> {
  let first: Posted | null = null
  for (const [at, message] of blockKit(cards).entries()) {
    const posted: Posted =
      there.get(at) ?? (await postMessage(client, place, { ...message, ...along(at) }, first === null))
    first ??= posted
  }
  if (first === null) throw new Error('A post needs at least one card.')
  return first
}

/**
 * Waits as long as Slack says where it says to wait. Where the message is not the first of its post, something stands
 * in the channel already: then no error is a Refusal.
 */
async function postMessage(
  client: Client,
  place: Place,
  message: Message & { metadata?: Metadata },
  isFirst: boolean,
): Promise<Posted> {
  for (let waits = 0; ; waits += 1) {
    try {
      const said = await client.chat.postMessage({
        channel: place.channel,
        ...(place.thread ? { thread_ts: place.thread } : {}),
        ...message,
        // A link to each line of code would unfold into a picture of its forge.
        unfurl_links: false,
        unfurl_media: false,
      })
      if (said.channel && said.ts) return { channel: said.channel, thread: place.thread, id: said.ts }
      throw new Error('Slack did not say where it posted.')
    } catch (error) {
      const limited = error instanceof webApi.WebAPIRateLimitedError && waits < mostWaits
      if (!limited) throw isFirst ? asRefusal(error) : error
      await pause(error.retryAfter * 1_000)
    }
  }
}

/**
 * The messages of a post that are there, by their position. A thread is read whole; of a channel, which has no end,
 * the newest: what was posted before those was not posted by a process that has only just failed.
 */
async function landed(client: Client, us: string, place: Place, key: string): Promise<Map<number, Posted>> {
  const found = new Map<number, Posted>()
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
      if (payload.data.key === key) found.set(payload.data.at, { ...place, id: ts })
    }
    cursor = answer.response_metadata?.next_cursor || undefined
    if (cursor === undefined) break
  }
  return found
}

async function update(client: Client, posted: Posted, card: Card): Promise<void> {
  await client.chat.update({ channel: posted.channel, ts: posted.id, ...onlyMessage(card) })
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

/** Slack knows from the trigger whose screen it is. */
async function openForm(client: Client, place: Place, trigger: string, form: Form): Promise<void> {
  const view = formView(form, writeCarried({ place, context: form.context }))
  await client.views.open({ trigger_id: trigger, view }).catch((error: unknown) => {
    throw asRefusal(error)
  })
}

async function respond(responseUrl: string, card: Card): Promise<void> {
  for (const message of blockKit([card])) {
    const answer = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...message }),
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    })
    if (!answer.ok) throw new Error(`response_url answered ${answer.status}`)
  }
}

function onlyMessage(card: Card): Message {
  const [message, ...more] = blockKit([card])
  if (!message || more.length > 0) throw new Error('A message can only be replaced by one message.')
  return message
}
