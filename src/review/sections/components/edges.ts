import { inOrder } from '../../in-order.ts'
import { mnesiaTables } from '../../rules/mnesia/replication.ts'
import { millisecondsOf } from '../../rules/remote-calls/limits.ts'
import {
  isInfinite,
  type RemoteCall,
  remoteCalls,
  targetsOwnNode,
} from '../../rules/remote-calls/remote-call.ts'
import { atomOf } from '../../source/program/calls/names.ts'
import { placeOf } from '../../source/program/place.ts'
import { type Send, sends } from '../../source/program/processes/messages/sends.ts'
import { processes, processOf } from '../../source/program/processes/processes.ts'
import { supervision } from '../../source/program/processes/supervision/supervision.ts'
import type { Program, Site } from '../../source/program/program.ts'
import { accesses } from '../../source/program/stores/index.ts'
import type { Component, Edge } from '../shape.ts'
import { isReviewed, places, type Subject } from '../subject.ts'
import { processId, storeId } from './components.ts'

const otherNodes = 'distribution:other nodes'

interface Drawn {
  readonly from: string
  readonly to: string
  readonly kind: Edge['kind']
  readonly crossesNodes: Edge['crossesNodes']
  readonly limit: Edge['timeoutMs']
  readonly site: Site
}

/** Who talks to whom; adds to `known` the modules without a process that do. */
export function edges(subject: Subject, known: Map<string, Component>): Edge[] {
  const { program } = subject
  const drawn = [
    ...supervised(program),
    ...messages(program),
    ...remote(program),
    ...stored(program),
    ...published(subject),
    ...registered(subject),
  ]
  const found = new Map<string, Drawn[]>()
  for (const one of drawn) {
    if (!isReviewed(one.site)) continue
    const { from, to, kind, crossesNodes } = one
    if (from === to || (!known.has(to) && to !== otherNodes)) continue
    if (to === otherNodes) known.set(otherNodes, cluster(known.get(otherNodes), one.site))
    if (!known.has(from)) known.set(from, plainModule(from, one.site))
    const key = `${from}\n${to}\n${kind}\n${crossesNodes}`
    const before = found.get(key)
    if (before) before.push(one)
    else found.set(key, [one])
  }
  const all = [...found].sort(([a], [b]) => inOrder(a, b))
  return all.flatMap(([, group]) => {
    const [first] = group
    if (!first) return []
    const { from, to, kind, crossesNodes } = first
    const sites = group.map(({ site }) => site)
    const timeoutMs = loosest(group.map(({ limit }) => limit))
    return [{ from, to, kind, crossesNodes, timeoutMs, sites: group.length, evidence: places(sites) }]
  })
}

function cluster(known: Component | undefined, site: Site): Component {
  return (
    known ?? {
      id: otherNodes,
      name: 'other nodes',
      kind: 'distribution',
      what: 'the other nodes of the cluster',
      runs: 'cluster',
      state: 'unknown',
      evidence: places([site]),
    }
  )
}

function plainModule(id: string, { frame }: Site): Component {
  const { module, file } = frame
  const span = module ? { start: module.start, end: module.start + 1 } : { start: 0, end: 1 }
  return {
    id,
    name: module?.name ?? file.path,
    kind: 'module',
    what: 'code that runs in whoever calls it',
    runs: 'caller',
    state: 'none',
    evidence: [placeOf(file, span, module?.name ?? null)],
  }
}

function loosest(limits: readonly Edge['timeoutMs'][]): Edge['timeoutMs'] {
  if (limits.includes('infinity')) return 'infinity'
  if (limits.includes('unknown')) return 'unknown'
  const numbers = limits.filter((limit) => typeof limit === 'number')
  return numbers.length > 0 ? Math.max(...numbers) : null
}

/** The component whose code this is: the module's process, else the module. */
function ownerId(program: Program, { frame }: Site): string {
  const process = processOf(program, frame.module)
  if (process) return processId(process)
  const name = frame.module?.name ?? frame.file.path
  return `${supervision(program).applications.some(({ module }) => module === name) ? 'application' : 'module'}:${name}`
}

function supervised(program: Program): Drawn[] {
  const byName = new Map(processes(program).map((process) => [process.module.name, processId(process)]))
  return supervision(program).supervisors.flatMap(({ module, children, site }) =>
    children.flatMap((child): Drawn[] => {
      const to = child.module === null ? undefined : byName.get(child.module)
      const from = byName.get(module) ?? ownerId(program, site)
      if (to === undefined) return []
      return [{ from, to, kind: 'supervises', crossesNodes: 'no', limit: null, site: child.site }]
    }),
  )
}

const crosses = { yes: 'yes', perhaps: 'unknown', no: 'no' } as const

