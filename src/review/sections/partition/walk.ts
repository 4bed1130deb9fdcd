import type { Location } from '../../report.ts'
import { hasHealingLibrary } from '../../rules/mnesia/healing-library.ts'
import { mnesiaTables } from '../../rules/mnesia/replication.ts'
import { tickOf } from '../clustering/kernel-settings.ts'
import type { Clustering, OperationChoice, Scenario, Sections, Served, UseCase } from '../shape.ts'
import { firstPlaces, listed, places, placeText, postedOf, reviewed, type Subject } from '../subject.ts'
import { type Heal, healOf, listensToSystem } from './heal.ts'
import { type Shape, shapes } from './shapes.ts'

type Parts = Pick<Sections, 'operations' | 'useCases'> & { readonly clustering: Clustering }

/** The eight cuts, each with who goes on, when it is seen, and what is at risk: from the operations that were found. */
export function scenarios(subject: Subject, parts: Parts): Scenario[] {
  const facts = factsOf(subject, parts)
  return shapes.map((shape) => scenario(subject, parts, facts, shape))
}

interface Facts {
  readonly reads: readonly OperationChoice[]
  readonly writes: readonly OperationChoice[]
  readonly leaders: readonly UseCase[]
  readonly logs: readonly UseCase[]
  readonly unsafeLocks: readonly UseCase[]
  readonly heal: Heal
  readonly handled: readonly Location[]
}

function factsOf(subject: Subject, { operations, useCases }: Parts): Facts {
  const { program } = subject
  const own = operations.filter(({ does }) => does !== 'remote-call' && does !== 'broadcast')
  return {
    // Names and groups count where nothing else is shared: they hold no data of their own.
    reads: either(own, 'read', 'lookup'),
    writes: either(own, 'write', 'register'),
    leaders: useCases.filter(({ kind }) => kind === 'leader'),
    logs: useCases.filter(({ kind }) => kind === 'consensus log'),
    unsafeLocks: useCases.filter(({ kind, fit }) => kind === 'lock' && fit === 'unsafe'),
    heal: healOf(subject, useCases),
    handled: hasHealingLibrary(program)
      ? []
      : places(reviewed(program.callsOf('mnesia', 'subscribe')).filter(listensToSystem), 1),
  }
}

function either(
  operations: readonly OperationChoice[],
  first: OperationChoice['does'],
  second: OperationChoice['does'],
): readonly OperationChoice[] {
  const found = operations.filter(({ does }) => does === first)
  return found.length > 0 ? found : operations.filter(({ does }) => does === second)
}

function scenario(subject: Subject, parts: Parts, facts: Facts, shape: Shape): Scenario {
  const { heal } = facts
  const drops = postedOf(subject.findings, ['discovery-failure-disconnects'])
  const parted =
    shape.loss === 'silent' ||
    (shape.loss === 'closed-by-discovery' && drops.length > 0) ||
    shape.id === 'heal'
  const atRisk = parted ? risks(subject, facts, parts, shape) : []
  return {
    id: shape.id,
    title: shape.title,
    cut: shape.cut,
    reads: served(facts.reads, shape, 'read', drops.length > 0),
    writes: served(facts.writes, shape, 'written', drops.length > 0),
    leaders: led(facts, shape, drops.length > 0),
    detection: detected(subject, shape, drops.length > 0),
    onHeal: !parted
      ? 'Nothing was cut: nothing has to come together.'
      : shape.id === 'heal'
        ? heal.text
        : 'As under heal.',
    dataAtRisk: atRisk,
    defined: definedBy(facts, shape, parted),
    evidence: [
      ...firstPlaces(shape.id === 'discovery-outage' ? drops : []),
      ...(shape.id === 'heal' ? heal.evidence : []),
    ].slice(0, 3),
  }
}

const ordinal = {
  'one-isolated': 'the n-1 nodes',
  'majority-minority': 'the k nodes',
  'region-lost': 'what is left, if that is most',
} as const

