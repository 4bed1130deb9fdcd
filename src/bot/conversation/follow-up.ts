import type { Card } from '../../blocks/card.ts'
import { findingButtons } from '../../blocks/cards/actions.ts'
import { answerCard } from '../../blocks/cards/answer.ts'
import { architectureCard } from '../../blocks/cards/architecture.ts'
import { checklistCard } from '../../blocks/cards/checklist.ts'
import { findingCard } from '../../blocks/cards/finding.ts'
import { findingAnswerCard, findingsCard } from '../../blocks/cards/follow-up.ts'
import type { Numbered } from '../../blocks/cards/order.ts'
import {
  changes,
  duringPartition,
  holds,
  notRead,
  recommended,
  testPlan,
} from '../../review/answers/index.ts'
import { reviewsBefore } from '../../store/earlier-review.ts'
import type { LastReview } from '../../store/last-review.ts'
import { keptReport } from '../../store/reviews.ts'
import type { Database } from '../../store/store.ts'
import type { Asks } from '../request/follow-up.ts'
import type { Desk } from './desk.ts'
import { saidIn } from './dismiss.ts'
import { hearIgnore, hearUndo } from './ignore.ts'
import { keep } from './kept.ts'
import type { Heard } from './port.ts'
import { findingNumbered, numbersOf, reviewHere } from './review-here.ts'
import { digestOf, writeReviewName } from './review-name.ts'
import { sayCards } from './say.ts'
import { hearShowMore } from './show-more.ts'

/** Answers a question about the last review of this place, without a model. Rejects with a Refusal where it cannot. */
export async function hearFollowUp(heard: Heard, asks: Asks, desk: Desk): Promise<void> {
  switch (asks.about) {
    case 'ignore':
      return hearIgnore(heard, asks, desk)
    case 'undo':
      return hearUndo(heard, asks.number, desk)
    case 'again':
      return hearAgain(heard, desk)
    case 'more':
      return hearShowMore(heard, asks.most, desk)
    default: {
      const last = await reviewHere(heard, desk)
      await sayCards(heard, [await cardOf(asks, last, heard, desk)])
    }
  }
}

type Told = Exclude<Asks, { readonly about: 'ignore' | 'undo' | 'more' }>

async function cardOf(asks: Told, last: LastReview, heard: Heard, desk: Desk): Promise<Card> {
  const { report } = last
  const numberOf = numbersOf(report)
  switch (asks.about) {
    case 'finding': {
      const numbered = findingNumbered(report, asks.number)
      if (asks.aspect !== 'card') return findingAnswerCard(asks.aspect, numbered, report, asks.said)
      return shownCard(numbered, last, heard, desk)
    }
    case 'partition':
      return answerCard(duringPartition(report, asks.does, numberOf), report)
    case 'changes':
      return answerCard(changes(await earlier(last, heard, desk.jobs.db), report, numberOf), report)
    case 'not-read':
      return answerCard(notRead(report), report)
    case 'holds':
      return answerCard(holds(report), report)
    case 'recommendations':
      return answerCard(recommended(report, numberOf), report)
    case 'test-plan':
      return answerCard(testPlan(report), report)
    case 'checklist':
      return checklistCard(report)
    case 'architecture':
      return architectureCard(report)
    default:
      return findingsCard(report, await saidOf(last, heard, desk))
  }
}

/** As it was posted, with what people have said of it since. */
async function shownCard(
  { finding, number }: Numbered,
  last: LastReview,
  heard: Heard,
  desk: Desk,
): Promise<Card> {
  const { repository, report, paths } = last
  const said = (await saidOf(last, heard, desk))(finding)
  const besides = said === undefined ? {} : { said }
  const name = writeReviewName(repository, report.commit, paths)
  return findingCard(finding, number, report, findingButtons(finding, name, besides), besides)
}

function saidOf({ repository, report }: LastReview, { platform, place }: Heard, { jobs, clock }: Desk) {
  const where = { platform: platform.name, channel: place.channel, repository }
  return saidIn({ db: jobs.db, now: clock() }, where, report)
}

/** The review before of the same paths, of the same branch or tag where there is one. */
async function earlier({ id, paths, ref }: LastReview, { platform, place }: Heard, db: Database) {
  const before = await reviewsBefore(db, id, { platform: platform.name, channel: place.channel })
  const digest = digestOf(paths)
  const same = before.filter((each) => digestOf(each.paths) === digest)
  const found = same.find((each) => each.ref === ref) ?? same[0]
  return found === undefined ? null : ((await keptReport(db, found.id)) ?? null)
}

/** `review again`: the same paths of the same ref, as it is now. */
async function hearAgain(heard: Heard, desk: Desk): Promise<void> {
  const { repository, paths, ref, report } = await reviewHere(heard, desk)
  await keep(heard, 'review', { kind: 'review', paths, ref, repository, depth: report.depth }, desk, heard)
}
