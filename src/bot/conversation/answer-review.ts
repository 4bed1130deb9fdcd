import type { Card } from '../../blocks/card.ts'
import { failedTriesCard } from '../../blocks/cards/failed-tries.ts'
import { orderedCards } from '../../blocks/cards.ts'
import { topologyPicture } from '../../blocks/pictures/topology.ts'
import type { Attempt } from '../../jobs/intake.ts'
import { createJournal } from '../../jobs/journal.ts'
import { LeaseLost } from '../../jobs/lease.ts'
import type { Place, Platform } from '../../jobs/platform.ts'
import { point } from '../../jobs/points.ts'
import { compare } from '../../review/compare.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Report } from '../../review/report.ts'
import { outboxRow } from '../../store/outbox.ts'
import { countFailure, line, type RequestRow } from '../../store/requests.ts'
import { reviewBefore } from '../../store/review-before.ts'
import { keepReview, keptReport } from '../../store/reviews.ts'
import { ReviewWords } from '../request/review.ts'
import type { Desk } from './desk.ts'
import { saidIn } from './dismiss.ts'
import { drawn } from './drawn.ts'
import { openParent, type Parent } from './parent.ts'
import { chooseRepository, type Repository } from './repositories.ts'
import { writeReviewName } from './review-name.ts'
import { knownAlready } from './same-commit.ts'
import { errorCard, reply } from './say.ts'

/** Findings that get a card at once; the others wait behind a button, so that a thread stays readable. */
export const cardsAtFirst = 8
/** A review that ends the process again and again must not keep it from everything else. */
const mostBeginnings = 20
/** Tries that may end in an error which nobody expected. */
const mostFailures = 3

/** One request, as far as it is understood. */
interface Work {
  readonly request: RequestRow
  readonly platform: Platform
  readonly asked: ReviewWords
  readonly repository: Repository
  readonly attempt: Attempt
}

/** The same is under way in this thread. */
class Elsewhere extends Error {
  readonly commit: string
  readonly underWay: string

  constructor(commit: string, underWay: string) {
    super(`The same is under way as ${underWay}.`)
    this.commit = commit
    this.underWay = underWay
  }
}

/**
 * Says in a first message that a review was taken, and its place where it has to wait; false where the platform will
 * not have it.
 */
export async function openReview(
  request: RequestRow,
  attempt: Attempt,
  platform: Platform,
  desk: Desk,
): Promise<boolean> {
  const { atOnce, perGroup } = desk.jobs.reviews
  const { underWay, here, before } = await line(desk.jobs.db, request)
  const waits = underWay >= (atOnce ?? Infinity) || here >= (perGroup ?? Infinity)
  const place = `It waits at place ${before + 1} of the queue; this message changes when it begins.`
  return (await begin(request, attempt, platform, desk, waits ? place : null)) !== null
}

/** Opens the first message; null where that was refused, and whoever asked was told. */
async function begin(
  request: RequestRow,
  attempt: Attempt,
  platform: Platform,
  desk: Desk,
  waits: string | null = null,
) {
  const { id, channel, thread } = request
  const { lease, last, afterRestart } = attempt
  try {
    const asked = ReviewWords.parse(request.asked)
    const repository = chooseRepository(desk.repositories, asked.repository)
    const kept = await keptReport(desk.jobs.db, id)
    const restarted = kept ? 'Went on after a restart.' : 'Started again after a restart.'
    const parent = await openParent(
      {
        id,
        platform,
        place: { channel, thread },
        person: { id: request.person, name: request.personName },
        repository: repository.name,
        asked,
        restarted: afterRestart ? restarted : null,
        waits,
        lease,
      },
      desk,
    )
    return { parent, kept, work: { request, platform, asked, repository, attempt } }
  } catch (error) {
    if (lease.signal.aborted || (!(error instanceof Refusal) && !last)) throw error
    // To the person, in the way that they spoke to us where this process still knows it.
    const card = errorCard(error, 'That', desk.log, platform.join && id)
    const heard = desk.heard.get(id)
    const whisper = () => platform.whisper({ channel, thread }, request.person, card)
    await (heard ? reply(heard, card) : whisper()).catch((unsaid: unknown) => {
      desk.log.error({ err: unsaid }, 'What went wrong could not be said.')
    })
    return null
  }
}

/**
 * Answers a kept review: in the thread of a message that shows how far it is. What an earlier attempt has done is
 * found, not done again. Rejects where another attempt should follow.
 */
export async function answerReview(
  request: RequestRow,
  attempt: Attempt,
  platform: Platform,
  desk: Desk,
): Promise<void> {
  const begun = await begin(request, attempt, platform, desk)
  if (begun === null) return
  const { parent, kept, work } = begun
  if (request.cancelledBy === null) return answerIn(parent, kept, work, desk)
  parent.cancelled(request.cancelledBy)
  await parent.landed()
}

