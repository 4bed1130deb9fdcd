import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { Inbound } from './inbound.ts'

const Click = z.object({
  user: z.object({ id: z.string(), username: z.string().optional(), name: z.string().optional() }),
  channel: z.object({ id: z.string() }),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }),
  trigger_id: z.string().nullish(),
  team: z.object({ id: z.string() }).nullish(),
  actions: z.tuple([z.object({ action_id: z.string(), value: z.string().default('') })]),
})

/** Every button of every message; the answer goes to the thread that the message is in, or begins. */
export function hearClicks(app: App, { connection, conversation, answer }: Inbound): void {
  app.action({ type: 'block_actions' }, async ({ ack, body }) => {
    const { user, channel, message, actions, trigger_id, team } = Click.parse(body)
    const [action] = actions
    await answer(
      conversation.click({
        platform: connection.platform,
        person: { id: user.id, name: user.username ?? user.name ?? user.id },
        place: { channel: channel.id, thread: message.thread_ts ?? message.ts },
        // Ids are unique in a block: the second button of one action is `action:2`.
        action: action.action_id.replace(/:\d+$/, ''),
        value: action.value,
        opening: trigger_id ?? null,
        workspace: team?.id ?? connection.teamId,
        deliveries: trigger_id ? [`slack trigger ${trigger_id}`] : [],
      }),
    )
    // Acknowledged when it is kept.
    await ack()
  })
}