function served(
  operations: readonly OperationChoice[],
  shape: Shape,
  verb: string,
  dropped: boolean,
): Served {
  if (shape.id === 'slow-node')
    return operations.length > 0
      ? { who: 'every-side', because: 'No link is lost; calls to the slow node wait for their limits.' }
      : { who: 'unknown', because: `No operation was found by which data that nodes share is ${verb}.` }
  if (shape.id === 'heal')
    return {
      who: operations.length > 0 ? 'every-side' : 'unknown',
      because:
        operations.length > 0
          ? 'All links are back; what each side answers until copies agree is below.'
          : `No operation was found by which data that nodes share is ${verb}.`,
    }
  if (shape.loss === 'closed-by-discovery' && !dropped)
    return operations.length > 0
      ? {
          who: 'every-side',
          because: 'No strategy was found that disconnects known nodes when a look-up fails.',
        }
      : { who: 'unknown', because: `No operation was found by which data that nodes share is ${verb}.` }
  if (operations.length === 0)
    return { who: 'unknown', because: `No operation was found by which data that nodes share is ${verb}.` }
  const lost = shape.id === 'region-lost'
  const of = (choice: OperationChoice['inPartition']) =>
    operations.filter(({ inPartition }) => inPartition === choice)
  const [all, majority, one, open] = [of('all-sides'), of('majority-only'), of('one-side'), of('unknown')]
  const told: string[] = []
  if (all.length > 0)
    told.push(
      lost
        ? `${names(all)} ${goes(all)} on with the nodes that are left`
        : `${names(all)} ${goes(all)} on wherever ${all.length === 1 ? 'it is' : 'they are'} called`,
    )
  if (majority.length > 0)
    told.push(`${names(majority)} need${majority.length === 1 ? 's' : ''} a majority${ofMajority(shape)}`)
  if (one.length > 0)
    told.push(
      `${names(one)} ${goes(one)} on where the database is reached: on every side, if the cut runs between the nodes alone`,
    )
  if (open.length > 0) told.push(`of ${names(open)} it is not known`)
  const who =
    all.length > 0
      ? lost
        ? 'one-side'
        : 'every-side'
      : majority.length > 0
        ? ofVoters(shape)
        : one.length > 0
          ? 'one-side'
          : 'unknown'
  return { who, because: `${told.join('; ')}.` }
}

function ofVoters(shape: Shape): Served['who'] {
  if (shape.loss === 'closed-by-discovery') return 'nobody'
  return shape.majority === 'none' ? 'nobody' : shape.majority === 'one' ? 'majority' : 'every-side'
}

function ofMajority(shape: Shape): string {
  if (shape.majority === 'none') return ', which neither half has'
  if (shape.loss === 'closed-by-discovery') return ', which a node without its peers does not have'
  const side = ordinal[shape.id as keyof typeof ordinal]
  return side ? `: ${side}` : ''
}

function goes(operations: readonly OperationChoice[]): string {
  return operations.length === 1 ? 'goes' : 'go'
}

function names(operations: readonly OperationChoice[]): string {
  const unique = [...new Set(operations.map(({ name }) => `\`${name}\``))]
  return unique.length > 3 ? `${unique.slice(0, 3).join(', ')} and ${unique.length - 3} more` : listed(unique)
}

function led({ leaders, logs }: Facts, shape: Shape, dropped: boolean): Served {
  const [first] = leaders
  const [log] = logs
  if (!first && log && (shape.loss === 'silent' || (shape.loss === 'closed-by-discovery' && dropped)))
    return {
      who: shape.id === 'asymmetric' ? 'unknown' : ofVoters(shape),
      because:
        shape.id === 'asymmetric'
          ? `${log.name}: members vote by what reaches them; which leader stays depends on the link.`
          : `${log.name}: ra elects by votes of most members${ofMajority(shape)}; an old leader without them still answers local and leader queries.`,
    }
  if (!first && log)
    return {
      who: 'unknown',
      because: `${log.name}: members of ra vote again only where a leader is taken for lost.`,
    }
  if (!first) return { who: 'unknown', because: 'No election and no singleton of the cluster was found.' }
  if (shape.loss === 'none' && shape.id !== 'heal')
    return {
      who: 'unknown',
      because: 'No node is lost; whether a slow leader is replaced is not in the code.',
    }
  if (shape.id === 'heal')
    return { who: 'unknown', because: 'Who steps down is said under what happens on heal.' }
  if (shape.loss === 'closed-by-discovery' && !dropped)
    return { who: 'one-side', because: 'No node is lost.' }
  if (shape.id === 'asymmetric')
    return {
      who: 'unknown',
      because:
        'Which nodes still see each other depends on what :global cuts further; nothing in the code decides it.',
    }
  if (shape.id === 'region-lost')
    return { who: 'one-side', because: `${first.name}: the nodes that are left decide by what they see.` }
  const place = first.evidence[0] ? ` (${placeText(first.evidence[0])})` : ''
  return { who: 'every-side', because: `${first.name}${place}: ${first.guaranteeNow}` }
}

