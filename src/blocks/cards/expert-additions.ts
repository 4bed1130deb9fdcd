import type { Report } from '../../review/report.ts'
import type { Card, Part } from '../card.ts'
import { places } from './place.ts'
import { footnote, heading, line, prose, strong, text } from './runs.ts'
import { crop } from './words.ts'

/** Additions that one card shows; the JSON has all. */
const most = 8
/** Characters of one of them. */
const longest = 600

/** What the expert adds to parts of the report and to findings of the rules; nothing where it added nothing. */
export function expertAdditionCards(report: Report): Card[] {
  const sections = report.expert?.sections ?? []
  if (sections.length === 0) return []
  const shown = sections.slice(0, most).map(({ subject, text: words, evidence }): Part => {
    return line(
      strong(`${titleOf(subject, report)}: `),
      ...prose(crop(words.replace(/\s+/g, ' '), longest)),
      text(' ('),
      ...places(evidence, report, 3),
      text(')'),
    )
  })
  const left = sections.length - shown.length
  return [
    {
      summary: 'What the expert adds.',
      parts: [
        heading('What the expert adds'),
        ...shown,
        ...(left > 0
          ? [footnote(text(`${left} more stand in the JSON report, under expert.sections.`))]
          : []),
        footnote(text("A model's reading: its places were checked, nothing was run.")),
      ],
    },
  ]
}

/** A finding by its title, a part of the report by its name. */
function titleOf(subject: string, { findings }: Report): string {
  const finding = findings.find(({ fingerprint }) => fingerprint === subject)
  return finding ? `On "${finding.title}"` : `${subject.charAt(0).toUpperCase()}${subject.slice(1)}`
}
