import type { Examined, Report } from '../../review/report.ts'
import type { Button, Card, Line, Part } from '../card.ts'
import { buttonRow } from './actions.ts'
import { coverageNotes, leftOut, reviewed } from './coverage.ts'
import { places } from './place.ts'
import { code, heading, line, list, paragraph, prose, strong, text } from './runs.ts'
import { acceptedHere, belowThreshold, type Context, sinceParts } from './summary.ts'
import { count, sentence, subject } from './words.ts'

/** No finding: what holds, with its places, and what was not judged. Never a word that the code is right. */
export function nothingFoundCard(
  report: Report,
  buttons: readonly Button[],
  { since = null, drawn = [] }: Pick<Context, 'since' | 'drawn'> = {},
): Card {
  const title = `Nothing found in ${subject(report.target)}`
  return {
    summary: sentence(title),
    parts: [
      heading(title),
      ...sinceParts(since),
      ...whatHolds(report),
      line(strong('Not judged:')),
      ...list(notJudged(report)),
      ...drawn,
      ...acceptedHere(report),
      ...belowThreshold(report),
      ...coverageNotes(report),
      ...buttonRow(buttons),
    ],
  }
}

/** Too little was read to say anything: what was left out, and that nothing counts as absent. */
export function insufficientCard(report: Report, buttons: readonly Button[]): Card {
  const title = `Too little could be read in ${subject(report.target)} to judge it`
  return {
    summary: sentence(title),
    parts: [
      heading(title),
      line(
        text('Nothing was judged, so nothing counts as found or as absent in '),
        ...reviewed(report),
        text('.'),
      ),
      ...leftOut(report),
      ...coverageNotes(report),
      ...buttonRow(buttons),
    ],
  }
}

function whatHolds(report: Report): Part[] {
  const holding = report.examined.filter((each) => each.holding > 0)
  if (holding.length === 0) {
    return paragraph(
      `None of the ${count(report.tool.rules, 'rule')} met a place to judge, so nothing is said to hold either.`,
    )
  }
  return [line(strong('What holds, with its place:')), ...list(holding.map((each) => heldLine(each, report)))]
}

function heldLine(each: Examined, report: Report): Line {
  const share =
    each.places === each.holding && each.places === 1 ? '' : ` (${each.holding} of ${each.places})`
  return [
    ...prose(each.holds),
    text(share),
    ...(each.examples.length === 0
      ? []
      : [text(': '), ...places(each.examples, report, each.examples.length)]),
  ]
}

function notJudged({ target, checklist, coverage }: Report): Line[] {
  const items: Line[] = []
  const paths = target.paths.filter((path) => path !== '' && path !== '.')
  if (paths.length > 0) items.push([text('What runs outside '), code(subject(target)), text('.')])
  items.push([text('How it behaves under a real partition: the code was read, nothing was run.')])
  const unknown = checklist.filter((item) => item.status === 'unknown')
  if (unknown.length > 0) {
    items.push([
      text(
        `${unknown.length} of ${checklist.length} items of the checklist: nothing that was read shows them.`,
      ),
    ])
  }
  if (coverage.skipped.length > 0)
    items.push([
      text(
        `${count(coverage.skipped.length, 'file')} that ${coverage.skipped.length === 1 ? 'was' : 'were'} left out, named below.`,
      ),
    ])
  return items
}
