import type { Report } from '../review/report.ts'
import type { Card } from './card.ts'
import { buttonRow, findingButtons, moreButton, reportButtons } from './cards/actions.ts'
import { architectureCard } from './cards/architecture.ts'
import { checklistCard } from './cards/checklist.ts'
import { wholeCard } from './cards/details.ts'
import { expertAdditionCards } from './cards/expert-additions.ts'
import { findingCard } from './cards/finding.ts'
import { moreCard } from './cards/more.ts'
import { insufficientCard, nothingFoundCard } from './cards/nothing.ts'
import { type Choice, isMinor, type Numbered, worstFirst } from './cards/order.ts'
import { type Context, summaryCard } from './cards/summary.ts'
import { isDismissed } from './cards/verdict.ts'

/** How a report is dealt out. */
export interface Deal extends Choice, Context {
  /** How many findings get a card at once. */
  readonly first: number
  /** The name that buttons carry back, without a space; without it there are no buttons. */
  readonly review?: string
}

/**
 * A report as people first see it: the summary, then one card for each of the `first` worst findings that are neither
 * minor nor dismissed. The rest is behind the button "Show more". Without findings it is one card that says what holds.
 */
export function orderedCards(report: Report, deal: Deal): Card[] {
  const findings = worstFirst(report, deal)
  const { withCard, listed } = dealt(findings, deal)
  const shown = withCard.slice(0, deal.first)
  const left = withCard.length - shown.length + listed.length
  const from = shown.at(-1)?.number ?? 0
  const buttons = deal.review === undefined ? [] : reportButtons(report, deal.review, from, left)
  if (findings.length === 0) {
    return report.verdict === 'insufficient-evidence'
      ? [insufficientCard(report, buttons)]
      : [nothingFoundCard(report, buttons, deal)]
  }
  return [
    summaryCard(report, buttons, shown.length, deal),
    ...shown.map((each) => cardOf(each, report, deal)),
    ...(deal.first > 0 ? expertAdditionCards(report) : []),
  ]
}

/**
 * What "Show more" opens: the next `first` cards after the finding of number `from`, whatever was dismissed meanwhile;
 * after the last, the minor findings.
 */
export function moreCards(report: Report, from: number, deal: Deal): Card[] {
  const { withCard, listed } = dealt(worstFirst(report, deal), deal)
  const rest = withCard.filter((each) => each.number > from)
  const next = rest.slice(0, deal.first)
  const cards = next.map((each) => cardOf(each, report, deal))
  const left = rest.length - next.length
  if (left <= 0) return listed.length === 0 ? cards : [...cards, moreCard(listed, report)]
  const last = cards.at(-1)
  if (last === undefined || deal.review === undefined) return cards
  const button = moreButton(deal.review, next.at(-1)?.number ?? from, left + listed.length)
  return [...cards.slice(0, -1), { ...last, parts: [...last.parts, ...buttonRow([button])] }]
}

/** Findings that get a card, and minor ones, which are listed; dismissed ones are in the summary alone. */
function dealt(findings: readonly Numbered[], { said = () => undefined }: Deal) {
  const open = findings.filter(({ finding }) => !isDismissed(said(finding)))
  return { withCard: open.filter((each) => !isMinor(each)), listed: open.filter(isMinor) }
}

/** Everything there is, in order, for a file or a long terminal: no buttons, each finding with what they would open. */
export function wholeCards(report: Report, choice: Choice = {}): Card[] {
  const cards = orderedCards(report, { ...choice, first: 0 }).slice(0, 1)
  const findings = worstFirst(report, choice)
  if (findings.length > 0) cards.splice(0, 1, summaryCard(report, []))
  for (const { number, finding } of findings) {
    cards.push(wholeCard(finding, findingCard(finding, number, report, []), report))
  }
  return [...cards, ...expertAdditionCards(report), checklistCard(report), architectureCard(report)]
}

function cardOf({ number, finding }: Numbered, report: Report, { review, said: saidOf }: Deal): Card {
  const said = saidOf?.(finding)
  const besides = said === undefined ? {} : { said }
  const buttons = review === undefined ? [] : findingButtons(finding, review, besides)
  return findingCard(finding, number, report, buttons, besides)
}
