import type { ExpertRun, Report } from '../../review/report.ts'
import type { Part } from '../card.ts'
import { footnote, prose } from './runs.ts'
import { count } from './words.ts'

/** What the expert did and what it cost, as small print; without a key, what a key would add. Nothing at depth quick. */
export function expertNotes({ depth, expert }: Report): Part[] {
  if (depth === 'quick') return []
  if (expert === null) {
    return [
      footnote(
        ...prose(
          'Rules alone: no model key is set. With `ANTHROPIC_API_KEY` a model also reads the code for what rules cannot see, and answers questions in the thread.',
        ),
      ),
    ]
  }
  const words = `Expert: ${expert.model}, ${count(expert.turns, 'turn')}, ${usd(expert.costUsd)}. ${claims(expert)}`
  return [footnote(...prose(words)), ...(expert.note === null ? [] : [footnote(...prose(expert.note))])]
}

/** `0.41 USD`; less than half a cent is not 0. */
export function usd(amount: number): string {
  return amount > 0 && amount < 0.005 ? 'under 0.01 USD' : `${amount.toFixed(2)} USD`
}

function claims({ submitted, dropped, refuted }: ExpertRun): string {
  if (submitted === 0) return 'It added nothing.'
  const added = count(submitted - dropped.length - refuted.length, 'finding')
  const left = [
    ...(dropped.length === 0
      ? []
      : [`${count(dropped.length, 'claim')} that the source does not bear out ${were(dropped)} dropped`]),
    ...(refuted.length === 0
      ? []
      : [`${count(refuted.length, 'claim')} ${were(refuted)} refuted by a second reading and not posted`]),
  ]
  return `${[`It added ${added}`, ...left].join('; ')}.`
}

function were({ length }: readonly unknown[]): string {
  return length === 1 ? 'was' : 'were'
}
