import type { Cause, Incident } from '../../review/incident/explain.ts'
import type { Report } from '../../review/report.ts'
import type { Card, Line, Part } from '../card.ts'
import { reviewed } from './coverage.ts'
import { place } from './place.ts'
import { code, footnote, heading, line, list, prose, strong, text } from './runs.ts'
import { count, sentence } from './words.ts'

/** Which findings explain what happened, what speaks against which, and what to check first. */
export function incidentCard(incident: Incident, report: Report): Card {
  const { causes, more, symptoms, against, checkFirst } = incident
  const read = symptoms.map(({ title, words }) => `${title} ("${words}")`).join('; ')
  const headline = headlineOf(incident)
  return {
    summary: headline,
    parts: [
      heading('What may explain it'),
      line(strong('Read as: '), ...prose(`${sentence(read)}`)),
      line(...prose(headline)),
      ...causes.map((cause, at) => causePart(cause, at + 1, report)),
      ...(more > 0
        ? [line(text(`${count(more, 'finding')} more may take part; the review lists them.`))]
        : []),
      ...under(
        'In order here, so less likely',
        against.map(
          ({ holds, places }): Line =>
            prose(`${sentence(holds).replace(/\.$/, '')} (${places} of ${places} places).`),
        ),
      ),
      ...checkFirst.flatMap((check, at): Part[] => [
        ...(at === 0 ? [line(strong('Check first:'))] : []),
        ...list([[text(check.what), text(' '), ...prose(check.tells)]]),
        ...(check.how === null ? [] : [{ kind: 'code', text: check.how, language: 'text' } as const]),
      ]),
      footnote(
        text('From the findings of '),
        ...reviewed(report),
        text('. Ranked by rules: nothing was run, and no log was read.'),
      ),
    ],
  }
}

function headlineOf({ causes }: Incident): string {
  const [first] = causes
  if (!first)
    return 'No finding of this review explains it: look outside the reviewed paths, or review more of them.'
  const { title } = first.finding
  return `Most likely: ${sentence(title)}`
}

function causePart({ finding, explains }: Cause, rank: number, report: Report): Part {
  const [first] = finding.locations
  return line(
    strong(`${rank}. ${finding.title}`),
    text(' ('),
    ...(first ? [place(first, report)] : []),
    text(
      `). ${sentence(finding.severity).replace(/\.$/, '')}, confidence ${finding.confidence}${finding.posted ? '' : ', a candidate that somebody must judge'}. `,
    ),
    ...prose(`Explains: ${sentence(explains.join('; '))}`),
    text(' '),
    code(finding.rule),
  )
}

function under(title: string, items: readonly Line[]): Part[] {
  return items.length === 0 ? [] : [line(strong(`${title}:`)), ...list(items)]
}
