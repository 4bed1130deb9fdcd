import { subjectOf } from '../../blocks/cards/actions.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Report } from '../../review/report.ts'
import { type LastReview, lastReviewIn } from '../../store/last-review.ts'
import { answers, type Pressed } from './answers.ts'
import type { Desk } from './desk.ts'
import { saidIn } from './dismiss.ts'
import type { Click } from './port.ts'
import { digestOf, type ReviewName, readReviewName } from './review-name.ts'
import { sentenceCard } from './say.ts'

/** Answers a button: on its card or in its thread, once; throws a Refusal where it speaks of something that is gone. */
export async function answerPress(click: Click, desk: Desk): Promise<void> {
  const { action } = click
  const answer = Object.hasOwn(answers, action) ? answers[action as keyof typeof answers] : undefined
  if (answer === undefined) {
    throw new Refusal('not-found', 'This button is not one of this distreview.', 'Ask for the review again.')
  }
  await answer(await pressedOf(click, desk), desk)
}

/** A press with the review that it speaks of. Throws a Refusal where that is gone. */
export async function pressedOf(click: Click, desk: Desk): Promise<Pressed> {
  const { platform, place, person, action, value } = click
  const { review, of } = subjectOf(value)
  const name = readReviewName(review)
  const key = [platform.name, place.channel, place.thread, action, value].join(' ')
  const report = await reportOf(name, click, desk)
  const { repository } = name
  const where = { platform: platform.name, channel: place.channel, repository }
  const said = await saidIn({ db: desk.jobs.db, now: desk.clock() }, where, report)
  return {
    click,
    review,
    of,
    report,
    repository,
    said,
    async post(cards) {
      const outcome = await desk.given.once(key, async () => void (await platform.post(place, cards)))
      if (outcome === 'new') return
      await platform.whisper(place, person.id, sentenceCard('It is above, in this thread.'))
    },
  }
}

async function reportOf(name: ReviewName, click: Click, desk: Desk): Promise<Report> {
  const repository = desk.repositories.find((each) => each.name === name.repository)
  if (repository === undefined) {
    throw new Refusal(
      'repository',
      `The repository "${name.repository}" is not connected any more.`,
      'Whoever runs distreview connects it in REPOSITORIES.',
    )
  }
  const kept = desk.reports.kept(name)
  if (kept) return kept
  const last = await lastReviewIn(desk.jobs.db, click.platform.name, click.place)
  // What a model found cannot be made again, and a form does not wait: the store has it.
  if (last && (last.report.expert || click.action === 'mark-wrong') && isOf(name, last)) return last.report
  const notice = sentenceCard(`The review is made again at ${name.commit?.slice(0, 7)}; the answer follows.`)
  const [report] = await Promise.all([
    desk.reports.remake(name, repository),
    click.platform.whisper(click.place, click.person.id, notice).catch((error: unknown) => {
      desk.log.warn({ err: error }, 'That a review is made again could not be said.')
    }),
  ])
  return report
}

function isOf(name: ReviewName, { repository, report }: LastReview): boolean {
  const { commit, target } = report
  return repository === name.repository && commit === name.commit && digestOf(target.paths) === name.digest
}
