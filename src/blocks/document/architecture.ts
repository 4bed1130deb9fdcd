import type { Report } from '../../review/report.ts'
import type { Component, Sections } from '../../review/sections/shape.ts'
import { architectureCard } from '../cards/architecture.ts'
import { list, prose, text } from '../cards/runs.ts'
import { sentence } from '../cards/words.ts'
import { topologyPicture } from '../pictures/topology.ts'
import { type Block, blocksOf, grid, type Section, section } from './document.ts'
import { type Context, cellOf } from './spans.ts'

const runsWhere: Partial<Record<Component['runs'], string>> = {
  'each-node': 'on each node',
  'each-key': 'for each key',
  'by-hand': 'where it is started',
  caller: 'in its caller',
  cluster: 'once in the cluster',
  outside: 'outside the cluster',
}

/** What the program is made of: the picture, what is known of its libraries, components, and who talks to whom. */
export function architectureSection(report: Report, context: Context): Section {
  const picture = topologyPicture(report)
  const figure: Block[] = picture === null ? [] : [{ kind: 'figure', picture }]
  const parts = report.sections === null ? [] : componentSections(report.sections, context)
  return section(
    'architecture',
    'Architecture',
    [...figure, ...blocksOf(architectureCard(report).parts)],
    parts,
  )
}

function componentSections({ components, edges, assumptions }: Sections, at: Context): Section[] {
  const names = new Map(components.map(({ id, name }) => [id, name]))
  const rows = components.map(({ name, what, runs, state, evidence }) => [
    prose(name),
    prose(what),
    [text(runsWhere[runs] ?? runs.replaceAll('-', ' '))],
    [text(state)],
    cellOf(evidence, at),
  ])
  const talks = edges.map(({ from, to, kind, crossesNodes, timeoutMs, sites, evidence }) => [
    prose(names.get(from) ?? from),
    prose(names.get(to) ?? to),
    [text(sites > 1 ? `${kind} (${sites} sites)` : kind)],
    [text(crossesNodes)],
    [text(timeout(timeoutMs))],
    cellOf(evidence, at),
  ])
  return [
    section('components', 'Components', [
      grid(['Name', 'What it is', 'Runs', 'State', 'Place'], rows, 'None was found.'),
    ]),
    section('edges', 'Who talks to whom', [
      grid(
        ['From', 'To', 'How', 'Crosses nodes', 'Time limit', 'Place'],
        talks,
        'No call between them was found.',
      ),
      ...blocksOf(list(assumptions.map((each) => prose(sentence(each))))),
    ]),
  ]
}

function timeout(limit: Sections['edges'][number]['timeoutMs']): string {
  if (limit === null) return '–'
  return typeof limit === 'number' ? `${limit.toLocaleString('en-US')} ms` : limit
}
