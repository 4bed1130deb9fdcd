import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { Place } from '../../jobs/platform.ts'
import { homeReview } from './home.ts'
import type { Inbound } from './inbound.ts'
import { personOf, Team, User, workspaceOf } from './who.ts'

const Click = z.object({
  user: User,
  container: z.object({
    type: z.string(),
    thread_ts: z.string().nullish(),
    is_ephemeral: z.boolean().default(false),
  }),
  channel: z.object({ id: z.string() }).nullish(),
  /** Left out of what one person alone saw. */
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).nullish(),
  trigger_id: z.string().nullish(),
  response_url: z.url().nullish(),
  actions: z.tuple([z.object({ action_id: z.string(), value: z.string().default('') })]),
  ...Team,
})

/** Every button of every message, and of the Home tab; the answer goes to the thread that the message is in, or begins. */
export function hearClicks(app: App, { connection, conversation, answer }: Inbound): void {
  app.action({ type: 'block_actions' }, async ({ ack, body }) => {
    const click = Click.parse(body)
    const [action] = click.actions
    const { trigger_id, response_url, container } = click
    const said = {
      platform:
        container.is_ephemeral && response_url ? connection.answering(response_url) : connection.platform,
      person: personOf(click.user),
      place: placeOf(click),
      opening: trigger_id ?? null,
      workspace: workspaceOf({ team: click.team?.id, enterprise: click.enterprise?.id }, connection),
      deliveries: trigger_id ? [`slack trigger ${trigger_id}`] : [],
    }
    // Ids are unique in a block: the second button of one action is `action:2`.
    const name = action.action_id.replace(/:\d+$/, '')
    const answering =
      name === homeReview
        ? conversation.hear({ ...said, words: '', via: 'command' })
        : conversation.click({ ...said, ...onCard(click), action: name, value: action.value })
    await answer(answering)
    // Acknowledged when it is kept.
    await ack()
  })
}

/** The message that can be changed in its place: what one person alone sees cannot. */
function onCard({ message, container }: z.infer<typeof Click>): { readonly message?: string } {
  return message && !container.is_ephemeral ? { message: message.ts } : {}
}

/** The Home tab is in no channel: what it opens asks for one. */
function placeOf({ channel, message, container }: z.infer<typeof Click>): Place {
  if (!channel) return { channel: '', thread: null }
  return { channel: channel.id, thread: message?.thread_ts ?? container.thread_ts ?? message?.ts ?? null }
}
