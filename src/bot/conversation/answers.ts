import type { Card } from '../../blocks/card.ts'
import type { KeptAction } from '../../blocks/cards/actions.ts'
import { architectureCard } from '../../blocks/cards/architecture.ts'
import { checklistCard } from '../../blocks/cards/checklist.ts'
import type { SaidOf } from '../../blocks/cards/verdict.ts'
import { moreCards } from '../../blocks/cards.ts'
import { topologyPicture } from '../../blocks/pictures/topology.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Report } from '../../review/report.ts'
import { cardsAtFirst } from './answer-review.ts'
import type { Desk } from './desk.ts'
import { drawn } from './drawn.ts'
import { hideDetail, markRight, showDetail, undoVerdict } from './finding.ts'
import type { Click } from './port.ts'

/** A press, and what its button speaks of: `of` is a fingerprint or a number, as the button's maker put it there. */
export interface Pressed {
  readonly click: Click
  /** The name that the review's buttons carry. */
  readonly review: string
  readonly of: string | null
  readonly report: Report
  /** By the name that it is connected under. */
  readonly repository: string
  /** What people here said of the findings. */
  readonly said: SaidOf
  /** Posts in the thread, once however often it is pressed. */
  post(cards: readonly Card[]): Promise<void>
}

/** What each press does. Throws Refusal('not-found') where the report does not hold what is asked for. */
export const answers: Record<KeptAction, (pressed: Pressed, desk: Desk) => Promise<void>> = {
  'show-failure': showDetail,
  'show-fix': showDetail,
  'show-why': showDetail,
  'hide-detail': hideDetail,
  'mark-right': markRight,
  'undo-verdict': undoVerdict,
  'show-checklist': ({ report, post }) => post([checklistCard(report)]),
  'show-architecture': architecture,
  'show-more': more,
}

async function architecture({ click, report, post }: Pressed, { log }: Desk): Promise<void> {
  const { platform, place } = click
  const card = architectureCard(report)
  const [title, ...rest] = card.parts
  const picture = await drawn(topologyPicture(report), 'architecture.png', { platform, place, log })
  await post([{ ...card, parts: [...(title ? [title] : []), ...picture, ...rest] }])
}

async function more({ report, review, of, said, post }: Pressed): Promise<void> {
  const from = /^\d{1,6}$/.test(of ?? '') ? Number(of) : null
  const cards = from === null ? [] : moreCards(report, from, { first: cardsAtFirst, review, said })
  if (cards.length > 0) return post(cards)
  throw new Refusal('not-found', 'There are no more findings than those above.', 'Ask for the review again.')
}
