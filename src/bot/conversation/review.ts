import type { Card } from '../../blocks/card.ts'
import { orderedCards } from '../../blocks/cards.ts'
import type { Report } from '../../review/report.ts'
import type { ReviewWords } from '../request.ts'
import type { Desk } from './desk.ts'
import { openParent } from './parent.ts'
import type { Heard } from './port.ts'
import { chooseRepository, type Repository } from './repositories.ts'
import { writeReviewName } from './review-name.ts'
import { errorCard } from './say.ts'

/** Findings that get a card at once; the others wait behind a button, so that a thread stays readable. */
export const cardsAtFirst = 8

/**
 * Reviews, and answers in the thread of a message that shows how far it is. Rejects only where that message could
 * not be posted or the repository is not known, so that nothing has been said yet.
 */
export async function hearReview(heard: Heard, asked: ReviewWords, desk: Desk): Promise<void> {
  const { platform } = heard
  const repository = chooseRepository(desk.repositories, asked.repository)
  const parent = await openParent(heard, repository.name, asked, desk)
  const began = desk.clock()
  try {
    const report = await desk.reports.make({ repository, paths: asked.paths, ref: asked.ref }, parent.watch)
    const cards = cardsOf(report, repository, asked)
    await platform.post(parent.thread, cards)
    parent.done(report.commit, cards[0]?.summary ?? '')
    desk.log.info(
      { repository: repository.name, commit: report.commit, ms: desk.clock() - began },
      'reviewed',
    )
  } catch (error) {
    parent.failed()
    await platform
      .post(parent.thread, [errorCard(error, 'The review', desk.log)])
      .catch((unsaid: unknown) => {
        desk.log.error({ err: unsaid }, 'That a review failed could not be said.')
      })
  }
  await parent.landed()
}

function cardsOf(report: Report, repository: Repository, { paths }: ReviewWords): Card[] {
  const review = writeReviewName(repository.name, report.commit, paths)
  return orderedCards(report, { first: cardsAtFirst, review })
}
