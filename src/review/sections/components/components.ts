import { inOrder } from '../../in-order.ts'
import { mnesiaTables } from '../../rules/mnesia/replication.ts'
import { locationOf, placeOf } from '../../source/program/place.ts'
import { type Process, processes } from '../../source/program/processes/processes.ts'
import { supervision } from '../../source/program/processes/supervision/supervision.ts'
import type { Program, Site } from '../../source/program/program.ts'
import { accesses, tables } from '../../source/program/stores/index.ts'
import { Component } from '../shape.ts'
import { isReviewed, places, type Subject } from '../subject.ts'

type Kind = Component['kind']

const serverKinds: Record<Process['kind'], readonly [Kind, what: string]> = {
  gen_server: ['server', 'gen_server'],
  gen_statem: ['state-machine', 'gen_statem'],
  gen_event: ['server', 'gen_event'],
  gen_stage: ['server', 'GenStage'],
  agent: ['server', 'Agent'],
  task: ['server', 'Task'],
  live_view: ['connection', 'LiveView, a process for each page'],
  channel: ['connection', 'Channel, a process for each client'],
  supervisor: ['supervisor', 'supervisor'],
  ra_machine: ['raft-machine', 'state machine of ra'],
  oban_worker: ['job', 'worker of Oban'],
  broadway: ['server', 'Broadway pipeline'],
  loop: ['server', 'process with a receive loop'],
}
const runs = {
  'per-node': 'each-node',
  'per-key': 'each-key',
  'by-hand': 'by-hand',
  unknown: 'unknown',
} as const

/** Processes, tables, databases, registries and pubsub of what was reviewed, by id. */
export function components({ program, architecture }: Subject): Map<string, Component> {
  const found = new Map<string, Component>()
  const add = (one: Component) => {
    if (!found.has(one.id)) found.set(one.id, one)
  }
  for (const { module, site } of supervision(program).applications) {
    if (!isReviewed(site)) continue
    const what = 'application, started first'
    add({ ...named('application', module, what, [site]), runs: 'each-node', state: 'none' })
  }
  for (const process of processes(program)) {
    const { file } = process
    if (file.pathClass === 'service' && file.inScope) add(ofProcess(process))
  }
  for (const one of stores(program)) add(one)
  for (const { kind, evidence } of architecture.registries) {
    const local = /one node|^gproc$/.test(kind)
    const runs = local ? 'each-node' : 'cluster'
    add({
      id: `registry:${kind}`,
      name: kind,
      kind: 'registry',
      what: kind,
      runs,
      state: 'ephemeral',
      evidence,
    })
  }
  for (const { kind, evidence } of architecture.pubsub) {
    const runs = kind.startsWith('Redis') ? 'outside' : 'cluster'
    add({ id: `pubsub:${kind}`, name: kind, kind: 'pubsub', what: kind, runs, state: 'ephemeral', evidence })
  }
  return found
}

function named(
  kind: Kind,
  name: string,
  what: string,
  sites: readonly Site[],
): Omit<Component, 'runs' | 'state'> {
  return { id: `${kind}:${name}`, name, kind, what, evidence: places(sites, 2) }
}

/** The id of the component that a module's code runs in, as far as it is a server. */
export function processId({ kind, module }: Process): string {
  return `${serverKinds[kind][0]}:${module.name}`
}

function ofProcess(process: Process): Component {
  const { file, module, kind, multiplicity } = process
  const [, what] = serverKinds[kind]
  const clustered = kind === 'ra_machine'
  const stateless = kind === 'supervisor' || kind === 'oban_worker' || kind === 'task'
  return {
    id: processId(process),
    name: module.name,
    kind: serverKinds[kind][0],
    what,
    runs: clustered ? 'cluster' : runs[multiplicity],
    state: clustered
      ? 'durable'
      : stateless
        ? 'none'
        : process.state.fields.length > 0
          ? 'ephemeral'
          : 'unknown',
    evidence: [placeOf(file, { start: module.start, end: module.start + 1 }, module.name)],
  }
}

function stores(program: Program): Component[] {
  const found: Component[] = []
  for (const { name, reach, durable, site } of mnesiaTables(program)) {
    if (!isReviewed(site)) continue
    const where = durable ? 'on disk' : 'in memory'
    const what = `Mnesia table, ${where}, ${reach === 'spanning' ? 'copied to other nodes' : 'on the node that makes it'}`
    found.push({
      ...named('table', `mnesia:${name ?? locationOf(site).path}`, what, [site]),
      name: name ?? 'a table whose name is computed',
      runs: reach === 'spanning' ? 'cluster' : reach === 'local' ? 'each-node' : 'unknown',
      state: durable ? 'durable' : 'ephemeral',
    })
  }
  const { ets, caches } = tables(program)
  for (const { id, name, store, site } of ets) {
    if (!isReviewed(site) || name === null) continue
    const what = store === 'ets' ? 'ETS table of one node' : 'DETS file of one node'
    const state = store === 'ets' ? 'ephemeral' : 'durable'
    found.push({ ...named('table', id, what, [site]), name, runs: 'each-node', state })
  }
  for (const { id, name, store, site } of caches) {
    if (isReviewed(site))
      found.push({ ...named('cache', id, store, [site]), name, runs: 'each-node', state: 'ephemeral' })
  }
  const outside = new Map<string, Site[]>()
  for (const { store, table, site } of accesses(program)) {
    const service = databases[store]
    if (!isReviewed(site)) continue
    if (service !== undefined) outside.set(store, [...(outside.get(store) ?? []), site].slice(0, 2))
    else if (store === 'mnesia' && table?.by === 'name' && table.name !== null)
      // A table that is used here and made elsewhere.
      found.push({
        ...named('table', table.id, 'Mnesia table; where it is made was not found', [site]),
        name: table.name,
        runs: 'unknown',
        state: 'unknown',
      })
  }
  for (const [store, sites] of outside) {
    const [what, runs, state] = databases[store] ?? ['', 'unknown', 'unknown']
    found.push({ ...named('database', store, what, sites), name: what, runs, state })
  }
  return found
}

const databases: Readonly<
  Record<string, readonly [what: string, runs: Component['runs'], state: Component['state']]>
> = {
  ecto: ['SQL database, through Ecto', 'outside', 'durable'],
  redis: ['Redis', 'outside', 'unknown'],
  ra: ['ra, a replicated log', 'cluster', 'durable'],
  khepri: ['Khepri, a tree on ra', 'cluster', 'durable'],
  'delta-crdt': ['delta_crdt, a map that merges', 'cluster', 'ephemeral'],
}

/** The component that an access goes to. */
export function storeId(store: string, tableId: string | null): string | null {
  if (databases[store] !== undefined) return `database:${store}`
  if (tableId === null) return null
  return store === 'ets' || store === 'dets' || store === 'mnesia' ? `table:${tableId}` : `cache:${tableId}`
}

/** In the order of the schema. */
const kinds: readonly Kind[] = Component.shape.kind.options

export function byKind(a: Component, b: Component): number {
  return kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || inOrder(a.id, b.id)
}