async function answerIn(parent: Parent, kept: Report | undefined, work: Work, desk: Desk): Promise<void> {
  const { request, platform, repository, asked, attempt } = work
  const { id, round } = request
  const { lease } = attempt
  const { outbox, db } = desk.jobs
  const began = desk.clock()

  async function fail(error: unknown, card = errorCard(error, 'The review', desk.log)): Promise<void> {
    parent.failed()
    const key = round === 0 ? `${id}/failure` : `${id}/failure ${round}`
    await outbox.post(key, platform, parent.thread, [card], lease).catch(async (unsaid: unknown) => {
      lease.signal.throwIfAborted()
      desk.log.error({ err: unsaid }, 'That a review failed could not be said in its thread.')
      // A thread whose first message was deleted is gone; whoever asked is there still.
      await platform
        .whisper({ channel: request.channel, thread: request.thread }, request.person, card)
        .catch((cause: unknown) => desk.log.error({ err: cause }, 'Nor to whoever asked for it.'))
    })
    await parent.landed()
  }

  /** What people can mend is said at once; a defect is tried again, and said when that was in vain. */
  async function failed(error: unknown): Promise<void> {
    if (lease.signal.aborted || error instanceof LeaseLost) throw error
    if (error instanceof Refusal) return fail(error)
    const failures = await countFailure(db, id)
    if (failures < mostFailures && !attempt.last) {
      desk.log.warn({ err: error, id, failures }, 'A review failed and is tried again.')
      throw error
    }
    desk.log.error({ err: error }, 'The review could not be finished.')
    return fail(error, failedTriesCard({ tries: failures, finished: parent.finished(), request: id }))
  }

  try {
    let report = kept
    if (report === undefined) {
      report = await make(parent, work, desk)
      // Before anything of it is said: the rest of it is then said of the same commit, whatever happens.
      const { paths, ref } = asked
      await lease.hold()
      await keepReview(db, { id, request: id, repository: repository.name, paths, ref, report })
      point('saved', { work: id })
    }
    const cards = await cardsOf(report, work, parent.thread, desk)
    await outbox.post(`${id}/answer`, platform, parent.thread, cards, lease)
    parent.done(report.commit, cards[0]?.summary ?? '')
    const { commit } = report
    desk.log.info({ repository: repository.name, commit, ms: desk.clock() - began }, 'reviewed')
    await parent.landed()
  } catch (error) {
    if (!(error instanceof Elsewhere)) return failed(error)
    const there = await outboxRow(db, `${error.underWay}/parent`)
    const posted = there?.message
      ? { channel: there.channel, thread: there.messageThread, id: there.message }
      : null
    parent.elsewhere(error.commit, posted && (platform.linkTo?.(posted) ?? null))
    await parent.landed()
  }
}

async function make(parent: Parent, work: Work, desk: Desk): Promise<Report> {
  const { request, repository, asked, attempt } = work
  if (attempt.attempt >= mostBeginnings) {
    throw new Refusal(
      'limit',
      `This review was begun ${attempt.attempt} times and not once finished.`,
      'Ask for a smaller part, and tell whoever runs distreview.',
    )
  }
  const { paths, ref, depth } = asked
  const { lease } = attempt
  const instead = async (commit: string) => {
    const known = await knownAlready({ request, words: asked, repository: repository.name, commit }, desk)
    if (known === null) return null
    if ('report' in known) return known.report
    throw new Elsewhere(commit, known.underWay)
  }
  return desk.reports.make({ repository, paths, ref, depth }, parent.watch, {
    signal: lease.signal,
    journal: createJournal(desk.jobs.db, lease),
    purse: desk.purse?.(request.workspace),
    instead,
  })
}

async function cardsOf(report: Report, work: Work, place: Place, desk: Desk): Promise<Card[]> {
  const { request, platform, repository, asked } = work
  const { paths } = asked
  const { db } = desk.jobs
  const where = { platform: request.platform, channel: request.channel, repository: repository.name }
  const earlier = await reviewBefore(db, { ...where, paths, request: request.id })
  const picture = topologyPicture(report)
  return orderedCards(report, {
    first: cardsAtFirst,
    review: writeReviewName(repository.name, report.commit, paths),
    said: await saidIn({ db, now: desk.clock() }, where, report),
    since: earlier === undefined ? null : { earlier, comparison: compare(earlier, report) },
    drawn: await drawn(picture, 'architecture.png', { platform, place, log: desk.log }),
  })
}
