import { setTimeout as pause } from 'node:timers/promises'
import { webApi } from '@slack/bolt'
import { blockKit, type Message } from '../../../blocks/block-kit.ts'
import type { Card } from '../../../blocks/card.ts'
import type { Pace } from '../../../jobs/pace.ts'
import type { Place, Posted, PostKey } from '../../../jobs/platform.ts'
import { asRefusal, slackCode } from '../slack-errors.ts'
import { type Client, retryAfter } from './client.ts'
import type { Metadata } from './landed.ts'

/** How often an edit is tried. */
const mostTries = 3

interface Posting {
  readonly client: Client
  readonly pace: Pace
  /** What goes along with the message of this position. */
  along(at: number): { metadata?: Metadata }
  readonly there: ReadonlyMap<number, Posted>
  readonly as?: PostKey
}

/** Posts the messages that are not there yet. */
export async function post(posting: Posting, place: Place, cards: readonly Card[]): Promise<Posted> {
  const { client, pace, along, there, as } = posting
  let first: Posted | null = null
  for (const [at, message] of blockKit(cards).entries()) {
    const isFirst = first === null
    const send = async () => {
      await as?.hold?.()
      return postMessage(client, place, { ...message, ...along(at) }, isFirst)
    }
    const found = there.get(at)
    const posted: Posted = found ?? (await pace.inTurn(place.channel, send, retryAfter))
    if (!found) as?.landed?.(at)
    first ??= posted
  }
  if (first === null) throw new Error('A post needs at least one card.')
  return first
}

/** Where the message is not the first of its post, something stands in the channel already: no error is a Refusal. */
async function postMessage(
  client: Client,
  place: Place,
  message: Message & { metadata?: Metadata },
  isFirst: boolean,
): Promise<Posted> {
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
    throw isFirst ? asRefusal(error) : error
  }
}

/** With `hold` it is tried again here, so that each call is asked for. */
export async function update(
  client: Client,
  posted: Posted,
  card: Card,
  hold: () => Promise<void> = async () => {},
): Promise<void> {
  const message = onlyMessage(card)
  for (let tries = 1; ; tries += 1) {
    await hold()
    try {
      await client.chat.update({ channel: posted.channel, ts: posted.id, ...message })
      return
    } catch (error) {
      const isFinal = error instanceof webApi.WebAPIPlatformError || tries === mostTries
      if (isFinal) throw error
      await pause(retryAfter(error) ?? 200 * 3 ** tries)
    }
  }
}

export async function remove(client: Client, { channel, id }: Posted): Promise<void> {
  await client.chat.delete({ channel, ts: id }).catch((error: unknown) => {
    // Somebody else removed it, which is as good.
    if (slackCode(error) !== 'message_not_found') throw error
  })
}

function onlyMessage(card: Card): Message {
  const [message, ...more] = blockKit([card])
  if (!message || more.length > 0) throw new Error('A message can only be replaced by one message.')
  return message
}
