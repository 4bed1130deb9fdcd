import type { Finding } from '../../report.ts'
import type { Program, Site } from '../../source/program/program.ts'
import { tickOf } from '../clustering/kernel-settings.ts'
import { listensToSystem } from '../partition/heal.ts'
import type { Monitoring, Sections } from '../shape.ts'
import { firstPlaces, places, postedOf, reviewed, type Subject } from '../subject.ts'
import { isClustered } from '../use-cases/found.ts'
import { type SnippetName, snippet } from './snippets.ts'

type Parts = Pick<Sections, 'clustering' | 'useCases' | 'components' | 'edges'>
type Gap = Monitoring['gaps'][number]

/** What the code watches, and what it does not: each gap with why it matters here and a threshold that is derived. */
export function monitoring(subject: Subject, parts: Parts): Monitoring {
  const existing = signals.flatMap(({ signal, calls }) => {
    const sites = calls
      .flatMap(([module, name]) => reviewed(subject.program.callsOf(module, name)))
      // Of Mnesia, a subscription to a table says nothing of partitions.
      .filter((site) => signal !== mnesiaEvents || listensToSystem(site))
    return sites.length > 0 ? [{ signal, evidence: places(sites) }] : []
  })
  const named = documents(subject.program)
  return {
    existing: [...existing, ...named],
    gaps: gapsOf(
      subject,
      parts,
      existing.map(({ signal }) => signal),
    ),
  }
}

const nodeLoss = 'nodes that come and go'
const mnesiaEvents = 'events of Mnesia'
const keysOfRa = 'key metrics of ra'
const runtime = 'busy ports, long schedules and large heaps'

const signals: readonly {
  readonly signal: string
  readonly calls: readonly (readonly [string, string])[]
}[] = [
  {
    signal: nodeLoss,
    calls: [
      ['net_kernel', 'monitor_nodes'],
      ['erlang', 'monitor_node'],
    ],
  },
  { signal: mnesiaEvents, calls: [['mnesia', 'subscribe']] },
  {
    signal: keysOfRa,
    calls: [
      ['ra', 'key_metrics'],
      ['ra_counters', 'counters'],
      ['ra_counters', 'overview'],
    ],
  },
  { signal: runtime, calls: [['erlang', 'system_monitor']] },
  {
    signal: 'telemetry handlers',
    calls: [
      ['telemetry', 'attach'],
      ['telemetry', 'attach_many'],
    ],
  },
]

/** Exporters and alerts that documents name. */
function documents(program: Program): Monitoring['existing'] {
  const found: Monitoring['existing'] = []
  for (const [signal, shape] of [
    ['events of libcluster', /:libcluster,\s*:(?:dis)?connect_node/],
    ['PromEx', /PromEx\.Plugins\.Beam/],
  ] as const) {
    for (const file of program.files) {
      const at = file.pathClass === 'service' && file.inScope ? file.text.search(shape) : -1
      if (at < 0) continue
      const clause = { patterns: [], guard: null, body: [], start: at, end: at + 1 }
      const site: Site = {
        expr: { kind: 'other', children: [], start: at, end: at + 1 },
        frame: { file, module: null, fn: null, clause, caller: null },
      }
      found.push({ signal, evidence: places([site]) })
      break
    }
  }
  return found
}

