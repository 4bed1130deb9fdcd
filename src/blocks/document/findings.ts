import type { Finding, Report } from '../../review/report.ts'
import { steps, whyParts, witness } from '../cards/details.ts'
import { findingCard } from '../cards/finding.ts'
import type { Numbered } from '../cards/order.ts'
import { place } from '../cards/place.ts'
import { code, line, paragraph, prose, strong, text } from '../cards/runs.ts'
import { count, sentence, severityWord } from '../cards/words.ts'
import { witnessPicture } from '../pictures/witness.ts'
import { type Block, blocksOf, grid, type Section, section, source, type Words } from './document.ts'

/** A finding whole: place and code, how it fails with the picture, the fix, why it is believed. */
export function findingInFull({ number, finding }: Numbered, report: Report): Section {
  const id = `finding-${number}`
  const picture = witnessPicture(finding)
  const [evidence, rest] = whyParts(finding, report)
  return {
    ...section(
      id,
      `${number} · ${severityWord[finding.severity]} · ${finding.title}`,
      [...accepted(finding), ...blocksOf(findingCard(finding, number, report, []).parts)],
      [
        section(`${id}-fails`, 'How it fails', [
          ...blocksOf(steps(finding)),
          ...(picture === null ? [] : [{ kind: 'figure' as const, picture }]),
          ...blocksOf(witness(finding)),
        ]),
        section(`${id}-fix`, 'Fix', fix(finding)),
        section(`${id}-why`, 'Why', blocksOf([...evidence, ...rest])),
      ],
    ),
    severity: finding.severity,
  }
}

/** A finding in a few lines, for a report of one page. */
export function findingInShort({ number, finding }: Numbered, report: Report): Section {
  const [first] = finding.locations
  const fails = finding.witness.kind === 'none' ? finding.failureScenario : finding.witness.steps
  return {
    ...section(`finding-${number}`, `${number} · ${severityWord[finding.severity]} · ${finding.title}`, [
      ...accepted(finding),
      ...blocksOf(first === undefined ? [] : [line(place(first, report), ...symbolOf(first.symbol))]),
      ...blocksOf(paragraph(`${sentence(finding.problem)} ${sentence(finding.impact)}`)),
      ...blocksOf(labelled('How it fails:', fails.map(sentence).join(' '))),
      ...blocksOf(labelled('Fix:', finding.fix.summary)),
    ]),
    severity: finding.severity,
  }
}

/** Findings that have no section of their own, a line each. */
export function findingTable(findings: readonly Numbered[], report: Report): Block[] {
  if (findings.length === 0) return []
  const rows = findings.map(({ number, finding }): Words[] => {
    const [first, ...others] = finding.locations
    const more = others.length === 0 ? [] : [text(` and ${count(others.length, 'more place')}`)]
    return [
      [text(String(number))],
      [text(severityWord[finding.severity])],
      [text(finding.title)],
      first === undefined ? [text('–')] : [place(first, report), ...more],
      [text(String(finding.confidence))],
    ]
  })
  return [grid(['No.', 'Severity', 'Finding', 'Place', 'Confidence'], rows, '')]
}

function symbolOf(symbol: string | null) {
  return symbol === null ? [] : [text(' · in '), code(symbol)]
}

function labelled(label: string, words: string) {
  return words.trim() === '' ? [] : [line(strong(label), text(' '), ...prose(sentence(words)))]
}

function accepted({ accepted: by }: Finding): Block[] {
  if (by === null) return []
  return blocksOf([
    line(strong('Accepted by this repository:'), text(` "${by.reason}" (${by.path}:${by.line})`)),
  ])
}

/** The patch where there is one, else an example, else words; then what stays at risk. */
function fix({ fix: { summary, code: example, language, residualRisk, patch } }: Finding): Block[] {
  const shown: Block[] =
    patch !== null
      ? [
          source(patch.diff, 'diff'),
          ...blocksOf(
            paragraph(
              'A patch at the reviewed commit. It was applied, parsed and reviewed again: the finding is gone.',
            ),
          ),
        ]
      : example === null || example === ''
        ? []
        : [source(example, language), ...blocksOf(paragraph('An example, not a patch.'))]
  return [
    ...blocksOf(paragraph(sentence(summary))),
    ...shown,
    ...blocksOf(labelled('Still at risk:', residualRisk ?? '')),
  ]
}
