import { mnesiaTables } from '../../rules/mnesia/replication.ts'
import { serverModules } from '../../source/program/processes/servers.ts'
import type { Program, Site } from '../../source/program/program.ts'
import { accesses, tables } from '../../source/program/stores/index.ts'
import { reviewed, type Subject } from '../subject.ts'
import { calls, type Found, one } from './grouping.ts'
import type { Mechanism } from './mechanisms.ts'

const counterRules = [
  'race-read-modify-write',
  'mnesia-dirty-rmw',
  'max-plus-one',
  'crdt-guards-invariant',
  'mnesia-no-majority',
]

export function counters(program: Program): Found[] {
  const spanning = new Map(mnesiaTables(program).map((table) => [table.name, table.reach]))
  const groups = new Map<string, { bounded: boolean; sites: Site[]; store: string; table: string }>()
  for (const { store, operation, table, site } of accesses(program)) {
    if (operation !== 'update-atomic' || table?.name == null || !reviewed([site]).length) continue
    if (store === 'mnesia' ? spanning.get(table.name) === 'local' : store !== 'redis') continue
    const known = groups.get(table.id) ?? { bounded: false, sites: [], store, table: table.name }
    known.bounded ||= subtracts(site)
    known.sites.push(site)
    groups.set(table.id, known)
  }
  return [...groups.values()].map(({ bounded, sites, store, table }) => ({
    name: table,
    sites,
    mechanism: {
      kind: bounded ? 'bounded counter' : 'counter',
      now: store === 'redis' ? 'an atomic command of Redis' : 'dirty_update_counter of Mnesia',
      guarantee:
        store === 'redis'
          ? 'Atomic on the primary; what was not replicated is lost with a failover.'
          : 'Atomic on one copy and never below 0 there; it goes through without a majority, and the copies are not merged after a cut.',
      option: store === 'redis' ? 'redis' : null,
      rules: counterRules,
    },
  }))
}

/** A negative amount is added, or the function that does it is named so. */
function subtracts({ expr, frame }: Site): boolean {
  const args = expr.kind === 'call' ? expr.args : []
  const negative = args.some(
    (arg) =>
      (arg.kind === 'op' && arg.op === '-' && arg.args.length === 1) ||
      (arg.kind === 'integer' && arg.value < 0),
  )
  return negative || /decr|reserve|withdraw|debit|consume/i.test(frame.fn?.name ?? '')
}

export function replicated(program: Program): Found[] {
  const found: Found[] = []
  for (const { name, reach, majority, site } of mnesiaTables(program)) {
    if (reach !== 'spanning' || !reviewed([site]).length) continue
    found.push({
      name: name ?? 'a table whose name is computed',
      sites: [site],
      mechanism: {
        kind: 'replicated table',
        now: majority ? 'Mnesia with majority: true' : 'Mnesia without a majority',
        guarantee: majority
          ? 'A transaction needs most copies; dirty operations do not ask.'
          : 'Transactions on the copies that are connected: each side of a cut goes on alone, and the copies are not merged.',
        option: majority ? 'mnesia_majority' : null,
        rules: [
          'mnesia-no-majority',
          'mnesia-no-partition-recovery',
          'mnesia-dirty-rmw',
          'mnesia-join-result-ignored',
        ],
      },
    })
  }
  const crdt: Mechanism = {
    kind: 'replicated map',
    now: 'delta_crdt, AWLWWMap',
    guarantee:
      'Keys that are added win over removes at the same time; of two values of one key the one with the larger monotonic time of its VM stays.',
    option: 'delta_crdt',
    rules: [
      'crdt-neighbours-overwritten',
      'crdt-neighbours-one-way',
      'crdt-value-read-modify-write',
      'crdt-not-durable',
      'crdt-lww-by-vm-age',
      'crdt-guards-invariant',
      'crdt-type-missing',
    ],
  }
  found.push(
    ...one(crdt, 'delta_crdt', reviewed(calls(program, 'DeltaCrdt', ['start_link', 'put', 'child_spec']))),
  )
  for (const { kind, file, module } of serverModules(program)) {
    if (kind !== 'ra_machine' || file.pathClass !== 'service' || !file.inScope) continue
    const [fn] = module.functions
    const [clause] = fn?.clauses ?? []
    const [expr] = clause?.body ?? []
    if (!fn || !clause || !expr) continue
    found.push({
      name: module.name,
      sites: [{ expr, frame: { file, module, fn, clause, caller: null } }],
      mechanism: {
        kind: 'consensus log',
        now: 'Raft, by ra',
        guarantee:
          'Commands are linearizable with a majority; a command that timed out may have been applied. Local and leader queries may be stale.',
        option: 'ra',
        rules: [
          'ra-apply-return-shape',
          'ra-apply-nondeterministic',
          'ra-apply-side-effect',
          'ra-cluster-formation',
          'ra-log-unbounded',
          'ra-machine-unversioned',
          'ra-stale-read',
          'ra-timeout-resubmit',
        ],
      },
    })
  }
  const khepri: Mechanism = {
    kind: 'configuration',
    now: 'Khepri, over ra',
    guarantee: 'Writes are linearizable with a majority; reads are local unless they ask for consistency.',
    option: 'khepri',
    rules: ['ra-stale-read'],
  }
  const stored = accesses(program).filter(({ store }) => store === 'khepri')
  found.push(...one(khepri, 'Khepri', reviewed(stored.map(({ site }) => site))))
  return found
}

