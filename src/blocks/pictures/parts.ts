import type { Report } from '../../review/report.ts'
import type { Component, Sections } from '../../review/sections/shape.ts'

/** One box. */
export interface Part {
  readonly id: string
  readonly name: string
  readonly what: string
}

/** Two boxes that talk to each other. */
export interface Join {
  readonly from: string
  readonly to: string
  readonly crossesNodes: boolean
}

export interface Layer {
  readonly title: string
  readonly parts: readonly Part[]
}

/** The layer of a component, from the network down to the disk; the others are processes. */
const layerOf: Partial<Record<Component['kind'], number>> = {
  distribution: 0,
  registry: 2,
  pubsub: 2,
  table: 3,
  cache: 3,
  database: 3,
}
const titles = ['Between nodes', 'Processes', 'Names and messages', 'State'] as const

/** What can be drawn of a report: its components, or, without them, what its architecture names. */
export function layersOf({ architecture, sections }: Pick<Report, 'architecture' | 'sections'>): {
  layers: Layer[]
  joins: Join[]
} {
  const drawn = sections === null ? [] : componentsOf(sections)
  const between = joinsOfNodes(architecture)
  const parts = titles.map((title, at) => ({
    title,
    parts: [
      ...(at === 0 ? between : []),
      ...drawn
        .filter(({ kind }) => (layerOf[kind] ?? 1) === at)
        .map(({ id, name, what }) => ({ id, name, what })),
      ...(at === 2 && drawn.length === 0 ? namesOf(architecture) : []),
    ],
  }))
  return { layers: parts.filter((layer) => layer.parts.length > 0), joins: joinsOf(sections) }
}

/** Supervisors and applications are left out: who starts whom is not who talks to whom. */
function componentsOf({ components }: Sections): Component[] {
  return components.filter(({ kind }) => kind !== 'supervisor' && kind !== 'application')
}

/** One line for two components, however many calls there are. */
function joinsOf(sections: Sections | null): Join[] {
  const joins = new Map<string, Join>()
  for (const { from, to, kind, crossesNodes } of sections?.edges ?? []) {
    if (kind === 'supervises') continue
    const key = JSON.stringify([from, to])
    const crosses = crossesNodes === 'yes' || joins.get(key)?.crossesNodes === true
    joins.set(key, { from, to, crossesNodes: crosses })
  }
  return [...joins.values()]
}

function joinsOfNodes({ distribution, discovery }: Report['architecture']): Part[] {
  const layer =
    'evidence' in distribution
      ? [{ id: 'distribution of nodes', name: spoken[distribution.value], what: 'distribution' }]
      : []
  return [
    ...layer,
    ...discovery.map(({ library, strategy }, at) => ({
      id: `discovery ${at}`,
      name: strategy.replace(/^(Elixir\.)?Cluster\.Strategy\./, ''),
      what: `discovery by ${library}`,
    })),
  ]
}

const spoken = { disterl: 'Distributed Erlang', partisan: 'Partisan', none: 'No distribution' } as const

function namesOf({ registries, pubsub }: Report['architecture']): Part[] {
  return [
    ...registries.map(({ kind }) => ({ id: `registry ${kind}`, name: kind, what: 'registry' })),
    ...pubsub.map(({ kind }) => ({ id: `pubsub ${kind}`, name: kind, what: 'publish and subscribe' })),
  ]
}
