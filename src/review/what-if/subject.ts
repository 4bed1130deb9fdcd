import type { Location } from '../location.ts'
import { Refusal } from '../refusal.ts'
import type { Report } from '../report.ts'
import type { WhatIf } from './answer-shape.ts'
import { behaviours } from './behaviour.ts'
import { type ClusterFacts, type Mechanism, type MechanismKind, mechanismKinds } from './facts.ts'
import type { Question } from './scenario.ts'

/** What is computed with: the question's figures first, then the code's, then defaults, each with its basis. */
export interface Subject {
  /** null: neither said nor found. */
  readonly nodes: number | null
  readonly regions: number | null
  /** Seconds. */
  readonly tickTime: number
  readonly intensity: number
  readonly mechanisms: readonly (Mechanism & { readonly basis: 'code' | 'question' })[]
  readonly figures: WhatIf['figures']
  readonly assumptions: readonly string[]
  readonly unknown: WhatIf['unknown']
}

type Known = Pick<Report, 'findings'> & { readonly facts: ClusterFacts | null }

/** Rules whose findings are mechanisms of their own. */
const roles: Readonly<Record<string, MechanismKind>> = {
  'leader-visibility-quorum': 'visible-majority',
  'quorum-of-visible': 'visible-majority',
  'leader-no-quorum': 'takeover',
  'leader-by-node-order': 'first-of-visible',
}

/** Joins the question with what is known of a program. Throws a Refusal('usage') where its numbers contradict. */
export function subjectOf(question: Question, known: Known | null): Subject {
  const figures: WhatIf['figures'][number][] = []
  const assumptions: string[] = []
  const unknown: WhatIf['unknown'][number][] = []
  const nodes = nodesOf(question, known, { figures, assumptions, unknown })
  const regions = regionsOf(question, nodes, { figures, assumptions, unknown })
  const facts = known?.facts ?? null
  const tickTime = tickOf('net_ticktime', 60, question.stated.tickTime, facts, {
    figures,
    assumptions,
    unknown,
  })
  const intensity = tickOf('net_tickintensity', 4, null, facts, { figures, assumptions, unknown })
  const stated = question.stated.mechanisms.map(
    ({ kind, members, majority }): Subject['mechanisms'][number] => ({
      ...{ kind, members, majority, name: null, evidence: [], basis: 'question' },
    }),
  )
  const ofCode = [...(facts?.mechanisms ?? []), ...rolesOf(known)]
  const isStated = ({ kind }: Mechanism) => stated.some((each) => each.kind === kind)
  const found = ofCode.filter((each) => !isStated(each)).map((each) => ({ ...each, basis: 'code' as const }))
  for (const { kind, evidence } of ofCode.filter(isStated)) {
    const place = evidence[0] ? ` (\`${evidence[0].path}:${evidence[0].startLine}\`)` : ''
    assumptions.push(
      `${behaviours[kind].name} of the code${place} is set aside for what the question states.`,
    )
  }
  if (known === null && stated.length === 0 && question.scenario.kind !== 'resize')
    unknown.push({
      what: 'what your system does',
      because:
        'no review stands behind this and the question names no mechanism. Review first and ask in its thread, or say it: ra with 3 voters, Mnesia without majority',
    })
  if (known && !facts)
    unknown.push({
      what: 'the mechanisms in the code',
      because: 'this review was made before distreview kept them; review again',
    })
  return {
    nodes,
    regions,
    tickTime,
    intensity,
    mechanisms: [...stated, ...found].toSorted(byWeight),
    figures,
    assumptions,
    unknown,
  }
}

function byWeight(a: Mechanism, b: Mechanism): number {
  return mechanismKinds.indexOf(a.kind) - mechanismKinds.indexOf(b.kind)
}

interface Notes {
  readonly figures: WhatIf['figures'][number][]
  readonly assumptions: string[]
  readonly unknown: WhatIf['unknown'][number][]
}

