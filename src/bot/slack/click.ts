import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { Inbound } from './inbound.ts'

const Click = z.object({
  user: z.object({ id: z.string(), username: z.string().optional(), name: z.string().optional() }),
  channel: z.object({ id: z.string() }),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }),
  actions: z.tuple([z.object({ action_id: z.string(), value: z.string().default('') })]),
})

/** Every button of every message; the answer goes to the thread that the message is in, or begins. */
export function hearClicks(app: App, { connection, conversation, answer }: Inbound): void {
  app.action({ type: 'block_actions' }, async ({ ack, body }) => {
    await ack()
    const { user, channel, message, actions } = Click.parse(body)
    const [action] = actions
    answer(
      conversation.click({
        platform: connection.platform,
        person: { id: user.id, name: user.username ?? user.name ?? user.id },
        place: { channel: channel.id, thread: message.thread_ts ?? message.ts },
        action: action.action_id,
        value: action.value,
      }),
    )
  })
}
