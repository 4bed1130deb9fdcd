import type { Card } from '../../blocks/card.ts'
import type { Action } from '../../blocks/cards/actions.ts'
import { architectureCard } from '../../blocks/cards/architecture.ts'
import { checklistCard } from '../../blocks/cards/checklist.ts'
import { failureCard, fixCard, whyCard } from '../../blocks/cards/details.ts'
import { moreCards } from '../../blocks/cards.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Finding, Report } from '../../review/report.ts'
import { cardsAtFirst } from './answer-review.ts'

/** What a button speaks of: `of` is a fingerprint or a position, as the button's maker put it there. */
interface Asked {
  readonly report: Report
  readonly review: string
  readonly of: string | null
}

/** What each button opens. Throws Refusal('not-found') where the report does not hold what is asked for. */
export const answers: Record<
  Exclude<Action, 'evaluate-open' | 'evaluate-build' | 'cancel' | 'try-again'>,
  (asked: Asked) => Card[]
> = {
  'show-failure': (asked) => [failureCard(findingOf(asked))],
  'show-fix': (asked) => [fixCard(findingOf(asked))],
  'show-why': (asked) => [whyCard(findingOf(asked), asked.report)],
  'show-checklist': ({ report }) => [checklistCard(report)],
  'show-architecture': ({ report }) => [architectureCard(report)],
  'show-more': more,
}

function findingOf({ report, of }: Asked): Finding {
  const found = report.findings.find((finding) => finding.fingerprint === of)
  if (found) return found
  throw new Refusal('not-found', 'That finding is not in the review any more.', 'Ask for the review again.')
}

function more({ report, review, of }: Asked): Card[] {
  const from = /^\d{1,6}$/.test(of ?? '') ? Number(of) : null
  const cards = from === null ? [] : moreCards(report, from, { first: cardsAtFirst, review })
  if (cards.length > 0) return cards
  throw new Refusal('not-found', 'There are no more findings than those above.', 'Ask for the review again.')
}
