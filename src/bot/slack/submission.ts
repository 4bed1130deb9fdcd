import type { App } from '@slack/bolt'
import { z } from 'zod'
import { readAnswers, SentView } from './answers.ts'
import { readCarried } from './carried.ts'
import type { Inbound } from './inbound.ts'

const Submission = z.object({
  user: z.object({ id: z.string(), username: z.string().optional(), name: z.string().optional() }),
  view: SentView,
  team: z.object({ id: z.string() }).nullish(),
})

/** Every form that was filled in. Acknowledged without words, which closes it; a wrong number leaves it open. */
export function hearSubmissions(app: App, { connection, conversation, firstTime, answer }: Inbound): void {
  app.view({ type: 'view_submission' }, async ({ ack, body }) => {
    const { user, view, team } = Submission.parse(body)
    const { answers, errors } = readAnswers(view)
    if (errors) return ack({ response_action: 'errors', errors })
    // Slack lets people send a form again when the acknowledgement was late.
    if (!firstTime(`slack view ${view.id}`)) return ack()
    const { place, context } = readCarried(view.private_metadata)
    await answer(
      conversation.submit({
        platform: connection.platform,
        person: { id: user.id, name: user.username ?? user.name ?? user.id },
        place,
        form: view.callback_id,
        context,
        answers,
        workspace: team?.id ?? connection.teamId,
        deliveries: [`slack view ${view.id}`],
      }),
    )
    // Acknowledged, and with that closed, when it is kept.
    await ack()
  })
}
