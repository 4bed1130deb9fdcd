import type { Report } from '../../review/report.ts'
import type { Line } from '../card.ts'
import { coverageNotes, reviewed } from '../cards/coverage.ts'
import { insufficientCard, nothingFoundCard } from '../cards/nothing.ts'
import type { Numbered } from '../cards/order.ts'
import { place } from '../cards/place.ts'
import { paragraph, text } from '../cards/runs.ts'
import { acceptedHere, belowThreshold, summaryCard } from '../cards/summary.ts'
import { count, number, sentence, severityWord } from '../cards/words.ts'
import { type Block, blocksOf, type Span, type Tally, type Words } from './document.ts'
import type { Context } from './spans.ts'

/** Findings that the first screen names. */
const mostLeads = 5

/** The title: how many and where, that nothing was found, or that too little could be read. */
export function titleOf(report: Report, findings: readonly Numbered[]): string {
  const [first] = openingCard(report, findings).parts
  return first?.kind === 'heading' ? first.text : report.target.repository
}

/** `acme/shop at main (3f2a91c) · reviewed 2026-11-03 · depth quick · distreview 0.1.0, 58 rules`. */
export function subtitleOf(report: Report): Line {
  const { name, version, rules } = report.tool
  const day = report.ranAt.slice(0, 10)
  const model = report.expert === null ? '' : `, model ${report.expert.model}`
  return [
    ...reviewed(report),
    text(` · reviewed ${day} · depth ${report.depth} · ${name} ${version}, ${count(rules, 'rule')}${model}`),
  ]
}

/** The first screen: counts, what the worst finding leads to, the findings to begin with, what was not read. */
export function openingOf(report: Report, findings: readonly Numbered[], context: Context): Block[] {
  if (findings.length === 0) return blocksOf(openingCard(report, findings).parts)
  const [worst] = findings
  const worstWords =
    worst === undefined ? '' : `${sentence(worst.finding.impact)} Start with ${worst.number}.`
  const kinds = byRule(findings)
  const leads = kinds.slice(0, mostLeads).map((each) => lead(each, report, context))
  const left = kinds.slice(mostLeads).reduce((sum, { length }) => sum + length, 0)
  return [
    { kind: 'tallies', tallies: tallies(report) },
    ...blocksOf(paragraph(worstWords)),
    { kind: 'leads', leads },
    ...blocksOf(
      left > 0 ? paragraph(`${count(left, 'more finding')} ${left === 1 ? 'follows' : 'follow'} below.`) : [],
    ),
    ...blocksOf([...coverageNotes(report), ...acceptedHere(report), ...belowThreshold(report)]),
  ]
}

function openingCard(report: Report, findings: readonly Numbered[]) {
  if (findings.length > 0) return summaryCard(report, [])
  return report.verdict === 'insufficient-evidence'
    ? insufficientCard(report, [])
    : nothingFoundCard(report, [])
}

function tallies({ counts, fixes, checklist, coverage }: Report): Tally[] {
  const met = checklist.filter(({ status }) => status === 'met').length
  return [
    { count: number(counts.critical), word: 'critical', severity: 'critical' },
    { count: number(counts.important), word: 'important', severity: 'important' },
    { count: number(counts.minor), word: 'minor', severity: 'minor' },
    ...(fixes.shown > 0
      ? [{ count: number(fixes.shown), word: fixes.shown === 1 ? 'checked patch' : 'checked patches' }]
      : []),
    { count: `${met} of ${checklist.length}`, word: 'checklist' },
    {
      count: `${number(coverage.files)} of ${number(coverage.files + coverage.skipped.length)}`,
      word: 'files read',
    },
  ]
}

/** Findings of one rule together, in the order of their first: one cause is named once. */
function byRule(findings: readonly Numbered[]): (readonly Numbered[])[] {
  const groups = new Map<string, Numbered[]>()
  for (const each of findings) {
    const key = JSON.stringify([each.finding.rule, each.finding.severity])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  }
  return [...groups.values()]
}

function lead([one, ...alike]: readonly Numbered[], report: Report, { inFull }: Context): Words {
  if (one === undefined) return []
  const { number: position, finding } = one
  const [first] = finding.locations
  const title: Span = inFull.has(position)
    ? { kind: 'jump', text: finding.title, to: `finding-${position}` }
    : text(finding.title)
  return [
    text(`${position} · ${severityWord[finding.severity]} · `),
    title,
    ...(first === undefined ? [] : [text(' · '), place(first, report)]),
    ...(alike.length === 0 ? [] : [text(` and ${count(alike.length, 'more finding')} like it`)]),
  ]
}
