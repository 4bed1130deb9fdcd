import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { Inbound } from './inbound.ts'
import { workspaceOf } from './who.ts'
import { wordsOf } from './words.ts'

const Command = z.object({
  text: z.string().default(''),
  user_id: z.string(),
  user_name: z.string().optional(),
  channel_id: z.string(),
  trigger_id: z.string(),
  team_id: z.string().optional(),
  enterprise_id: z.string().optional(),
  response_url: z.url(),
})

/** `/distreview …`: acknowledged without words when it is kept, so that Slack does not repeat it. */
export function hearCommands(app: App, { connection, conversation, firstTime, answer }: Inbound): void {
  app.command('/distreview', async ({ ack, payload }) => {
    const command = Command.parse(payload)
    const deliveries = [`slack trigger ${command.trigger_id}`]
    if (!firstTime(...deliveries)) return ack()
    await answer(
      conversation.hear({
        platform: connection.answering(command.response_url),
        person: { id: command.user_id, name: command.user_name ?? command.user_id },
        place: { channel: command.channel_id, thread: null },
        words: wordsOf(command.text, connection.botUserId),
        via: 'command',
        opening: command.trigger_id,
        workspace: workspaceOf({ team: command.team_id, enterprise: command.enterprise_id }, connection),
        deliveries,
      }),
    )
    await ack()
  })
}