function detected(subject: Subject, shape: Shape, dropped: boolean): Scenario['detection'] {
  const { minS, maxS, ticktimeS, intensity } = tickOf(subject.program)
  if (!('evidence' in subject.architecture.distribution)) return null
  if (shape.loss === 'silent')
    return {
      minS,
      maxS,
      because: `net_ticktime ${ticktimeS} s and net_tickintensity ${intensity}; a connection that is closed is seen at once.`,
    }
  if (shape.loss === 'closed-by-discovery' && dropped)
    return {
      minS: 0,
      maxS: pollingS(subject),
      because:
        'The strategy itself disconnects the nodes, at its next look-up: links are closed, so nodedown comes at once.',
    }
  return null
}

/** Seconds between two look-ups of the strategies that disconnect; 5 is the default of libcluster. */
function pollingS({ architecture }: Subject): number {
  let longest = 0
  for (const { settings } of architecture.discovery) {
    const milliseconds = Number((settings.polling_interval ?? '').replaceAll('_', ''))
    if (milliseconds > 0) longest = Math.max(longest, milliseconds / 1_000)
  }
  return longest > 0 ? longest : 5
}

/** Of one scenario; the others are counted. */
const most = 12

function risks(
  subject: Subject,
  { writes }: Facts,
  { useCases }: Parts,
  shape: Shape,
): Scenario['dataAtRisk'] {
  const found: Scenario['dataAtRisk'] = []
  const byDatum = new Map<string, OperationChoice[]>()
  for (const write of writes)
    if (write.inPartition === 'all-sides' && write.does === 'write')
      byDatum.set(write.datum, [...(byDatum.get(write.datum) ?? []), write])
  const tables = new Set(mnesiaTables(subject.program).flatMap(({ name }) => (name === null ? [] : [name])))
  for (const [datum, own] of byDatum) {
    const merged = datum.startsWith('a map of delta_crdt')
    const why =
      shape.id === 'region-lost'
        ? 'what the lost nodes wrote last may have reached no other copy: such a write does not wait for them'
        : merged
          ? 'of two values that were written under one key, one is dropped'
          : tables.has(datum)
            ? 'both sides write it, and Mnesia does not merge copies: one side is lost when it is restarted'
            : 'both sides write it, and what brings the copies together was not found'
    found.push({ what: datum, why, evidence: own.flatMap(({ evidence }) => evidence).slice(0, 2) })
  }
  for (const { kind, name, evidence, fit } of useCases)
    if (
      (kind === 'lock' || kind === 'leader') &&
      fit === 'unsafe' &&
      shape.id !== 'heal' &&
      shape.id !== 'region-lost'
    )
      found.push({
        what: `what ${name} guards`,
        why: `two sides may each have its ${kind === 'lock' ? 'holder' : 'leader'}`,
        evidence: evidence.slice(0, 1),
      })
  const left = found.length - most
  if (left <= 0) return found
  const rest = {
    what: `${left} more`,
    why: 'the operations that write on every side are in the list of operations',
    evidence: [],
  }
  return [...found.slice(0, most), rest]
}

function definedBy(
  { writes, leaders, unsafeLocks, heal, handled }: Facts,
  shape: Shape,
  parted: boolean,
): Scenario['defined'] {
  if (writes.length === 0 && leaders.length === 0) return 'unknown'
  if (shape.id === 'slow-node' || !parted) return 'unknown'
  const open = writes.filter(({ inPartition }) => inPartition === 'all-sides' || inPartition === 'unknown')
  if (open.length === 0 && leaders.length === 0 && unsafeLocks.length === 0) return 'yes'
  if (shape.id === 'heal') return heal.coded ? 'yes' : handled.length > 0 ? 'unknown' : 'no'
  return 'by-accident'
}
