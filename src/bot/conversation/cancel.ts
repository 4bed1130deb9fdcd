import { Refusal } from '../../review/refusal.ts'
import { openReviewsIn, type RequestRow, requestOf } from '../../store/requests.ts'
import { keptReport } from '../../store/reviews.ts'
import type { Desk } from './desk.ts'
import type { Click, Heard } from './port.ts'
import { reply, sentenceCard } from './say.ts'

/** `cancel`: the review of the thread that it is said in; elsewhere the person's own, where there is one. */
export async function hearCancel(heard: Heard, desk: Desk): Promise<void> {
  const { platform, place, person } = heard
  const here = await openReviewsIn(desk.jobs.db, platform.name, place)
  // What is said beside a thread is about one's own reviews alone.
  const meant = place.thread === null ? here.filter((request) => request.person === person.id) : here
  const [request, ...more] = meant
  if (request === undefined || more.length > 0) {
    const problem =
      request === undefined
        ? place.thread === null
          ? 'You have no review under way in this channel.'
          : 'No review is under way in this thread.'
        : `You have ${meant.length} reviews under way in this channel.`
    const next = more.length > 0 ? 'Press Cancel in the thread of one, or say cancel there.' : ''
    throw new Refusal('not-found', problem, next)
  }
  await cancelled(request.id, person.name, desk)
  await reply(heard, sentenceCard('It is cancelled; its first message says so.'))
}

/** The button Cancel: anybody who sees the thread may. Throws a Refusal where the review is over. */
export async function clickCancel(click: Click, desk: Desk): Promise<void> {
  await ofThisPlace(click, desk)
  await cancelled(click.value, click.person.name, desk)
}

async function cancelled(id: string, by: string, desk: Desk): Promise<void> {
  if (await desk.jobs.intake.cancel(id, by)) return
  throw new Refusal('not-found', 'That review is over.', '')
}

/** The button Try again: the review is begun once more, in its thread. Throws a Refusal where it is answered. */
export async function clickTryAgain(click: Click, desk: Desk): Promise<void> {
  const { id } = await ofThisPlace(click, desk)
  const { db, intake, outbox } = desk.jobs
  if ((await keptReport(db, id)) && (await outbox.has(`${id}/answer`))) {
    throw new Refusal('not-found', 'That review is answered in its thread.', '')
  }
  if (!(await intake.again(id))) {
    throw new Refusal('not-found', 'That review is being tried again already.', '')
  }
}

/** A button names a request; that of another channel is none of this one's. */
async function ofThisPlace({ platform, place, value }: Click, desk: Desk): Promise<RequestRow> {
  const request = await requestOf(desk.jobs.db, value)
  if (request?.platform === platform.name && request.channel === place.channel) return request
  throw new Refusal('not-found', 'That review is not known any more.', 'Ask for it again.')
}
