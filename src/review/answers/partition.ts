import type { Location } from '../location.ts'
import type { Finding, Report } from '../report.ts'
import type { OperationChoice, Scenario, Sections, Served } from '../sections/shape.ts'
import { type Answer, becauseOf, type Claim, claim, filled, withoutSections } from './answer.ts'
import type { NumberOf } from './plans.ts'

type Does = 'write' | 'read' | 'lead'

const asks: Record<Does, { readonly title: string; readonly part: 'writes' | 'reads' | 'leaders' }> = {
  write: { title: 'Who can write during a partition', part: 'writes' },
  read: { title: 'Who can read during a partition', part: 'reads' },
  lead: { title: 'Who can lead during a partition', part: 'leaders' },
}

/** Scenarios in which links are lost between nodes that go on. */
const cuts: ReadonlySet<Scenario['id']> = new Set([
  'one-isolated',
  'even-split',
  'majority-minority',
  'asymmetric',
])

const who: Record<Served['who'], string> = {
  'every-side': 'every side',
  majority: 'the side with the majority',
  'one-side': 'one side',
  nobody: 'nobody',
  unknown: 'unknown',
}

const during: Record<OperationChoice['inPartition'], string> = {
  'majority-only': 'goes through on the side of the majority only',
  'all-sides': 'goes through on every side',
  refuses: 'is refused',
  'one-side': 'goes through on one side',
  undefined: 'does whatever happens: nothing decides it',
  unknown: 'unknown',
}

const kinds: Record<Does, ReadonlySet<OperationChoice['does']>> = {
  write: new Set(['write', 'register']),
  read: new Set(['read', 'lookup']),
  lead: new Set(['lock']),
}

/** Families of findings that decide what a side of a cut does. */
const families: Record<Does, ReadonlySet<string>> = {
  write: new Set(['quorum', 'leadership', 'partitions', 'mnesia', 'crdt', 'raft', 'races']),
  read: new Set(['partitions', 'mnesia', 'crdt', 'raft']),
  lead: new Set(['quorum', 'leadership', 'partitions', 'clocks', 'registries']),
}

/** Which side does something while the network is cut, from the scenarios and operations of the report. */
export function duringPartition(
  { sections, findings }: Pick<Report, 'sections' | 'findings'>,
  does: Does,
  numberOf: NumberOf,
): Answer {
  const { title, part } = asks[does]
  if (sections === null) return withoutSections(title)
  const scenarios = sections.scenarios.filter(({ id }) => cuts.has(id))
  const told = scenarios.filter((scenario) => scenario[part].who !== 'unknown')
  const untold = scenarios.filter((scenario) => scenario[part].who === 'unknown')
  const operations = sections.operations.filter((each) => kinds[does].has(each.does))
  const known = operations.filter(({ inPartition }) => inPartition !== 'unknown')
  return {
    title,
    headline: headline(told, part, does),
    groups: filled([
      { title: 'By cut', claims: together(told, part) },
      { title: 'By operation', claims: known.map(operationClaim) },
      { title: 'Findings that bear on it', claims: bearing(findings, does, numberOf) },
      { title: 'At risk', claims: does === 'write' ? atRisk(scenarios) : [] },
    ]),
    unknown: becauseOf([
      ...untold.map((scenario) => ({ what: scenario.title, because: scenario[part].because })),
      ...operations
        .filter((each) => !known.includes(each))
        .map(({ name, because }) => ({ what: `\`${name}\``, because })),
      ...(scenarios.length === 0
        ? [{ what: title, because: 'nothing that was read is spread over nodes' }]
        : []),
    ]),
    ask: ['what if the network splits 3 | 2', 'test plan'],
  }
}

function headline(told: readonly Scenario[], part: 'writes' | 'reads' | 'leaders', does: Does): string {
  const [first, ...others] = new Set(told.map((scenario) => scenario[part].who))
  if (first === undefined) return 'I can’t tell from the code.'
  if (others.length > 0) return 'It depends on the cut.'
  const verb = does === 'lead' ? 'may hold the lead' : `can ${does}`
  const side = who[first]
  return `${side.charAt(0).toUpperCase()}${side.slice(1)} ${verb}, whichever of these cuts it is.`
}

/** Cuts of which the same is said are one claim. */
function together(told: readonly Scenario[], part: 'writes' | 'reads' | 'leaders'): Claim[] {
  const groups = new Map<string, { titles: string[]; served: Served; evidence: Location[] }>()
  for (const scenario of told) {
    const served = scenario[part]
    const key = `${served.who} ${served.because}`
    const group = groups.get(key) ?? { titles: [], served, evidence: [] }
    group.titles.push(`${scenario.title} (${scenario.cut})`)
    for (const place of scenario.evidence) if (!group.evidence.some(same(place))) group.evidence.push(place)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ titles, served, evidence }) =>
    claim(`${titles.join('; ')}: ${who[served.who]}. ${served.because}`, evidence),
  )
}

/** In the order of their cards. */
function bearing(findings: readonly Finding[], does: Does, numberOf: NumberOf): Claim[] {
  const numbered = findings.flatMap((finding) => {
    const number = families[does].has(finding.family) ? numberOf(finding.fingerprint) : null
    return number === null ? [] : [{ number, finding }]
  })
  numbered.sort((a, b) => a.number - b.number)
  return numbered.map(({ number, finding: { title, locations } }) =>
    claim(`${number} · ${title}`, locations.slice(0, 1)),
  )
}

function operationClaim({ name, through, datum, inPartition, because, evidence }: OperationChoice): Claim {
  return claim(`\`${name}\` (${datum}, by \`${through}\`) ${during[inPartition]}. ${because}`, evidence)
}

function atRisk(scenarios: Sections['scenarios']): Claim[] {
  const risks = new Map<string, Claim>()
  for (const { what, why, evidence } of scenarios.flatMap(({ dataAtRisk }) => dataAtRisk)) {
    risks.set(`${what}: ${why}`, claim(`${what}: ${why}`, evidence))
  }
  return [...risks.values()]
}

function same(place: Location): (other: Location) => boolean {
  return (other) => other.path === place.path && other.startLine === place.startLine
}