function messages(program: Program): Drawn[] {
  const byName = new Map(processes(program).map((process) => [process.module.name, processId(process)]))
  const found: Drawn[] = []
  for (const send of sends(program)) {
    const { site, entry, receiver } = send
    if (receiver.kind === 'self' || send.topic !== null) continue
    const to = receiver.modules.map((name) => byName.get(name))
    const crossesNodes = send.nodes !== null ? 'yes' : crosses[receiver.remote]
    const targets =
      to.length === 1 && to[0] !== undefined ? [to[0]] : crossesNodes === 'yes' ? [otherNodes] : []
    const kind = entry === 'call' ? 'call' : entry === 'cast' ? 'cast' : 'message'
    for (const target of targets)
      found.push({ from: ownerId(program, site), to: target, kind, crossesNodes, limit: limitOf(send), site })
  }
  return found
}

function limitOf({ limit, entry }: Send): Edge['timeoutMs'] {
  if (limit === null) return entry === 'call' ? 'unknown' : null
  return limit.milliseconds ?? 'unknown'
}

function remote(program: Program): Drawn[] {
  return remoteCalls(program)
    .filter(({ kind }) => kind === 'call' || kind === 'multicall')
    .filter((call) => !targetsOwnNode(program, call))
    .map((call) => ({
      from: ownerId(program, call.site),
      to: calledProcess(program, call) ?? otherNodes,
      kind: 'rpc',
      crossesNodes: 'yes',
      limit: limitOfCall(program, call),
      site: call.site,
    }))
}

/** The server module whose function is called on the other node. */
function calledProcess(program: Program, { site }: RemoteCall): string | null {
  for (const arg of site.expr.args.slice(0, 2)) {
    const name = atomOf(program, arg, site.frame)
    const process = name === null ? undefined : processes(program).find(({ module }) => module.name === name)
    if (process) return processId(process)
  }
  return null
}

function limitOfCall(program: Program, { limit, site }: RemoteCall): Edge['timeoutMs'] {
  if (limit === null || isInfinite(program, limit, site.frame)) return 'infinity'
  return millisecondsOf(program, limit, site.frame) ?? 'unknown'
}

function stored(program: Program): Drawn[] {
  const spanning = new Set(
    mnesiaTables(program).flatMap(({ name, reach }) => (reach === 'spanning' ? [name] : [])),
  )
  return accesses(program).flatMap(({ store, table, site }): Drawn[] => {
    const to = storeId(store, table?.id ?? null)
    if (to === null) return []
    const local = ['ets', 'dets', 'cachex', 'concache'].includes(store)
    const shared =
      ['ra', 'khepri'].includes(store) || (store === 'mnesia' && spanning.has(table?.name ?? null))
    const crossesNodes = shared ? 'yes' : local ? 'no' : 'unknown'
    return [{ from: ownerId(program, site), to, kind: 'store', crossesNodes, limit: null, site }]
  })
}

function published({ program, architecture }: Subject): Drawn[] {
  const modules: Record<string, string> = {
    'Phoenix.PubSub': 'Phoenix.PubSub',
    'Redix.PubSub': 'Redis PubSub',
  }
  return Object.entries(modules).flatMap(([module, kind]) => {
    if (!architecture.pubsub.some((each) => each.kind === kind)) return []
    return program.firstCalls(module).flatMap((site): Drawn[] => {
      if (!/broadcast|publish/.test(site.expr.name)) return []
      const crossesNodes = site.expr.name.startsWith('local_') ? 'no' : 'yes'
      return [
        {
          from: ownerId(program, site),
          to: `pubsub:${kind}`,
          kind: 'pubsub',
          crossesNodes,
          limit: null,
          site,
        },
      ]
    })
  })
}

const registries: readonly (readonly [
  kind: string,
  module: string,
  names: readonly string[] | null,
  waits: boolean,
])[] = [
  ['global names', 'global', ['register_name', 're_register_name', 'whereis_name'], false],
  ['global locks', 'global', ['trans', 'set_lock'], true],
  ['pg groups', 'pg', ['join', 'get_members', 'get_local_members'], false],
  ['syn', 'syn', null, false],
  ['Swarm', 'Swarm', null, false],
  ['Horde registry', 'Horde.Registry', null, false],
  ['Horde supervisor', 'Horde.DynamicSupervisor', null, false],
  ['Registry (one node)', 'Registry', null, false],
  ['gproc', 'gproc', null, false],
]

function registered({ program, architecture }: Subject): Drawn[] {
  return registries.flatMap(([kind, module, names, waits]) => {
    if (!architecture.registries.some((each) => each.kind === kind)) return []
    const crossesNodes = /one node|^gproc$/.test(kind) ? 'no' : 'yes'
    return program
      .firstCalls(module)
      .filter(({ expr }) => names === null || names.includes(expr.name))
      .map((site): Drawn => {
        const limit = waits ? 'infinity' : null
        return {
          from: ownerId(program, site),
          to: `registry:${kind}`,
          kind: 'registry',
          crossesNodes,
          limit,
          site,
        }
      })
  })
}
