import type { Report } from '../../review/report.ts'
import type { Choice, Numbered } from '../cards/order.ts'
import { paragraph } from '../cards/runs.ts'
import { count } from '../cards/words.ts'
import { architectureSection } from './architecture.ts'
import {
  checklistSection,
  holdsSection,
  learningsSection,
  nextStepsSection,
  shortChecklist,
  unknownsSection,
} from './closing.ts'
import { clusteringSection } from './clustering.ts'
import { coordinationSection, operationsSection } from './coordination.ts'
import { counted } from './counted.ts'
import { blocksOf, type Document, type Section, section } from './document.ts'
import { findingInFull, findingInShort, findingTable } from './findings.ts'
import { monitoringSection } from './monitoring.ts'
import { openingOf, subtitleOf, titleOf } from './opening.ts'
import { partitionSection } from './partitions.ts'
import { recommendationsSection } from './recommendations.ts'
import type { Context } from './spans.ts'
import { testsSection } from './tests.ts'

/** Findings that have a section of their own, by depth; the others are a line of a table. */
const mostFindings: Record<Report['depth'], number> = {
  quick: 5,
  standard: 15,
  deep: Number.POSITIVE_INFINITY,
}

/**
 * A report as a document. Its depth says how much: quick is the assessment, the five worst findings in short and the
 * checklist; standard has all sections and fifteen findings in full; deep has everything.
 */
export function wholeReport(report: Report, choice: Choice = {}): Document {
  const findings = counted(report, choice)
  const full = findings.slice(0, mostFindings[report.depth])
  const rest = findings.slice(full.length)
  const context: Context = {
    commit: report.commit,
    target: report.target,
    depth: report.depth,
    inFull: new Set(full.map(({ number }) => number)),
    numbers: new Map(findings.map(({ number, finding }) => [finding.fingerprint, number])),
  }
  return {
    title: titleOf(report, findings),
    subtitle: subtitleOf(report),
    opening: openingOf(report, findings, context),
    sections:
      report.depth === 'quick' ? onePage(report, full, rest) : everything(report, full, rest, context),
  }
}

function onePage(report: Report, full: readonly Numbered[], rest: readonly Numbered[]): Section[] {
  const more = paragraph(
    rest.length === 0
      ? ''
      : `${count(rest.length, 'more finding')}, and all parts of the report: \`--depth standard\`.`,
  )
  const found = section(
    'findings',
    rest.length === 0 ? 'Findings' : `The ${full.length} worst findings`,
    blocksOf(more),
    full.map((each) => findingInShort(each, report)),
  )
  return [...(full.length === 0 ? [] : [found]), shortChecklist(report)]
}

function everything(
  report: Report,
  full: readonly Numbered[],
  rest: readonly Numbered[],
  context: Context,
): Section[] {
  const { sections } = report
  const found = section(
    'findings',
    'Findings',
    [],
    [
      ...full.map((each) => findingInFull(each, report)),
      ...(rest.length === 0
        ? []
        : [section('more-findings', `${count(rest.length, 'more finding')}`, findingTable(rest, report))]),
    ],
  )
  return [
    ...(full.length === 0 ? [] : [found]),
    ...(sections === null ? [] : [recommendationsSection(sections, context)]),
    architectureSection(report, context),
    ...(sections === null
      ? []
      : [
          clusteringSection(sections, context),
          coordinationSection(sections, context),
          operationsSection(sections, context),
          partitionSection(sections, context),
          monitoringSection(sections, context),
          testsSection(sections, context),
          learningsSection(sections),
        ]),
    holdsSection(report, context),
    checklistSection(report),
    unknownsSection(report),
    ...(sections === null ? [] : [nextStepsSection(sections)]),
  ]
}
