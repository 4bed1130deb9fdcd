import type { Card } from '../../blocks/card.ts'
import { orderedCards } from '../../blocks/cards.ts'
import type { Platform } from '../../jobs/platform.ts'
import type { Turn } from '../../jobs/queues.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Report } from '../../review/report.ts'
import type { RequestRow } from '../../store/requests.ts'
import { keepReview, keptReport } from '../../store/reviews.ts'
import { ReviewWords } from '../request/review.ts'
import type { Desk } from './desk.ts'
import { openParent, type Parent } from './parent.ts'
import { chooseRepository, type Repository } from './repositories.ts'
import { writeReviewName } from './review-name.ts'
import { errorCard, reply } from './say.ts'

/** Findings that get a card at once; the others wait behind a button, so that a thread stays readable. */
export const cardsAtFirst = 8
/** A review that ends the process again and again must not keep it from everything else. */
const mostBeginnings = 20

/** One request, as far as it is understood. */
interface Work {
  readonly id: string
  readonly platform: Platform
  readonly asked: ReviewWords
  readonly repository: Repository
  readonly turn: Turn
}

/**
 * Answers a kept review: in the thread of a message that shows how far it is. What an earlier attempt has done is
 * found, not done again. Rejects where another attempt should follow.
 */
export async function answerReview(
  request: RequestRow,
  turn: Turn,
  platform: Platform,
  desk: Desk,
): Promise<void> {
  const { id, channel, thread } = request
  const asked = ReviewWords.parse(request.asked)
  const person = { id: request.person, name: request.personName }
  const place = { channel, thread }
  let work: Work
  let parent: Parent
  let kept: Report | undefined
  try {
    work = { id, platform, asked, repository: chooseRepository(desk.repositories, asked.repository), turn }
    kept = await keptReport(desk.jobs.db, id)
    const restarted = kept ? 'Went on after a restart.' : 'Started again after a restart.'
    parent = await openParent(
      {
        id,
        platform,
        place,
        person,
        repository: work.repository.name,
        asked,
        restarted: turn.afterRestart ? restarted : null,
      },
      desk,
    )
  } catch (error) {
    if (!(error instanceof Refusal) && !turn.last) throw error
    // To the person, in the way that they spoke to us where this process still knows it.
    const card = errorCard(error, 'That', desk.log)
    const heard = desk.heard.get(id)
    await (heard ? reply(heard, card) : platform.whisper(place, person.id, card)).catch((unsaid: unknown) => {
      desk.log.error({ err: unsaid }, 'What went wrong could not be said.')
    })
    return
  }
  await answerIn(parent, kept, work, desk)
}

async function answerIn(parent: Parent, kept: Report | undefined, work: Work, desk: Desk): Promise<void> {
  const { id, platform, repository, asked, turn } = work
  const { outbox, stopping, db } = desk.jobs
  const began = desk.clock()

  async function fail(error: unknown): Promise<void> {
    parent.failed()
    const card = errorCard(error, 'The review', desk.log)
    await outbox.post(`${id}/failure`, platform, parent.thread, [card]).catch((unsaid: unknown) => {
      desk.log.error({ err: unsaid }, 'That a review failed could not be said.')
    })
    await parent.landed()
  }

  let report = kept
  if (report === undefined) {
    try {
      report = await make(parent, work, desk)
    } catch (error) {
      if (stopping.aborted) throw error
      return fail(error)
    }
    // Before anything of it is said: the rest of it is then said of the same commit, whatever happens.
    const { paths, ref } = asked
    await keepReview(db, { id, request: id, repository: repository.name, paths, ref, report })
  }
  const cards = cardsOf(report, repository, asked)
  try {
    await outbox.post(`${id}/answer`, platform, parent.thread, cards)
  } catch (error) {
    if (stopping.aborted || !(error instanceof Refusal || turn.last)) throw error
    return fail(error)
  }
  parent.done(report.commit, cards[0]?.summary ?? '')
  const { commit } = report
  desk.log.info({ repository: repository.name, commit, ms: desk.clock() - began }, 'reviewed')
  await parent.landed()
}

async function make(parent: Parent, { repository, asked, turn }: Work, desk: Desk): Promise<Report> {
  if (turn.attempt >= mostBeginnings) {
    throw new Refusal(
      'limit',
      `This review was begun ${turn.attempt} times and not once finished.`,
      'Ask for a smaller part, and tell whoever runs distreview.',
    )
  }
  const { paths, ref, depth } = asked
  return desk.reports.make({ repository, paths, ref, depth }, parent.watch)
}

function cardsOf(report: Report, repository: Repository, { paths }: ReviewWords): Card[] {
  const review = writeReviewName(repository.name, report.commit, paths)
  return orderedCards(report, { first: cardsAtFirst, review })
}
