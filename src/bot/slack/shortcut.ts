import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { Inbound } from './inbound.ts'
import { personOf, Team, User, workspaceOf } from './who.ts'
import { wordsOf } from './words.ts'

const Global = z.object({ user: User, trigger_id: z.string(), ...Team })

const OnMessage = Global.extend({
  channel: z.object({ id: z.string() }),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional(), text: z.string().default('') }),
  response_url: z.url(),
})

/**
 * The two shortcuts of manifest.yml, which open the form for a review: from anywhere, where it asks for a channel too;
 * and from a message, where it is filled in with what the message names, and answered in its thread.
 */
export function hearShortcuts(app: App, { connection, conversation, firstTime, answer }: Inbound): void {
  app.shortcut({ callback_id: 'review', type: 'shortcut' }, async ({ ack, body }) => {
    const asked = Global.parse(body)
    const deliveries = [`slack trigger ${asked.trigger_id}`]
    if (firstTime(...deliveries)) {
      await answer(
        conversation.hear({
          ...saidBy(asked),
          platform: connection.platform,
          place: { channel: '', thread: null },
          deliveries,
        }),
      )
    }
    await ack()
  })
  app.shortcut({ callback_id: 'review-this', type: 'message_action' }, async ({ ack, body }) => {
    const asked = OnMessage.parse(body)
    const { channel, message, response_url, trigger_id } = asked
    const deliveries = [`slack trigger ${trigger_id}`]
    if (firstTime(...deliveries)) {
      await answer(
        conversation.hear({
          ...saidBy(asked),
          platform: connection.answering(response_url),
          place: { channel: channel.id, thread: message.thread_ts ?? message.ts },
          about: wordsOf(message.text, connection.botUserId),
          deliveries,
        }),
      )
    }
    await ack()
  })

  function saidBy({ user, trigger_id, team, enterprise }: z.infer<typeof Global>) {
    return {
      person: personOf(user),
      words: '',
      via: 'command' as const,
      opening: trigger_id,
      workspace: workspaceOf({ team: team?.id, enterprise: enterprise?.id }, connection),
    }
  }
}
