import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { Place } from '../../jobs/platform.ts'
import { readAnswers, SentView } from './answers.ts'
import { readCarried } from './carried.ts'
import type { Inbound } from './inbound.ts'
import { whereField } from './where.ts'
import { personOf, Team, User, workspaceOf } from './who.ts'

const Submission = z.object({ user: User, view: SentView, ...Team })

const choose = 'Choose a channel: a direct message to you could not be opened.'

/** Every form that was filled in. Acknowledged without words, which closes it; a wrong number leaves it open. */
export function hearSubmissions(
  app: App,
  { connection, conversation, firstTime, answer, log }: Inbound,
): void {
  app.view({ type: 'view_submission' }, async ({ ack, body }) => {
    const { user, view, team, enterprise } = Submission.parse(body)
    const { answers, where, errors } = readAnswers(view)
    if (errors) return ack({ response_action: 'errors', errors })
    const { place, context } = readCarried(view.private_metadata)
    const at = where === undefined ? place : await chosen(where, user.id)
    if (at === null) return ack({ response_action: 'errors', errors: { [whereField]: choose } })
    // Slack lets people send a form again when the acknowledgement was late.
    if (!firstTime(`slack view ${view.id}`)) return ack()
    await answer(
      conversation.submit({
        platform: connection.platform,
        person: personOf(user),
        place: at,
        form: view.callback_id,
        context,
        answers,
        workspace: workspaceOf({ team: team?.id, enterprise: enterprise?.id }, connection),
        deliveries: [`slack view ${view.id}`],
      }),
    )
    // Acknowledged, and with that closed, when it is kept.
    await ack()
  })
  /** null where a direct message was meant and cannot be opened. */
  async function chosen(channel: string | null, person: string): Promise<Place | null> {
    if (channel !== null) return { channel, thread: null }
    try {
      return { channel: await connection.directTo(person), thread: null }
    } catch (error) {
      log.warn({ err: error }, 'A direct message could not be opened.')
      return null
    }
  }
}
