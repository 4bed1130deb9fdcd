import type { Finding, Report } from '../../review/report.ts'
import type { Button, Card, Line, Part } from '../card.ts'
import { buttonRow, findingButtons, reportButtons } from './actions.ts'
import { checklistCard } from './checklist.ts'
import { coverageNotes } from './coverage.ts'
import { findingCard } from './finding.ts'
import { insufficientCard, nothingFoundCard } from './nothing.ts'
import { isMinor, type Numbered, worstFirst } from './order.ts'
import { place } from './place.ts'
import { footnote, heading, line, list, paragraph, prose, strong, text } from './runs.ts'
import { dateWords, momentWords, type ScheduleShown, whatOf } from './schedule.ts'
import type { Since } from './since.ts'
import { count, number, sentence, severityWord, subject, tally } from './words.ts'

export type { Since }

/** A run of a schedule: when it was due, when it ran, and when it runs next (in `schedule`). Milliseconds. */
export interface DueRun {
  readonly schedule: ScheduleShown
  readonly due: number
  readonly ran: number
  /** Further dates that passed before this run, which stands for them too. */
  readonly missed: number
}

const title: Record<ScheduleShown['every'], string> = {
  weekly: 'Weekly review',
  monthly: 'Monthly review',
  quarterly: 'Quarterly review',
}

/** Findings that get a card. */
const mostCards = 3

/** A run that began this much after it was due is said to be late; ticks are a minute apart. */
const lateAfter = 10 * 60_000

/** The first message of the report's thread: what was reviewed, and in numbers what changed. */
export function dueParentCard(run: DueRun, report: Report, since: Since | null): Card {
  const { schedule } = run
  const headline = `${headlineOf(report, since, schedule.zone)}.`
  return {
    summary: `${title[schedule.every]} of ${subject(schedule)}: ${headline}`,
    parts: [
      line(strong(title[schedule.every]), text(' of '), ...whatOf(schedule), text('.')),
      line(text(headline)),
      ...lateness(run),
    ],
  }
}

/**
 * The thread below: what is new, still there and fixed; the checklist; the three worst findings that are not minor;
 * the next run. `review` is the name that buttons carry back.
 */
export function dueReportCards(
  { schedule }: DueRun,
  report: Report,
  since: Since | null,
  review: string,
): Card[] {
  const findings = worstFirst(report)
  const worst = findings.filter((each) => !isMinor(each)).slice(0, mostCards)
  const left = findings.length - worst.length
  const buttons = reportButtons(report, review, worst.length, left).filter(
    // It is posted in any case.
    ({ action }) => action !== 'show-checklist',
  )
  return [
    ...opening(report, since, schedule.zone, findings, buttons),
    checklistCard(report),
    ...worst.map((each) =>
      findingCard(each.finding, each.number, report, findingButtons(each.finding, review)),
    ),
    nextCard(schedule),
  ]
}

/** What changed; then, where nothing is found, what holds and what was not judged. */
function opening(
  report: Report,
  since: Since | null,
  zone: string,
  findings: readonly Numbered[],
  buttons: readonly Button[],
): Card[] {
  const quiet = report.verdict === 'insufficient-evidence' ? insufficientCard : nothingFoundCard
  const nothing = findings.length === 0 ? [quiet(report, buttons)] : []
  if (since === null && nothing.length > 0) return nothing
  const told = since === null ? first(findings, report) : changes(findings, report, since, zone)
  // What was read, and the buttons, are on the other card where there is one.
  const rest = nothing.length > 0 ? [] : [...coverageNotes(report), ...buttonRow(buttons)]
  return [{ summary: sentence(headlineOf(report, since, zone)), parts: [...told, ...rest] }, ...nothing]
}

/** A run that could not be made, with the sentences that say why, and when the next one is. */
export function dueFailedCard(run: DueRun, why: Card): Card {
  const { schedule } = run
  return {
    summary: `${title[schedule.every]} of ${subject(schedule)} could not be made. ${why.summary}`,
    parts: [
      line(strong(title[schedule.every]), text(' of '), ...whatOf(schedule), text(' could not be made.')),
      ...why.parts,
      ...lateness(run),
      ...nextCard(schedule).parts,
    ],
  }
}

/** `1 new, 3 still there, 1 fixed since 1 July 2025`. */
function headlineOf(report: Report, since: Since | null, zone: string): string {
  if (since === null) return `First review: ${tally(report.counts) || 'nothing found'}`
  const { fresh, persisting, fixed } = since.comparison
  const numbers = `${number(fresh.length)} new, ${number(persisting.length)} still there, ${number(fixed.length)} fixed`
  return `${numbers} since ${dateWords(Date.parse(since.earlier.ranAt), zone)}`
}

function first(findings: readonly Numbered[], report: Report): Part[] {
  return [
    heading(`${tally(report.counts)} in ${subject(report.target)}`),
    ...paragraph('This is the first review of this schedule; the next one is compared with it.'),
    ...list(findings.map((each) => numbered(each, report))),
  ]
}

function changes(findings: readonly Numbered[], report: Report, since: Since, zone: string): Part[] {
  const { earlier, comparison } = since
  const { fresh, persisting, fixed, unseen } = comparison
  const ofReport = (wanted: readonly Finding[]): Line[] =>
    findings.filter(({ finding }) => wanted.includes(finding)).map((each) => numbered(each, report))
  const hidden = persisting.filter((finding) => !finding.posted).length
  return [
    heading(headlineOf(report, since, zone)),
    ...section('New:', ofReport(fresh)),
    ...section('Still there:', [
      ...ofReport(persisting),
      ...(hidden === 0 ? [] : [[text(`${number(hidden)} more, now below the posting threshold.`)]]),
    ]),
    ...section('Fixed:', inWords(fixed, earlier)),
    ...section('Not seen again, in files that could not be read whole this time:', inWords(unseen, earlier)),
    ...versions(earlier, report),
  ]
}

function section(name: string, items: readonly Line[]): Part[] {
  return items.length === 0 ? [] : [line(strong(name)), ...list(items)]
}

/** `1 · Critical · title · place`. */
function numbered({ number: position, finding }: Numbered, report: Report): Line {
  return [text(`${position} · `), ...named(finding, report)]
}

function inWords(findings: readonly Finding[], report: Report): Line[] {
  const earlier = worstFirst({ ...report, findings: [...findings] }, { all: true })
  return earlier.map(({ finding }) => named(finding, report))
}

function named(finding: Finding, report: Report): Line {
  const [at] = finding.locations
  return [
    text(`${severityWord[finding.severity]} · `),
    ...prose(finding.title),
    ...(at === undefined ? [] : [text(' · '), place(at, report)]),
  ]
}

/** A difference may come from the rules where those changed. */
function versions(earlier: Report, later: Report): Part[] {
  const [before, after] = [earlier.tool.version, later.tool.version]
  if (before === after) return []
  return [
    footnote(
      text(`Reviewed by distreview ${before} then and ${after} now; some of the change may be its own.`),
    ),
  ]
}

function lateness({ schedule, due, ran, missed }: DueRun): Part[] {
  if (ran - due < lateAfter) return []
  const more = missed === 0 ? '' : ` It stands for ${count(missed, 'later date')} as well.`
  const { zone } = schedule
  return [line(text(`Due on ${momentWords(due, zone)}, run late, on ${momentWords(ran, zone)}.${more}`))]
}

function nextCard({ number: own, next, zone }: ScheduleShown): Card {
  const words = `Next run of schedule ${own}: ${momentWords(next, zone)}.`
  return { summary: words, parts: [line(text(words))] }
}
