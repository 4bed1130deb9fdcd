import type { Finding, Report } from '../../review/report.ts'
import type { Button, Card, Line, Part } from '../card.ts'
import { buttonRow } from './actions.ts'
import { coverageNotes } from './coverage.ts'
import { isMinor, type Numbered, worstFirst } from './order.ts'
import { place } from './place.ts'
import { footnote, heading, line, list, paragraph, strong, text } from './runs.ts'
import { dateWords } from './schedule.ts'
import type { Since } from './since.ts'
import { isDismissed, type SaidOf, saidWords } from './verdict.ts'
import { count, number, sentence, severityWord, subject, tally } from './words.ts'

/** Minor findings that the summary lists; the others are behind "Show more". */
const mostMinor = 5

/** What the first card says besides the report. */
export interface Context {
  /** What people said of its findings: dismissed ones are listed, not counted among the open ones. */
  readonly said?: SaidOf
  /** The review before of the same here, and what changed. */
  readonly since?: Since | null
  /** The architecture, drawn. */
  readonly drawn?: readonly Part[]
}

/**
 * The first thing that people read: how many and where, what changed, what the worst one leads to, the minor ones,
 * what was read. `cards` says how many findings have a card of their own below; left out, all but the minor ones do.
 */
export function summaryCard(
  report: Report,
  buttons: readonly Button[],
  cards?: number,
  { said = () => undefined, since = null, drawn = [] }: Context = {},
): Card {
  const all = worstFirst(report)
  const dismissed = all.filter(({ finding }) => isDismissed(said(finding)))
  const findings = all.filter((each) => !dismissed.includes(each))
  const title = titleOf(report, findings, dismissed)
  const [worst] = findings
  const first = worst === undefined ? '' : `Start with ${worst.number}`
  const start = worst === undefined ? '' : ` ${first}: ${sentence(worst.finding.title)}`
  return {
    summary: `${sentence(title)}${start}`,
    ...(worst === undefined ? {} : { severity: worst.finding.severity }),
    parts: [
      heading(title),
      ...sinceParts(since),
      ...paragraph(worst === undefined ? '' : `${sentence(worst.finding.impact)} ${first}.`.trim()),
      ...drawn,
      ...shown(findings, cards),
      ...minor(findings.filter(isMinor), report),
      ...dismissedHere(dismissed, report, said),
      ...acceptedHere(report),
      ...belowThreshold(report),
      ...coverageNotes(report),
      ...buttonRow(buttons),
    ],
  }
}

function titleOf(report: Report, open: readonly Numbered[], dismissed: readonly Numbered[]): string {
  const where = subject(report.target)
  if (dismissed.length === 0) return `${tally(report.counts) || count(open.length, 'finding')} in ${where}`
  if (open.length === 0) {
    return dismissed.length === 1
      ? `The one finding in ${where} is dismissed`
      : `All ${number(dismissed.length)} findings in ${where} are dismissed`
  }
  const counts = { ...report.counts }
  for (const { finding } of dismissed) counts[finding.severity] -= 1
  return `${tally(counts) || count(open.length, 'finding')} in ${where}, ${number(dismissed.length)} dismissed`
}

/** `Since 12 August 2026: 1 new, 1 fixed, 3 still open.`; nothing where there was no review before. */
export function sinceParts(since: Since | null): Part[] {
  if (since === null) return []
  const { fresh, fixed, persisting, unseen } = since.comparison
  const lost =
    unseen.length === 0 ? '' : `, ${number(unseen.length)} in files that could not be read whole this time`
  const date = dateWords(Date.parse(since.earlier.ranAt), 'UTC')
  const words = `${number(fresh.length)} new, ${number(fixed.length)} fixed, ${number(persisting.length)} still open`
  return [line(text(`Since ${date}: ${words}${lost}.`))]
}

/** What people here dismissed: each with its number, so that it can be asked about, and by whom and why. */
function dismissedHere(dismissed: readonly Numbered[], report: Report, said: SaidOf): Part[] {
  if (dismissed.length === 0) return []
  const items = dismissed.map(({ number: position, finding }): Line => {
    const [first] = finding.locations
    const words = said(finding)
    const reason = words?.reason ? ` “${words.reason}”` : ''
    return [
      text(`${position} · ${severityWord[finding.severity]} · ${finding.title}`),
      ...(first === undefined ? [] : [text(' · '), place(first, report)]),
      text(words === undefined ? '' : ` · ${saidWords(words)}${reason}`),
    ]
  })
  return [line(strong('Dismissed here:')), ...list(items)]
}

/** That findings below the posting threshold exist and are not shown; nothing where there are none. */
export function belowThreshold({ counts }: Report): Part[] {
  if (counts.belowThreshold === 0) return []
  const one = counts.belowThreshold === 1
  return [
    footnote(
      text(
        `${count(counts.belowThreshold, 'possible finding')} below the posting threshold ${one ? 'is' : 'are'} not shown.`,
      ),
    ),
  ]
}

/** What the reviewed repository accepts: hidden from nobody, and with its reason. */
export function acceptedHere(report: Report): Part[] {
  const accepted = report.findings.filter((finding) => finding.accepted)
  if (accepted.length === 0) return []
  const items = accepted.slice(0, mostMinor).map((finding): Line => {
    const [first] = finding.locations
    const { reason, path, line: at } = finding.accepted as NonNullable<Finding['accepted']>
    return [
      text(finding.title),
      ...(first === undefined ? [] : [text(' · '), place(first, report)]),
      text(` · "${reason}" (${path}:${at})`),
    ]
  })
  const rest = accepted.length - items.length
  const more: Line[] = rest > 0 ? [[text(`and ${number(rest)} more.`)]] : []
  return [line(strong('Accepted by this repository:')), ...list([...items, ...more])]
}

function shown(findings: readonly Numbered[], cards: number | undefined): Part[] {
  const total = findings.filter((each) => !isMinor(each)).length
  if (cards === undefined || cards >= total) return []
  return paragraph(`The ${number(cards)} worst of ${number(total)} critical and important findings follow.`)
}

function minor(findings: readonly Numbered[], report: Report): Part[] {
  if (findings.length === 0) return []
  const rest = findings.length - mostMinor
  const items = findings.slice(0, mostMinor).map((each) => minorLine(each, report))
  const more: Line[] = rest > 0 ? [[text(`and ${number(rest)} more.`)]] : []
  return [line(strong('Minor:')), ...list([...items, ...more])]
}

/** `7 · title place`, one line for a finding that has no card. */
export function minorLine({ number: position, finding }: Numbered, report: Report): Line {
  const [first] = finding.locations
  return [
    text(`${position} · ${finding.title}`),
    ...(first === undefined ? [] : [text(' · '), place(first, report)]),
  ]
}
