import { webApi } from '@slack/bolt'
import type { Logger } from 'pino'
import { blockKit, type Message } from '../../blocks/block-kit.ts'
import type { Card } from '../../blocks/card.ts'
import type { Place, Platform, Posted } from '../../jobs/platform.ts'
import { boltLog } from './bolt-log.ts'
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

/** Throws Refusal('configuration') where Slack refuses the token or cannot be reached. */
export async function connect({ botToken, apiUrl, log }: ConnectOptions): Promise<Connection> {
  const client = new webApi.WebClient(botToken, {
    logger: boltLog(log),
    timeout: patience,
    retryConfig,
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  })
  const self = await client.auth.test().catch((error: unknown) => {
    throw refusedToken(error)
  })
  const platform: Platform = {
    name: 'slack',
    post: (place, cards) => post(client, place, cards),
    update: (posted, card) => update(client, posted, card),
    whisper: (place, person, card) => whisper(client, place, person, card),
  }
  return {
    botUserId: self.user_id ?? '',
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

async function post(client: Client, place: Place, cards: readonly Card[]): Promise<Posted> {
  let first: Posted | null = null
  for (const message of blockKit(cards)) {
    const said = await client.chat
      .postMessage({
        channel: place.channel,
        ...(place.thread ? { thread_ts: place.thread } : {}),
        ...message,
        // A link to each line of code would unfold into a picture of its forge.
        unfurl_links: false,
        unfurl_media: false,
      })
      .catch((error: unknown) => {
        throw asRefusal(error)
      })
    if (said.channel === undefined || said.ts === undefined)
      throw new Error('Slack did not say where it posted.')
    first ??= { channel: said.channel, thread: place.thread, id: said.ts }
  }
  if (first === null) throw new Error('A post needs at least one card.')
  return first
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
