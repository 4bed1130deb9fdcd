import type { Finding, Report } from '../../review/report.ts'
import type { Button, Card, Line, Part } from '../card.ts'
import { buttonRow } from './actions.ts'
import { coverageNotes } from './coverage.ts'
import { isMinor, type Numbered, worstFirst } from './order.ts'
import { place } from './place.ts'
import { footnote, heading, line, list, paragraph, strong, text } from './runs.ts'
import { count, number, sentence, subject, tally } from './words.ts'

/** Minor findings that the summary lists; the others are behind "More findings". */
const mostMinor = 5

/**
 * The first thing that people read: how many and where, what the worst one leads to, the minor ones, what was read.
 * `cards` says how many findings have a card of their own below; left out, all but the minor ones do.
 */
export function summaryCard(report: Report, buttons: readonly Button[], cards?: number): Card {
  const findings = worstFirst(report)
  const title = `${tally(report.counts) || count(findings.length, 'finding')} in ${subject(report.target)}`
  const [worst] = findings
  const start = worst === undefined ? '' : ` Start with 1: ${sentence(worst.finding.title)}`
  return {
    summary: `${sentence(title)}${start}`,
    ...(worst === undefined ? {} : { severity: worst.finding.severity }),
    parts: [
      heading(title),
      ...paragraph(worst === undefined ? '' : `${sentence(worst.finding.impact)} Start with 1.`.trim()),
      ...shown(findings, cards),
      ...minor(findings.filter(isMinor), report),
      ...acceptedHere(report),
      ...belowThreshold(report),
      ...coverageNotes(report),
      ...buttonRow(buttons),
    ],
  }
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
