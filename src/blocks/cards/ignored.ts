import type { Finding } from '../../review/report.ts'
import type { Card } from '../card.ts'
import { askNext } from './answer.ts'
import { type At, openPlace } from './place.ts'
import { code, line, text } from './runs.ts'

interface Ignored {
  /** As its card has it. */
  readonly number: number
  readonly finding: Finding
  /** As the platform shows them. */
  readonly by: string
  /** In their own words. */
  readonly reason: string
}

/** That a finding is dismissed in this channel, by whom and why, and how it is taken back. */
export function ignoredCard({ number, finding, by, reason }: Ignored, at: At): Card {
  const [first] = finding.locations
  const symbol = first?.symbol ?? null
  const where = symbol === null ? [] : [text(' ('), code(symbol), text(')')]
  return {
    summary: `${number} is dismissed here, by ${by}.`,
    parts: [
      line(
        text(`${number} is dismissed here`),
        ...where,
        text(`, by ${by}, until its code changes. Reason kept: “${reason}”.`),
      ),
      line(text(`${finding.title} · `), ...(first === undefined ? [] : openPlace(first, at))),
      ...askNext([`undo ${number}`]),
    ],
  }
}

/** That a dismissal was taken back. */
export function unignoredCard(title: string, reason: string, by: string): Card {
  const words = `“${title}” counts again: ${by} took the dismissal back.`
  const was = reason === '' ? [] : [line(text(`It had been dismissed because “${reason}”.`))]
  return { summary: words, parts: [line(text(words)), ...was] }
}
