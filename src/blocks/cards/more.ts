import type { Report } from '../../review/report.ts'
import type { Card } from '../card.ts'
import type { Numbered } from './order.ts'
import { heading, list, prose, text } from './runs.ts'
import { minorLine } from './summary.ts'
import { count, sentence, subject } from './words.ts'

/** The minor findings, one line each with its place and what the code does. */
export function moreCard(minor: readonly Numbered[], report: Report): Card {
  const title = `${count(minor.length, 'minor finding')} in ${subject(report.target)}`
  const items = minor.map((each) => [
    ...minorLine(each, report),
    text(' · '),
    ...prose(sentence(each.finding.problem)),
  ])
  return { summary: sentence(title), severity: 'minor', parts: [heading(title), ...list(items)] }
}
