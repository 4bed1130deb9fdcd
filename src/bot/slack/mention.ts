import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { Inbound } from './inbound.ts'
import { workspaceOf } from './who.ts'
import { wordsOf } from './words.ts'

const Mention = z.object({
  event_id: z.string(),
  team_id: z.string().optional(),
  enterprise_id: z.string().nullish(),
  event: z.object({
    channel: z.string(),
    ts: z.string(),
    thread_ts: z.string().optional(),
    text: z.string(),
    user: z.string().optional(),
    bot_id: z.string().optional(),
  }),
})

/**
 * `@distreview …`: answered in the thread of the message. The line acknowledges it when we are done here. Bots are
 * not answered, ourselves among them: two bots that mention each other would never stop.
 */
export function hearMentions(app: App, { connection, conversation, firstTime, answer }: Inbound): void {
  app.event('app_mention', async ({ body }) => {
    const { event_id, event, team_id, enterprise_id } = Mention.parse(body)
    if (event.bot_id !== undefined || event.user === undefined || event.user === connection.botUserId) return
    const deliveries = [`slack event ${event_id}`, `slack message ${event.channel} ${event.ts}`]
    if (!firstTime(...deliveries)) return
    await answer(
      conversation.hear({
        platform: connection.platform,
        person: { id: event.user, name: event.user },
        place: { channel: event.channel, thread: event.thread_ts ?? event.ts },
        words: wordsOf(event.text, connection.botUserId),
        via: 'mention',
        opening: null,
        workspace: workspaceOf({ team: team_id, enterprise: enterprise_id }, connection),
        deliveries,
      }),
    )
  })
}
