import type { Sections } from '../../review/sections/shape.ts'
import type { Line } from '../card.ts'
import { code, list, paragraph, prose, text } from '../cards/runs.ts'
import { number, sentence } from '../cards/words.ts'
import { blocksOf, grid, type Section, section } from './document.ts'
import { type Context, cellOf, known, shownAt } from './spans.ts'

const fits = {
  fits: 'It fits',
  strained: 'It is strained',
  unfit: 'It does not fit',
  unknown: 'Unknown',
} as const

/** How nodes are joined, how many there are, what the kernel is told, and whether that fits. */
export function clusteringSection({ clustering }: Sections, at: Context): Section {
  const { assessment, why, source, discovery, kernelSettings } = clustering
  const from = source === null ? '' : ` Source: ${sentence(source)}`
  const settings = kernelSettings.map(({ key, value, set, meaning, evidence }) => [
    [code(key)],
    [code(value), text(set ? '' : ' (default)')],
    prose(meaning),
    cellOf(evidence, at),
  ])
  return section('clustering', 'Clustering', [
    ...blocksOf(paragraph(`${fits[assessment]}: ${sentence(why)}${from}`)),
    { kind: 'facts', facts: factsOf(clustering, at) },
    ...blocksOf(list(discovery.map((each) => discoveryLine(each, at)))),
    grid(['Setting', 'Value', 'What follows', 'Place'], settings, 'No setting of the kernel was found.'),
  ])
}

function factsOf(clustering: Sections['clustering'], at: Context): [string, Line][] {
  const { distribution, tls, cookie, ports, nodeIdentity, size, links } = clustering
  const spoken = (value: string) => value.replaceAll('-', ' ')
  const facts: [string, Line][] = [
    ['Distribution', known(distribution, (value) => value, at)],
    ['TLS', known(tls, spoken, at)],
    ['Cookie', known(cookie, spoken, at)],
    ['Ports', known(ports, (value) => value, at)],
    ['Names of nodes', known(nodeIdentity, spoken, at)],
    ['Nodes', known(size, ({ min, max }) => range(min, max), at)],
  ]
  if (links !== null) {
    const words = `${number(links.cluster)} in a full mesh of ${number(links.nodes)} nodes, ${number(links.perNode)} on each node`
    facts.push(['Links', [text(words)]])
  }
  return facts
}

function range(min: number, max: number | null): string {
  if (max === null) return `${min} or more; nothing bounds them`
  return min === max ? String(min) : `${min} to ${max}`
}

function discoveryLine(found: Sections['clustering']['discovery'][number], at: Context): Line {
  const { library, strategy, onFailure, source, evidence } = found
  return [
    code(library),
    text(', '),
    code(strategy),
    ...shownAt(evidence, at),
    text('. '),
    ...(onFailure === null ? [] : prose(`When a look-up fails: ${sentence(onFailure)}`)),
    ...(source === null ? [] : [text(` Source: ${sentence(source)}`)]),
  ]
}
