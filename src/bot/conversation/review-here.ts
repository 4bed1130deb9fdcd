import { type Numbered, worstFirst } from '../../blocks/cards/order.ts'
import type { NumberOf } from '../../review/answers/index.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Report } from '../../review/report.ts'
import { type LastReview, lastReviewIn } from '../../store/last-review.ts'
import type { Desk } from './desk.ts'
import type { Heard } from './port.ts'

type HereDesk = { readonly jobs: Pick<Desk['jobs'], 'db'> }

/**
 * The review that words in this place are about: the last of the thread, else, where somebody spoke to us outside a
 * thread of ours, the last of the channel. Throws Refusal('not-found') where there is none.
 */
export async function reviewHere(
  { platform, place }: Pick<Heard, 'platform' | 'place'>,
  desk: HereDesk,
): Promise<LastReview> {
  const { db } = desk.jobs
  const here = await lastReviewIn(db, platform.name, place)
  const found =
    here ??
    (place.thread === null ? undefined : await lastReviewIn(db, platform.name, { ...place, thread: null }))
  if (found) return found
  throw new Refusal(
    'not-found',
    'There is no review here that this could be about.',
    'Review first, for example: review lib/cluster on main.',
  )
}

/** The numbers by which the cards call the findings of a report. */
export function numbersOf(report: Report): NumberOf {
  const numbers = new Map(worstFirst(report).map(({ number, finding }) => [finding.fingerprint, number]))
  return (fingerprint) => numbers.get(fingerprint) ?? null
}

/** Throws Refusal('not-found') where no card has this number. */
export function findingNumbered(report: Report, number: number): Numbered {
  const findings = worstFirst(report)
  const found = findings.find((each) => each.number === number)
  if (found) return found
  const last = findings.length
  throw new Refusal(
    'not-found',
    `There is no finding ${number} in this review.`,
    last === 0
      ? 'It found nothing. Say what holds, or what did you not read.'
      : `Its findings are ${last === 1 ? '1 alone' : `1 to ${last}`}; say findings for the list.`,
  )
}
