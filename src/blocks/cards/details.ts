import type { Evidence, Finding, QuorumSets } from '../../review/report.ts'
import type { Card, Line, Part } from '../card.ts'
import { webAddress } from '../escape.ts'
import type { Detail } from './actions.ts'
import { notFound } from './finding.ts'
import { type At, place } from './place.ts'
import { code, heading, line, list, paragraph, prose, strong, text } from './runs.ts'
import { count, sentence } from './words.ts'

/** How the system fails: the steps, what it costs, and the witness where one was computed. */
export function failureCard(finding: Finding): Card {
  return titled('How it fails', finding, failureParts(finding))
}

/** What to do, in words with a patch or an example, and what stays at risk afterwards. */
export function fixCard(finding: Finding): Card {
  return titled('Fix', finding, fixParts(finding))
}

/** Why it is believed: each piece of evidence with its weight, their sum, all places, and the sources. */
export function whyCard(finding: Finding, at: At): Card {
  return titled('Why', finding, reasonParts(finding, at))
}

/** A picture of how a finding fails, where one was drawn and the platform can show it. */
type Drawn = readonly Part[]

/** What a button opens of a finding, in a card of its own. */
export function detailCard(detail: Detail, finding: Finding, at: At, drawn: Drawn = []): Card {
  if (detail === 'show-fix') return fixCard(finding)
  if (detail === 'show-why') return whyCard(finding, at)
  return titled('How it fails', finding, failureParts(finding, drawn))
}

/** The same below the card of the finding, which has said some of it already. */
export function openedParts(detail: Detail, finding: Finding, at: At, drawn: Drawn = []): Part[] {
  const under = (title: string, parts: readonly Part[]): Part[] => [line(strong(title)), ...parts]
  if (detail === 'show-fix') return under('Fix', fixParts(finding))
  if (detail === 'show-why') return under('Why', whyParts(finding, at).flat())
  return under('How it fails', [...drawn, ...steps(finding), ...witness(finding)])
}

function failureParts(finding: Finding, drawn: Drawn = []): Part[] {
  return [...drawn, ...steps(finding), ...paragraph(sentence(finding.impact)), ...witness(finding)]
}

function reasonParts(finding: Finding, at: At): Part[] {
  const [evidence, rest] = whyParts(finding, at)
  return [...evidence, ...notFound(finding), ...rest]
}

/** Everything about a finding in one card, for a file or a terminal, where nothing can be pressed. */
export function wholeCard(finding: Finding, card: Card, at: At): Card {
  const under = (title: string, parts: readonly Part[]): Part[] => [line(strong(title)), ...parts]
  return {
    ...card,
    parts: [
      ...card.parts,
      ...under('How it fails', [...steps(finding), ...witness(finding)]),
      ...under('Fix', fixParts(finding)),
      ...under('Why', whyParts(finding, at).flat()),
    ],
  }
}

function titled(what: string, { title, severity }: Finding, parts: readonly Part[]): Card {
  const words = `${what}: ${title}`
  return { summary: sentence(words), severity, parts: [heading(words), ...parts] }
}

/** The steps of the failure, numbered. */
export function steps(finding: Finding): Part[] {
  return list(finding.failureScenario.map(prose), true)
}

function fixParts({ fix }: Finding): Part[] {
  const { patch } = fix
  const shown: Part[] = patch === null ? exampleOf(fix) : patchOf(patch.diff)
  const risk = fix.residualRisk
  return [
    ...paragraph(sentence(fix.summary)),
    ...shown,
    ...(risk === null ? [] : [line(strong('Still at risk:'), text(' '), ...prose(sentence(risk)))]),
  ]
}

/** A patch that stood its check. */
function patchOf(diff: string): Part[] {
  return [
    { kind: 'code', text: diff, language: 'diff' },
    line(
      text(
        'A patch for this commit. It was applied in memory, read again and reviewed again: this finding is gone and no other is new. It was not compiled, and your tests did not run.',
      ),
    ),
  ]
}

function exampleOf({ code: example, language }: Finding['fix']): Part[] {
  if (example === null || example === '') return []
  return [
    { kind: 'code', text: example, language },
    line(text('An example in the language of the finding, not a patch.')),
  ]
}

/** Why it is believed, in two halves: what speaks for it, then all places and sources. */
export function whyParts(finding: Finding, at: At): [evidence: Part[], rest: Part[]] {
  const evidence = list(finding.evidence.map((each) => evidenceLine(each, at)))
  return [
    [...evidence, line(text(sum(finding)))],
    [...allPlaces(finding, at), ...sources(finding)],
  ]
}

/** The computed counterexample in words, or why there is none. */
export function witness(finding: Finding): Part[] {
  const found = finding.witness
  if (found.kind === 'none') {
    return found.because.trim() === ''
      ? []
      : [line(strong('No witness was computed:'), text(' '), ...prose(sentence(found.because)))]
  }
  if (found.kind !== 'quorum-sets') {
    return [
      line(strong('Witness:'), text(' the shortest bad trace.')),
      ...list(found.steps.map(prose), true),
      ...paragraph(`How it was computed: ${sentence(found.howComputed)}`),
    ]
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