function nodesOf({ scenario, stated }: Question, known: Known | null, notes: Notes): number | null {
  const implied =
    scenario.kind === 'nodes-fail'
      ? scenario.of
      : scenario.kind === 'cut' && scenario.sizes !== null && scenario.sizes.length > 1
        ? scenario.sizes.reduce((sum, size) => sum + size, 0)
        : null
  if (implied !== null && stated.nodes !== null && implied !== stated.nodes) {
    throw new Refusal(
      'usage',
      `The question speaks of ${stated.nodes} nodes, and of ${implied}.`,
      'Say one number of nodes.',
    )
  }
  const said = implied ?? stated.nodes
  const size = known?.facts?.size
  const ofCode = size && 'evidence' in size ? { ...size.value, evidence: size.evidence } : null
  if (said !== null) {
    notes.figures.push({ what: 'nodes', value: String(said), basis: 'question', evidence: [] })
    const differs = ofCode && (said < ofCode.min || (ofCode.max !== null && said > ofCode.max))
    if (ofCode && differs && scenario.kind !== 'resize')
      notes.assumptions.push(
        `The code says ${rangeOf(ofCode)} nodes; the ${said} of the question are computed with.`,
      )
    return said
  }
  if (ofCode) {
    notes.figures.push({ what: 'nodes', value: rangeOf(ofCode), basis: 'code', evidence: ofCode.evidence })
    if (ofCode.max !== ofCode.min)
      notes.assumptions.push(`Computed with ${ofCode.min} nodes, the fewest that the code allows.`)
    return ofCode.min
  }
  const because =
    size && !('evidence' in size) ? size.because : 'it is neither in the question nor known of the code'
  notes.unknown.push({
    what: 'the number of nodes',
    because: `${because} Say it: we have 5 nodes.`.replace(/([^.]) Say/, '$1. Say'),
  })
  return null
}

function rangeOf({ min, max }: { readonly min: number; readonly max: number | null }): string {
  return max === min ? String(min) : max === null ? `${min} or more` : `${min} to ${max}`
}

function regionsOf({ scenario, stated }: Question, nodes: number | null, notes: Notes): number | null {
  const matters = scenario.kind === 'region-lost' || (scenario.kind === 'cut' && scenario.shape === 'regions')
  if (stated.regions !== null)
    notes.figures.push({ what: 'regions', value: String(stated.regions), basis: 'question', evidence: [] })
  const regions =
    stated.regions ?? (matters ? Math.max(2, scenario.kind === 'region-lost' ? scenario.lost + 1 : 2) : null)
  if (!matters || regions === null) return regions
  if (scenario.kind === 'region-lost' && scenario.lost > regions)
    throw new Refusal(
      'usage',
      `${scenario.lost} of ${regions} regions cannot be lost.`,
      'Say how many there are.',
    )
  if (nodes !== null && regions > nodes)
    throw new Refusal(
      'usage',
      `${nodes} nodes are not in ${regions} regions.`,
      'Say how many nodes there are.',
    )
  if (stated.regions === null) {
    notes.figures.push({ what: 'regions', value: String(regions), basis: 'assumed', evidence: [] })
    notes.unknown.push({
      what: 'the number of regions',
      because: `no document that was read says it; ${regions} are assumed. Say it: 5 nodes in 3 regions.`,
    })
  }
  notes.assumptions.push('The nodes are spread over the regions as evenly as can be.')
  return regions
}

function tickOf(
  key: string,
  usual: number,
  said: number | null,
  facts: ClusterFacts | null,
  notes: Notes,
): number {
  if (said !== null) {
    notes.figures.push({ what: key, value: String(said), basis: 'question', evidence: [] })
    return said
  }
  const set = facts?.settings.filter((each) => each.key === key) ?? []
  const [first] = set
  const value = Number(first?.value ?? Number.NaN)
  if (first && value > 0) {
    notes.figures.push({ what: key, value: String(value), basis: 'code', evidence: first.evidence })
    if (set.length > 1)
      notes.unknown.push({
        what: `\`${key}\` of each node`,
        because: 'it is set to several values; the first is computed with',
      })
    return value
  }
  if (first)
    notes.unknown.push({
      what: `\`${key}\``,
      because: 'its value is computed when it runs; the default is computed with',
    })
  notes.figures.push({ what: key, value: String(usual), basis: 'default', evidence: [] })
  return usual
}

function rolesOf(known: Known | null): Mechanism[] {
  const found = new Map<MechanismKind, { evidence: Location[]; needs: number | null }>()
  for (const { rule, locations, witness, posted } of known?.findings ?? []) {
    const kind = roles[rule]
    const [place] = locations
    if (!kind || !place || !posted) continue
    const needs = witness.kind === 'visibility-election' ? witness.parameters['threshold'] : null
    const threshold = typeof needs === 'number' ? needs : null
    const same = found.get(kind)
    if (same) same.evidence.push(place)
    else found.set(kind, { evidence: [place], needs: threshold })
  }
  return [...found].map(([kind, { evidence, needs }]) => ({
    ...{ kind, name: null, majority: null, evidence: evidence.slice(0, 3) },
    // Here: the nodes that must be seen, where the finding's witness has the number.
    members: needs,
  }))
}
