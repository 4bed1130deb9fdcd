import type { Finding } from '../../report.ts'
import { topologies } from '../../source/program/deployment/index.ts'
import { symbolOf } from '../../source/program/place.ts'
import { starts } from '../../source/program/processes/registrations.ts'
import type { Program, Site } from '../../source/program/program.ts'
import { accesses, advisoryLocks } from '../../source/program/stores/index.ts'
import { reviewed, type Subject } from '../subject.ts'
import { caches, counters, jobs, presence, pubsub, replicated } from './data-kept.ts'
import { byModule, calls, type Found, one } from './grouping.ts'
import type { Mechanism } from './mechanisms.ts'

const lockRules = ['global-lock-partial', 'leader-no-fencing', 'clock-wall-lease', 'lease-renew-too-late']

/** Every use case whose mechanism is a call or a child that is seen, in the order of their kinds. */
export function everyUseCase(subject: Subject): Found[] {
  const { program } = subject
  return [
    ...locks(subject),
    ...leaders(subject),
    ...names(program),
    ...counters(program),
    ...replicated(program),
    ...caches(program),
    ...jobs(program),
    ...presence(program),
    ...pubsub(subject),
  ]
}

function locks({ program, findings }: Subject): Found[] {
  const global: Mechanism = {
    kind: 'lock',
    now: 'a lock of :global',
    guarantee:
      'One holder among the nodes that see each other. Each side of a cut grants it anew; no fencing token.',
    option: 'global',
    rules: lockRules,
  }
  const advisory: Mechanism = {
    kind: 'lock',
    now: 'an advisory lock of PostgreSQL',
    guarantee: 'One holder for each database; the side of a cut that does not reach it gets no lock.',
    option: 'postgres',
    rules: ['advisory-lock-pooled-session', 'lock-outside-transaction'],
  }
  const redis: Mechanism = {
    kind: 'lock',
    now: 'a key of Redis that is set if absent',
    guarantee: 'One holder until the key expires or the primary fails over; replication is asynchronous.',
    option: 'redis',
    rules: ['redis-lock-unsafe', ...lockRules],
  }
  const lease: Mechanism = {
    kind: 'lock',
    now: 'a lease that ends by the wall clock',
    guarantee:
      'One holder while the clocks of all nodes agree to within its margin. A holder that is paused may act after its end.',
    option: null,
    rules: lockRules,
  }
  const absent = accesses(program).filter(
    ({ store, operation }) => store === 'redis' && operation === 'insert-new',
  )
  return [
    ...byModule(global, reviewed(calls(program, 'global', ['trans', 'set_lock']))),
    ...byModule(advisory, reviewed(advisoryLocks(program).map(({ site }) => site))),
    ...byModule(redis, reviewed(absent.map(({ site }) => site))),
    ...judged(program, findings, ['clock-wall-lease'], lease),
  ]
}

/** Use cases that only findings of these rules show: one a module. */
function judged(
  program: Program,
  findings: readonly Finding[],
  rules: readonly string[],
  mechanism: Mechanism,
): Found[] {
  const found: Found[] = []
  for (const { locations, rule, posted } of findings) {
    const [at] = locations
    const definition = at && posted && rules.includes(rule) ? siteOf(program, at.path, at.symbol) : null
    if (definition && !found.some(({ name }) => name === definition.name))
      found.push({ name: definition.name, mechanism, sites: [definition.site] })
  }
  return found
}

const leaderRules = [
  'leader-no-quorum',
  'leader-visibility-quorum',
  'leader-by-node-order',
  'leader-no-fencing',
  'leader-no-step-down',
  'quorum-of-visible',
  'horde-quorum-auto-members',
  'global-conflict-default-kill',
  'registry-eventual-singleton',
]

function leaders({ program, findings }: Subject): Found[] {
  const own: Mechanism = {
    kind: 'leader',
    now: 'an election of its own',
    guarantee: 'Each node decides by what it sees: two sides of a cut may both decide that they lead.',
    option: null,
    rules: leaderRules,
  }
  const electing = [
    'leader-no-quorum',
    'leader-visibility-quorum',
    'leader-by-node-order',
    'quorum-of-visible',
  ]
  const highlander: Mechanism = {
    kind: 'leader',
    now: 'Highlander, over :global',
    guarantee: 'One process among the nodes that see each other; each side of a cut has one.',
    option: 'global',
    rules: leaderRules,
  }
  const horde: Mechanism = {
    kind: 'leader',
    now: 'Horde.DynamicSupervisor',
    guarantee:
      'One process in the end: each side of a cut may run one, and the loser is killed on heal without its state.',
    option: 'horde',
    rules: leaderRules,
  }
  return [
    ...judged(program, findings, electing, own),
    ...byModule(highlander, reviewed(calls(program, 'Highlander', ['start_link', 'child_spec']))),
    ...byModule(horde, reviewed(calls(program, 'Horde.DynamicSupervisor', ['start_child']))),
  ]
}

/** The module of a symbol, and the first place of the function that it names. */
function siteOf(program: Program, path: string, symbol: string | null): { name: string; site: Site } | null {
  for (const { file, module, fn } of program.functions()) {
    const [clause] = fn.clauses
    if (file.path !== path || !clause) continue
    const frame = { file, module, fn, clause, caller: null }
    const [first] = clause.body
    if (symbolOf(frame) === symbol && first) return { name: module.name, site: { expr: first, frame } }
  }
  return null
}

function names(program: Program): Found[] {
  const global: Mechanism = {
    kind: 'registry',
    now: 'names of :global',
    guarantee:
      'One process for a name among nodes that see each other; after a cut heals one of two is killed, unless a resolver says otherwise.',
    option: 'global',
    rules: ['global-conflict-default-kill', 'registry-eventual-singleton'],
  }
  const started = starts(program).flatMap(({ name, site }) => (name?.scope === 'global' ? [site] : []))
  const sites = reviewed([...calls(program, 'global', ['register_name', 're_register_name']), ...started])
  const others: readonly (readonly [
    module: string,
    calls: readonly string[],
    now: string,
    guarantee: string,
  ])[] = [
    [
      'Horde.Registry',
      ['register', 'start_link', 'child_spec'],
      'Horde.Registry',
      'Names converge: two processes may bear one name until it does, then the loser is told to exit.',
    ],
    [
      'syn',
      ['register', 'join'],
      'syn',
      'Names converge; on a conflict the later registration by system time wins and the other process is killed, unless a callback says otherwise.',
    ],
    [
      'Swarm',
      ['register_name', 'join'],
      'Swarm',
      'Names converge; unmaintained since 2021, with open faults in partitions.',
    ],
    ['pg', ['join'], 'groups of pg', 'Membership converges; each node lists those that it can see.'],
    [
      'Registry',
      ['register', 'start_link', 'child_spec'],
      'Registry',
      'One process for a name on each node; other nodes have their own.',
    ],
  ]
  const found = one(global, 'global names', sites)
  for (const [module, functions, now, guarantee] of others) {
    const rules = [
      'registry-eventual-singleton',
      'pg-membership-as-truth',
      'stale-remote-pid',
      'state-node-local',
    ]
    const mechanism: Mechanism = {
      kind: 'registry',
      now,
      guarantee,
      option: module === 'Horde.Registry' ? 'horde' : null,
      rules,
    }
    found.push(...one(mechanism, now, reviewed(calls(program, module, functions))))
  }
  return found
}

/** Whether anything in the repository says that nodes form a cluster. */
export function isClustered({ program, architecture }: Subject): boolean {
  return 'evidence' in architecture.distribution || topologies(program).length > 0
}
