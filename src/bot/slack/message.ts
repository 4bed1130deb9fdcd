import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { Inbound } from './inbound.ts'
import { workspaceOf } from './who.ts'
import { isToUs, wordsOf } from './words.ts'

const Said = z.object({
  event_id: z.string(),
  team_id: z.string().optional(),
  enterprise_id: z.string().nullish(),
  event: z.object({
    channel: z.string(),
    channel_type: z.string().optional(),
    subtype: z.string().optional(),
    ts: z.string(),
    thread_ts: z.string().optional(),
    text: z.string().default(''),
    user: z.string().optional(),
    bot_id: z.string().optional(),
  }),
})

/** What people say, by Slack's subtypes of it; every other one is something that happened. */
const said = new Set([undefined, 'file_share', 'thread_broadcast'])

/**
 * What is said without a mention: all of it in a direct message, and replies in threads, of which the conversation
 * answers those that are certainly for us. A mention comes as an event of its own, with the same message.
 */
export function hearMessages(app: App, { connection, conversation, firstTime, answer }: Inbound): void {
  app.event('message', async ({ body }) => {
    const { event_id, event, team_id, enterprise_id } = Said.parse(body)
    if (!said.has(event.subtype) || event.bot_id !== undefined) return
    if (event.user === undefined || event.user === connection.botUserId) return
    const isDirect = event.channel_type === 'im'
    const isReply = event.thread_ts !== undefined && event.thread_ts !== event.ts
    if (!isDirect && (!isReply || isToUs(event.text, connection.botUserId))) return
    const deliveries = [`slack event ${event_id}`, `slack message ${event.channel} ${event.ts}`]
    if (!firstTime(...deliveries)) return
    const thread = event.thread_ts ?? event.ts
    const words = wordsOf(event.text, connection.botUserId)
    if (isDirect) {
      const place = { channel: event.channel, thread }
      // Slack takes the status away when the answer is there.
      void connection.assistant.status(place, 'is on it…')
      if (!isReply && words !== '') void connection.assistant.title(place, words)
    }
    await answer(
      conversation.hear({
        platform: connection.platform,
        person: { id: event.user, name: event.user },
        place: { channel: event.channel, thread },
        words,
        via: isDirect ? 'direct' : 'reply',
        opening: null,
        workspace: workspaceOf({ team: team_id, enterprise: enterprise_id }, connection),
        deliveries,
      }),
    )
  })
}
