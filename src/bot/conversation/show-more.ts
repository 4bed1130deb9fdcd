import { isMinor, worstFirst } from '../../blocks/cards/order.ts'
import { moreCards } from '../../blocks/cards.ts'
import { Refusal } from '../../review/refusal.ts'
import { keepStep, stepsFrom } from '../../store/steps.ts'
import { cardsAtFirst } from './answer-review.ts'
import type { Desk } from './desk.ts'
import type { Heard } from './port.ts'
import { reviewHere } from './review-here.ts'
import { writeReviewName } from './review-name.ts'
import { sayCards } from './say.ts'

/** Where the next cards begin and how many they are, counting the critical and important findings from 0. */
interface Dealt {
  readonly from: number
  readonly most: number
}

/** `show 5 more`: the next findings after those that were shown in this place; at the end, the minor ones. */
export async function hearShowMore(heard: Heard, asked: number | null, desk: Desk): Promise<void> {
  const { id, repository, report, paths } = await reviewHere(heard, desk)
  const { db } = desk.jobs
  const { channel, thread } = heard.place
  const work = `more ${heard.platform.name} ${channel} ${thread ?? ''} ${id}`
  // Another attempt at the same words deals the same cards.
  const before = (await heard.journal?.kept('dealt')) as Dealt | undefined
  const dealt = before ?? (await next())
  await heard.journal?.keep('dealt', dealt)
  const review = writeReviewName(repository, report.commit, paths)
  await sayCards(heard, moreCards(report, dealt.from, { first: dealt.most, review }))
  await keepStep(db, work, `to ${dealt.from + dealt.most}`, dealt)

  async function next(): Promise<Dealt> {
    const earlier = (await stepsFrom(db, work, 'to ')) as Dealt[]
    const findings = worstFirst(report)
    const withCard = findings.filter((each) => !isMinor(each)).length
    const from = Math.max(cardsAtFirst, ...earlier.map((each) => each.from + each.most))
    // The minor ones come once, after the last card.
    const isOver =
      earlier.length > 0 ? from >= withCard : withCard <= cardsAtFirst && findings.length === withCard
    if (!isOver) return { from, most: asked ?? cardsAtFirst }
    const next = 'Say findings for the list of all.'
    throw new Refusal('not-found', 'There are no more findings than those above.', next)
  }
}