export function caches(program: Program): Found[] {
  return tables(program)
    .caches.filter(({ site }) => reviewed([site]).length > 0)
    .map(({ name, store, site }) => ({
      name,
      sites: [site],
      mechanism: {
        kind: 'cache',
        now: store,
        guarantee: 'Each node has its own; an entry that another node changed stays until it expires.',
        option: null,
        rules: ['cache-fill-race'],
      },
    }))
}

export function jobs(program: Program): Found[] {
  const oban: Mechanism = {
    kind: 'job',
    now: 'Oban',
    guarantee:
      'A job is taken once by locks of the database and may run again after a crash; limits are for each node.',
    option: 'postgres',
    rules: ['job-unique-as-mutex', 'job-leader-needs-cluster', 'cron-on-every-node', 'retry-not-idempotent'],
  }
  const quantum: Mechanism = {
    kind: 'job',
    now: 'Quantum',
    guarantee: 'Each node schedules by itself: without a lock of its own a job runs once for each node.',
    option: null,
    rules: ['cron-on-every-node'],
  }
  const workers: Site[] = []
  for (const { kind, file, module } of serverModules(program)) {
    const perform = module.functions.find(({ name }) => name === 'perform')
    const [clause] = perform?.clauses ?? []
    const [expr] = clause?.body ?? []
    if (kind === 'oban_worker' && perform && clause && expr && file.pathClass === 'service' && file.inScope)
      workers.push({ expr, frame: { file, module, fn: perform, clause, caller: null } })
  }
  const scheduled: Site[] = []
  for (const file of program.files)
    for (const module of file.form.modules)
      for (const use of module.uses)
        if (use.module === 'Quantum')
          scheduled.push({
            expr: { kind: 'other', children: [], start: use.start, end: use.end },
            frame: {
              file,
              module,
              fn: null,
              clause: { patterns: [], guard: null, body: [], start: use.start, end: use.end },
              caller: null,
            },
          })
  return [...one(oban, 'Oban workers', workers), ...one(quantum, 'Quantum', reviewed(scheduled))]
}

export function presence(program: Program): Found[] {
  const mechanism: Mechanism = {
    kind: 'presence',
    now: 'Phoenix.Tracker or Presence',
    guarantee: 'Each node lists those that it hears of; who was lost stays listed for up to 30 s by default.',
    option: 'tracker',
    rules: ['presence-as-truth'],
  }
  const sites = ['Phoenix.Presence', 'Phoenix.Tracker'].flatMap((module) => program.firstCalls(module))
  return one(mechanism, 'presence', reviewed(sites))
}

export function pubsub({ program }: Subject): Found[] {
  const mechanism: Mechanism = {
    kind: 'publish and subscribe',
    now: 'Phoenix.PubSub',
    guarantee:
      'At most once, no replay and no order between senders; `:ok` says nothing of receipt, and the other side of a cut hears nothing.',
    option: null,
    rules: ['pubsub-as-reliable-log', 'publish-before-commit', 'pubsub-pool-size-drift', 'broadcast-echo'],
  }
  const sites = program.firstCalls('Phoenix.PubSub').filter(({ expr }) => /broadcast/.test(expr.name))
  return one(mechanism, 'Phoenix.PubSub', reviewed(sites))
}
