import type { Architecture, Library, Location } from '../report.ts'
import { locationOf } from '../source/program/place.ts'
import type { Program, Site } from '../source/program/program.ts'
import { discovery } from './discovery.ts'
import { libraries } from './libraries.ts'

/** What the program is built of, from facts alone: each with its places, or an honest unknown. */
export function architecture(program: Program): Architecture {
  const known = libraries(program)
  return {
    distribution: distribution(program, known),
    discovery: discovery(program),
    libraries: known,
    registries: kinds(program, registryFunctions),
    pubsub: kinds(program, pubsubFunctions),
  }
}

/** Calls that only make sense on a cluster over Erlang's own distribution. */
const overDisterl: readonly (readonly [module: string, name: string])[] = [
  ['erlang', 'nodes'],
  ['net_kernel', 'monitor_nodes'],
  ['net_kernel', 'connect_node'],
  ['rpc', 'call'],
  ['rpc', 'multicall'],
  ['erpc', 'call'],
  ['erpc', 'multicall'],
  ['gen_server', 'multi_call'],
  ['gen_server', 'abcast'],
  ['global', 'register_name'],
  ['global', 'trans'],
  ['erlang', 'monitor_node'],
]

function distribution(program: Program, known: readonly Library[]): Architecture['distribution'] {
  const partisan = ['partisan', 'partisan_gen_server', 'partisan_peer_service'].flatMap((module) =>
    placesOfModule(program, module),
  )
  if (known.some(({ name }) => name === 'partisan') && partisan.length > 0)
    return { value: 'partisan', evidence: partisan.slice(0, 3) }
  const evidence = overDisterl.flatMap(([module, name]) =>
    service(program.callsOf(module, name)).slice(0, 1).map(locationOf),
  )
  if (evidence.length > 0) return { value: 'disterl', evidence: evidence.slice(0, 3) }
  return {
    value: 'unknown',
    because: 'No call that needs a cluster was found, and none proves that there is none.',
  }
}

type Kind = readonly [kind: string, module: string, names: readonly string[] | null]

const registryFunctions: readonly Kind[] = [
  ['global names', 'global', ['register_name', 're_register_name', 'whereis_name']],
  ['global locks', 'global', ['trans', 'set_lock']],
  ['pg groups', 'pg', ['join', 'get_members', 'get_local_members']],
  ['pg2 groups', 'pg2', null],
  ['syn', 'syn', null],
  ['Swarm', 'Swarm', null],
  ['Horde registry', 'Horde.Registry', null],
  ['Horde supervisor', 'Horde.DynamicSupervisor', null],
  ['Registry (one node)', 'Registry', null],
  ['gproc', 'gproc', null],
]

const pubsubFunctions: readonly Kind[] = [
  ['Phoenix.PubSub', 'Phoenix.PubSub', null],
  ['Phoenix.Presence', 'Phoenix.Presence', null],
  ['Phoenix.Tracker', 'Phoenix.Tracker', null],
  ['Redis PubSub', 'Redix.PubSub', null],
]

function kinds(program: Program, table: readonly Kind[]): { kind: string; evidence: Location[] }[] {
  const found: { kind: string; evidence: Location[] }[] = []
  for (const [kind, module, names] of table) {
    const evidence = names
      ? names.flatMap((name) => service(program.callsOf(module, name)).slice(0, 2).map(locationOf))
      : placesOfModule(program, module)
    if (evidence.length > 0) found.push({ kind, evidence: evidence.slice(0, 3) })
  }
  return found
}

function service<S extends Site>(sites: readonly S[]): readonly S[] {
  return sites.filter(({ frame }) => frame.file.pathClass === 'service')
}

function placesOfModule(program: Program, module: string): Location[] {
  return service(program.firstCalls(module)).slice(0, 3).map(locationOf)
}