function gapsOf(
  subject: Subject,
  { clustering, useCases, edges }: Parts,
  existing: readonly string[],
): Gap[] {
  if (!isClustered(subject)) return []
  const { program, findings, language } = subject
  const { minS, maxS, ticktimeS, intensity } = tickOf(program)
  const tick = `net_ticktime ${ticktimeS} s, intensity ${intensity}: a lost node is seen after ${minS} to ${maxS} s`
  const size = 'evidence' in clustering.size ? (clustering.size.value.max ?? clustering.size.value.min) : null
  const found: Gap[] = []
  const add = (id: string, name: SnippetName | null, gap: Omit<Gap, 'id' | 'snippet'>) =>
    found.push({ id, ...gap, snippet: name === null ? null : snippet(name, language) })
  const discovery = clustering.discovery.flatMap(({ evidence }) => evidence).slice(0, 2)
  const distributed = 'evidence' in clustering.distribution ? clustering.distribution.evidence : []
  const here = discovery.length > 0 ? discovery : distributed.slice(0, 2)

  add('membership-margin', 'membershipMargin', {
    signal: 'voters that can be reached, less the quorum',
    whyHere:
      'Below a quorum the minority can do least, and its own alert may not get out: ask from outside the cluster, and before it is too late.',
    priority: 'now',
    alert: {
      condition: size === null ? 'reachable - quorum <= 0' : `reachable - ${Math.floor(size / 2) + 1} <= 0`,
      forS: null,
      derivedFrom:
        size === null
          ? `quorum is floor(n/2)+1 of the voters; n is not in the code. ${tick}, so a shorter poll sees nothing sooner`
          : `n = ${size}, quorum ${Math.floor(size / 2) + 1}: at 0 the next loss stops the majority. ${tick}`,
    },
    evidence: here,
  })
  if (!existing.includes(nodeLoss))
    add('node-loss', 'nodeLoss', {
      signal: 'nodeup and nodedown, with the reason',
      whyHere: 'No call of monitor_nodes was found: a cut is found by its users.',
      priority: 'now',
      alert: {
        condition: 'any nodedown whose reason is net_tick_timeout',
        forS: 0,
        derivedFrom: `${tick}; a planned stop gives another reason`,
      },
      evidence: here,
    })
  const tables = useCases.filter(({ kind }) => kind === 'replicated table')
  if (tables.length > 0 && !existing.includes(mnesiaEvents))
    add('mnesia-inconsistent', 'mnesiaEvents', {
      signal: 'inconsistent_database of Mnesia',
      whyHere: `${tables
        .map(({ name }) => name)
        .slice(0, 3)
        .join(', ')}: after a cut the copies stay apart, and this event is the only sign.`,
      priority: 'now',
      alert: {
        condition: 'any inconsistent_database',
        forS: 0,
        derivedFrom: 'one event means that both sides ran: there is no harmless number',
      },
      evidence: tables.flatMap(({ evidence }) => evidence).slice(0, 3),
    })
  const logs = useCases.filter(
    ({ mechanismNow }) => mechanismNow.startsWith('Raft') || mechanismNow.startsWith('Khepri'),
  )
  if (logs.length > 0 && !existing.includes(keysOfRa))
    add('ra-metrics', 'raMetrics', {
      signal: 'leaderless time, commit and apply index, length of the log',
      whyHere:
        'While there is no leader every command waits until it times out; a log without snapshots fills the disk.',
      priority: 'next',
      alert: {
        condition: 'no member is leader; last_applied stands still while commit_index grows',
        forS: 5,
        derivedFrom:
          'a command waits 5000 ms by default: a longer time without a leader is seen by callers. Take a baseline for elections, and leave out planned restarts',
      },
      evidence: logs.flatMap(({ evidence }) => evidence).slice(0, 3),
    })
  const remote = edges.filter(({ crossesNodes, kind }) => crossesNodes === 'yes' && kind !== 'store')
  if (remote.length > 0 && !existing.includes(runtime))
    add('busy-dist-port', 'busyDistPort', {
      signal: 'busy_dist_port',
      whyHere:
        'All traffic to a node shares one connection: when its buffer is full the senders are suspended.',
      priority: 'next',
      alert: {
        condition: 'more busy_dist_port events than in a week without trouble',
        forS: null,
        derivedFrom:
          'no number holds for every program: the buffer is 1024 kB unless +zdbbl says otherwise; take a baseline',
      },
      evidence: remote.flatMap(({ evidence }) => evidence).slice(0, 3),
    })
  const called = edges.filter(({ kind, timeoutMs }) => kind === 'call' && typeof timeoutMs === 'number')
  const tightest = called.reduce<number | null>(
    (least, { timeoutMs }) =>
      typeof timeoutMs === 'number' && (least === null || timeoutMs < least) ? timeoutMs : least,
    null,
  )
  if (tightest !== null)
    add('mailbox', 'mailbox', {
      signal: 'messages that wait, of the servers that others call',
      whyHere:
        'A call that waits longer than its limit fails although the server works; the message is handled all the same.',
      priority: 'later',
      alert: {
        condition: `message_queue_len x mean time for one message > ${tightest / 2} ms`,
        forS: null,
        derivedFrom: `the tightest limit of a call is ${tightest} ms: half of it leaves time for the work itself`,
      },
      evidence: called
        .filter(({ timeoutMs }) => timeoutMs === tightest)
        .flatMap(({ evidence }) => evidence)
        .slice(0, 3),
    })
  clockGap(postedOf(findings, ['clock-wall-lease', 'clock-lww-timestamp', 'lease-renew-too-late']), add)
  const dropping = clustering.discovery.filter(({ library }) => library === 'libcluster')
  if (dropping.length > 0 && language === 'elixir')
    add('discovery-failures', 'discovery', {
      signal: 'connects and disconnects of libcluster that fail, and disconnects that it makes',
      whyHere:
        dropping.find(({ onFailure }) => onFailure)?.onFailure ??
        'Nodes that are not found never join, and nothing else says so.',
      priority: 'next',
      alert: {
        condition: 'disconnect_node outside a deployment',
        forS: 0,
        derivedFrom:
          'a strategy disconnects what it no longer lists: outside a deployment that is a failed look-up',
      },
      evidence: dropping.flatMap(({ evidence }) => evidence).slice(0, 3),
    })
  const globals = useCases.filter(({ mechanismNow }) => mechanismNow === 'names of :global')
  if (globals.length > 0)
    add('name-conflicts', 'nameConflicts', {
      signal: 'conflicts of names in :global',
      whyHere: 'On heal one of two processes is killed; without a resolver that counts, nobody learns of it.',
      priority: 'next',
      alert: {
        condition: 'any conflict',
        forS: 0,
        derivedFrom: 'a conflict means that two processes ran under one name',
      },
      evidence: globals.flatMap(({ evidence }) => evidence).slice(0, 3),
    })
  return found
}

function clockGap(
  clocks: readonly Finding[],
  add: (id: string, name: SnippetName | null, gap: Omit<Gap, 'id' | 'snippet'>) => void,
): void {
  if (clocks.length === 0) return
  const margins = clocks.flatMap(({ witness }) => {
    const margin = witness.kind === 'wall-clock-lease' ? witness.parameters.marginMs : undefined
    return typeof margin === 'number' ? [margin] : []
  })
  const margin = margins.length > 0 ? Math.min(...margins) : null
  add('clock-error', 'clockError', {
    signal: 'bound of the clock error: |offset| + root dispersion + root delay / 2',
    whyHere: 'Times of one node are compared on another: what they differ by is lost from every margin.',
    priority: 'now',
    alert: {
      condition:
        margin !== null && margin > 0
          ? `bound > ${margin / 2} ms, or not synchronised`
          : 'bound > half of the margin of the lease, or not synchronised',
      forS: null,
      derivedFrom:
        margin === null
          ? 'two clocks may each be wrong by the bound; the margin of the lease is not in the code'
          : margin > 0
            ? `two clocks may each be wrong by the bound, and the margin is ${margin} ms`
            : 'two clocks may each be wrong by the bound, and the lease has no margin: give it one first',
    },
    evidence: firstPlaces(clocks),
  })
}
