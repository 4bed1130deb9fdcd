import type { Evidence, Finding, QuorumSets } from '../../review/report.ts'
import type { Card, Line, Part } from '../card.ts'
import { webAddress } from '../escape.ts'
import { notFound } from './finding.ts'
import { type At, place } from './place.ts'
import { code, heading, line, list, paragraph, prose, strong, text } from './runs.ts'
import { count, sentence } from './words.ts'

/** How the system fails: the steps, what it costs, and the witness where one was computed. */
export function failureCard(finding: Finding): Card {
  const title = `How it fails: ${finding.title}`
  return {
    summary: sentence(title),
    severity: finding.severity,
    parts: [
      heading(title),
      ...list(finding.failureScenario.map(prose), true),
      ...paragraph(sentence(finding.impact)),
      ...witness(finding),
    ],
  }
}

/** What to do, in words with an example, and what stays at risk afterwards. */
export function fixCard({ fix, title: finding, severity }: Finding): Card {
  const title = `Fix: ${finding}`
  const example: Part[] =
    fix.code === null || fix.code === ''
      ? []
      : [
          { kind: 'code', text: fix.code, language: fix.language },
          line(text('An example in the language of the finding, not a patch.')),
        ]
  return {
    summary: sentence(title),
    severity,
    parts: [
      heading(title),
      ...paragraph(sentence(fix.summary)),
      ...example,
      ...(fix.residualRisk === null
        ? []
        : [line(strong('Still at risk:'), text(' '), ...prose(sentence(fix.residualRisk)))]),
    ],
  }
}

/** Why it is believed: each piece of evidence with its weight, their sum, all places, and the sources. */
export function whyCard(finding: Finding, at: At): Card {
  const title = `Why: ${finding.title}`
  return {
    summary: sentence(title),
    severity: finding.severity,
    parts: [
      heading(title),
      ...list(finding.evidence.map((each) => evidenceLine(each, at))),
      line(text(sum(finding))),
      ...notFound(finding),
      ...allPlaces(finding, at),
      ...sources(finding),
    ],
  }
}

function witness(finding: Finding): Part[] {
  const found = finding.witness
  if (found.kind === 'none') {
    return found.because.trim() === ''
      ? []
      : [line(strong('No witness was computed:'), text(' '), ...prose(sentence(found.because)))]
  }
  return [
    line(strong('Witness:'), text(` ${count(found.nodes, 'node')}, cut in two. ${bothReach(found)}`)),
    ...list([side('Left', found.left, found.leftNeeds), side('Right', found.right, found.rightNeeds)]),
    ...list(found.steps.map(prose), true),
    ...paragraph(
      found.howComputed.trim() === '' ? '' : `How it was computed: ${sentence(found.howComputed)}`,
    ),
  ]
}

function bothReach({ left, right, leftNeeds, rightNeeds }: QuorumSets): string {
  const both = left.length >= leftNeeds && right.length >= rightNeeds
  return both
    ? 'Both sides reach the votes that the code asks for.'
    : 'The two sides and the votes that the code asks for:'
}

function side(name: string, nodes: readonly string[], needs: number): Line {
  return [text(`${name}: `), code(nodes.join(', ')), text(` has ${nodes.length}, needs ${needs}.`)]
}

function evidenceLine({ name, weight, text: words, location }: Evidence, at: At): Line {
  return [
    strong(signed(weight)),
    text(` ${name}: `),
    ...prose(sentence(words)),
    ...(location === null ? [] : [text(' '), place(location, at)]),
  ]
}

function sum({ evidence, confidence }: Finding): string {
  if (evidence.length === 0) return `Confidence ${confidence}. No evidence was recorded for it.`
  const total = evidence.reduce((so, { weight }) => so + weight, 0)
  const terms = `${evidence.map(({ weight }) => signed(weight)).join(' ')} = ${total}`
  return total === confidence
    ? `Confidence ${confidence}: ${terms}.`
    : `Confidence ${confidence}: ${terms}, counted as ${confidence}.`
}

function signed(weight: number): string {
  return weight < 0 ? `−${-weight}` : `+${weight}`
}

function allPlaces({ locations }: Finding, at: At): Part[] {
  if (locations.length < 2) return []
  const items = locations.map((location): Line => {
    const where = place(location, at)
    return location.symbol === null ? [where] : [where, text(' in '), code(location.symbol)]
  })
  return [line(strong(`${count(locations.length, 'place')}:`)), ...list(items)]
}

function sources({ sources: named }: Finding): Part[] {
  if (named.length === 0) return []
  return [line(strong('Sources:')), ...list(named.map(sourceLine))]
}

/** A source is free words; an address in them can be opened. */
function sourceLine(source: string): Line {
  const found = /https?:\/\/\S*[^\s.,;:)]/.exec(source)
  const url = found === null ? null : webAddress(found[0])
  if (found === null || url === null) return [text(source)]
  const before = source.slice(0, found.index)
  const after = source.slice(found.index + found[0].length)
  return [
    ...(before === '' ? [] : [text(before)]),
    { kind: 'link', text: found[0], url },
    ...(after === '' ? [] : [text(after)]),
  ]
}
