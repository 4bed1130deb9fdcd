import type { Finding } from '../../review/report.ts'
import type { Button, Card, Part } from '../card.ts'
import { buttonRow } from './actions.ts'
import { type At, languageOf, openPlace, places } from './place.ts'
import { code, heading, line, paragraph, prose, text } from './runs.ts'
import { isDismissed, type Said, saidParts, saidWords } from './verdict.ts'
import { basisWord, sentence, severityWord } from './words.ts'

/** Places besides the first that are named on the card; all of them are under Why. */
const mostPlaces = 5

/** `1 · Critical · Both sides …`: how a finding is called wherever it is named. */
function findingTitle(finding: Finding, position: number): string {
  return `${position} · ${severityWord[finding.severity]} · ${finding.title}`
}

/** What a card shows besides the finding. */
export interface Besides {
  readonly said?: Said
  /** What a button opened, below everything else. */
  readonly opened?: readonly Part[]
}

/** One finding: where, the code, what it does and to whom, what was looked for in vain; a dismissed one in short. */
export function findingCard(
  finding: Finding,
  position: number,
  at: At,
  buttons: readonly Button[],
  { said, opened = [] }: Besides = {},
): Card {
  const [first, ...others] = finding.locations
  const title = findingTitle(finding, position)
  if (said !== undefined && isDismissed(said)) {
    const place = first === undefined ? [] : [line(...openPlace(first, at))]
    return {
      summary: `${sentence(title)} ${saidWords(said)}`,
      severity: finding.severity,
      parts: [heading(title), ...place, ...saidParts(said), ...buttonRow(buttons)],
    }
  }
  return {
    summary: sentence(title),
    severity: finding.severity,
    parts: [
      heading(title),
      ...(first === undefined ? [] : firstPlace(first, finding, at)),
      ...paragraph(`${sentence(finding.problem)} ${sentence(finding.impact)}`.trim()),
      ...(others.length > 0 ? [line(text('Also at '), ...places(others, at, mostPlaces), text('.'))] : []),
      ...notFound(finding),
      ...saidParts(said),
      ...opened,
      ...buttonRow(buttons),
    ],
  }
}

/** What would have made it right; nothing where nothing was looked for. */
export function notFound(finding: Finding): Part[] {
  return finding.guardsLookedFor.length === 0
    ? []
    : [line(text('Looked for and not found: '), ...prose(sentence(finding.guardsLookedFor.join('; '))))]
}

function firstPlace(first: Finding['locations'][number], finding: Finding, at: At): Part[] {
  const where = line(
    ...openPlace(first, at),
    ...(first.symbol === null ? [] : [text(' · in '), code(first.symbol)]),
    text(` · confidence ${finding.confidence}: ${basisWord[finding.confidenceBasis]}`),
  )
  if (first.snippet === '') return [where]
  return [where, { kind: 'code', text: first.snippet, language: languageOf(first.path) }]
}
