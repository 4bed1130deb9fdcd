import type { Report } from '../review/report.ts'
import type { Card } from './card.ts'
import { buttonRow, findingButtons, moreButton, reportButtons } from './cards/actions.ts'
import { architectureCard } from './cards/architecture.ts'
import { checklistCard } from './cards/checklist.ts'
import { wholeCard } from './cards/details.ts'
import { findingCard } from './cards/finding.ts'
import { moreCard } from './cards/more.ts'
import { insufficientCard, nothingFoundCard } from './cards/nothing.ts'
import { type Choice, isMinor, type Numbered, worstFirst } from './cards/order.ts'
import { summaryCard } from './cards/summary.ts'

/** How a report is dealt out. */
export interface Deal extends Choice {
  /** How many findings get a card at once. */
  readonly first: number
  /** The name that buttons carry back, without a space; without it there are no buttons. */
  readonly review?: string
}

/**
 * A report as people first see it: the summary, then one card for each of the `first` worst findings that are not
 * minor. The rest is behind the button "More findings". Without findings it is one card that says what holds.
 */
export function orderedCards(report: Report, deal: Deal): Card[] {
  const findings = worstFirst(report, deal)
  const withCard = findings.filter((each) => !isMinor(each))
  const shown = withCard.slice(0, deal.first)
  const left = findings.length - shown.length
  const buttons = deal.review === undefined ? [] : reportButtons(report, deal.review, shown.length, left)
  if (findings.length === 0) {
    return report.verdict === 'insufficient-evidence'
      ? [insufficientCard(report, buttons)]
      : [nothingFoundCard(report, buttons)]
  }
  return [summaryCard(report, buttons, shown.length), ...shown.map((each) => cardOf(each, report, deal))]
}

/** What "More findings" opens: the next `first` cards after the first `from`; after the last, the minor findings. */
export function moreCards(report: Report, from: number, deal: Deal): Card[] {
  const findings = worstFirst(report, deal)
  const withCard = findings.filter((each) => !isMinor(each))
  const minor = findings.filter(isMinor)
  const next = withCard.slice(from, from + deal.first)
  const cards = next.map((each) => cardOf(each, report, deal))
  const left = withCard.length - from - next.length
  if (left <= 0) return minor.length === 0 ? cards : [...cards, moreCard(minor, report)]
  const last = cards.at(-1)
  if (last === undefined || deal.review === undefined) return cards
  const button = moreButton(deal.review, from + next.length, left + minor.length)
  return [...cards.slice(0, -1), { ...last, parts: [...last.parts, ...buttonRow([button])] }]
}

/** Everything there is, in order, for a file or a long terminal: no buttons, each finding with what they would open. */
export function wholeCards(report: Report, choice: Choice = {}): Card[] {
  const cards = orderedCards(report, { ...choice, first: 0 }).slice(0, 1)
  const findings = worstFirst(report, choice)
  if (findings.length > 0) cards.splice(0, 1, summaryCard(report, []))
  for (const { number, finding } of findings) {
    cards.push(wholeCard(finding, findingCard(finding, number, report, []), report))
  }
  return [...cards, checklistCard(report), architectureCard(report)]
}

function cardOf({ number, finding }: Numbered, report: Report, { review }: Deal): Card {
  return findingCard(finding, number, report, review === undefined ? [] : findingButtons(finding, review))
}
