import { isMinor, worstFirst } from '../../blocks/cards/order.ts'
import { isDismissed, type SaidOf } from '../../blocks/cards/verdict.ts'
import { moreCards } from '../../blocks/cards.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Report } from '../../review/report.ts'
import { keepStep, stepsFrom } from '../../store/steps.ts'
import { cardsAtFirst } from './answer-review.ts'
import type { Desk } from './desk.ts'
import { saidIn } from './dismiss.ts'
import type { Heard } from './port.ts'
import { reviewHere } from './review-here.ts'
import { writeReviewName } from './review-name.ts'
import { sayCards } from './say.ts'

/** Cards that were shown: `most` of them after the finding of number `from`, up to that of number `to`. */
interface Dealt {
  readonly from: number
  readonly most: number
  readonly to: number
}

/** `show 5 more`: the next findings after those that were shown in this place; at the end, the minor ones, once. */
export async function hearShowMore(heard: Heard, asked: number | null, desk: Desk): Promise<void> {
  const { platform, place, journal } = heard
  const { id, repository, report, paths } = await reviewHere(heard, desk)
  const { db } = desk.jobs
  const where = { platform: platform.name, channel: place.channel, repository }
  const said = await saidIn({ db, now: desk.clock() }, where, report)
  const work = `more ${platform.name} ${place.channel} ${place.thread ?? ''} ${id}`
  // Another attempt at the same words deals the same cards.
  const before = (await journal?.kept('dealt')) as Dealt | undefined
  const earlier = (await stepsFrom(db, work, 'to ')) as Dealt[]
  const dealt = before ?? next(report, said, earlier, asked ?? cardsAtFirst)
  await journal?.keep('dealt', dealt)
  const review = writeReviewName(repository, report.commit, paths)
  await sayCards(heard, moreCards(report, dealt.from, { first: dealt.most, review, said }))
  await keepStep(db, work, `to ${dealt.to}`, dealt)
}

/** Throws Refusal('not-found') where nothing is left. */
function next(report: Report, said: SaidOf, earlier: readonly Dealt[], most: number): Dealt {
  const open = worstFirst(report).filter(({ finding }) => !isDismissed(said(finding)))
  // By number, so that one which was dismissed meanwhile moves no other out of sight.
  const from = Math.max(cardsAtFirst, ...earlier.map(({ to }) => to))
  const rest = open.filter((each) => !isMinor(each) && each.number > from)
  const to = rest.slice(0, most).at(-1)?.number ?? from
  const minorWereShown = earlier.some(({ to: last }) => rest.length === 0 && last === from)
  if (rest.length > 0 || (!minorWereShown && open.some(isMinor))) return { from, most, to }
  throw new Refusal(
    'not-found',
    'There are no more findings than those above.',
    'Say findings for the list of all.',
  )
}
