import { Refusal } from '../../review/refusal.ts'
import { requestOf } from '../../store/requests.ts'
import type { Desk } from './desk.ts'
import type { Click } from './port.ts'
import { sentenceCard } from './say.ts'

/**
 * The button Invite: we become a member of the channel that refused us, and a review that was asked for there begins.
 * It may stand in that channel, or in a direct message to whoever asked. Throws a Refusal where people alone can bring
 * us in.
 */
export async function clickInvite(click: Click, desk: Desk): Promise<void> {
  const { platform, place, person, value } = click
  const request = await requestOf(desk.jobs.db, value)
  const isTheirs = request?.channel === place.channel || request?.person === person.id
  if (!request || request.platform !== platform.name || !isTheirs) {
    throw new Refusal('not-found', 'What was asked there is not known any more.', 'Ask again.')
  }
  if (platform.join === undefined) {
    throw new Refusal('not-found', 'Here people alone can bring distreview in.', 'Add it, then ask again.')
  }
  await platform.join({ channel: request.channel, thread: null })
  const begins = await desk.jobs.intake.again(request.id)
  const sentence = begins ? 'The review begins.' : 'Ask again what you asked.'
  const where = request.channel === place.channel ? 'this channel' : 'that channel'
  await platform.whisper(
    place,
    person.id,
    sentenceCard(`distreview is a member of ${where} now. ${sentence}`),
  )
}
