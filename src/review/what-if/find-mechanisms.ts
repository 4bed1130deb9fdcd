import { keyword } from '../architecture/literals.ts'
import type { Location } from '../location.ts'
import { mnesiaTables } from '../rules/mnesia/replication.ts'
import { locationOf, placeOf } from '../source/program/place.ts'
import type { Program, Site } from '../source/program/program.ts'
import { origins } from '../source/program/values.ts'
import type { Mechanism, MechanismKind } from './facts.ts'

const mostPlaces = 3

type Use = readonly [kind: MechanismKind, module: string, names: readonly string[] | null]

/** Calls that put something under a mechanism; `null`: any call of the module. */
const uses: readonly Use[] = [
  ['khepri', 'khepri', null],
  ['global-names', 'global', ['register_name', 're_register_name']],
  ['global-locks', 'global', ['trans', 'set_lock']],
  ['pg', 'pg', ['join', 'get_members', 'get_local_members', 'monitor']],
  ['syn', 'syn', null],
  ['swarm', 'Swarm', null],
  ['swarm', 'swarm', null],
  ['horde', 'Horde.Registry', null],
  ['horde', 'Horde.DynamicSupervisor', null],
  ['delta-crdt', 'DeltaCrdt', null],
  ['pubsub', 'Phoenix.PubSub', null],
  ['presence', 'Phoenix.Presence', null],
  ['presence', 'Phoenix.Tracker', null],
  ['registry', 'Registry', ['register', 'start_link', 'lookup']],
  ['redis', 'Redix', null],
  ['redis', 'eredis', null],
  ['etcd', 'eetcd_kv', null],
  ['etcd', 'eetcd_lease', null],
  ['oban', 'Oban', null],
]

/** Libraries that make a module of the project: `use Phoenix.Presence`. */
const madeBy: readonly (readonly [kind: MechanismKind, module: string])[] = [
  ['horde', 'Horde.Registry'],
  ['horde', 'Horde.DynamicSupervisor'],
  ['presence', 'Phoenix.Presence'],
  ['presence', 'Phoenix.Tracker'],
  ['oban', 'Oban.Worker'],
  ['quantum', 'Quantum'],
]

/** Every mechanism that the service's own code uses, with its places. */
export function mechanismsOf(program: Program): Mechanism[] {
  const found: Mechanism[] = [...raftGroups(program), ...tables(program)]
  for (const [kind, module, names] of uses) {
    const sites = names ? names.flatMap((name) => program.callsOf(module, name)) : program.firstCalls(module)
    add(found, kind, sites)
  }
  add(found, 'global-names', viaGlobal(program))
  for (const [kind, module] of madeBy) addPlaces(found, kind, usesOf(program, module))
  addPlaces(found, 'postgres', postgresRepos(program))
  return found
}

function add(found: Mechanism[], kind: MechanismKind, sites: readonly Site[]): void {
  addPlaces(found, kind, places(sites))
}

function addPlaces(found: Mechanism[], kind: MechanismKind, evidence: readonly Location[]): void {
  if (evidence.length === 0) return
  const same = found.find((each) => each.kind === kind)
  if (same) same.evidence.push(...evidence.slice(0, Math.max(0, mostPlaces - same.evidence.length)))
  else
    found.push({ kind, name: null, members: null, majority: null, evidence: evidence.slice(0, mostPlaces) })
}

function places(sites: readonly Site[]): Location[] {
  const own = sites.filter(({ frame }) => frame.file.pathClass === 'service')
  return own.slice(0, mostPlaces).map(locationOf)
}

/** A cluster of ra for each place that forms one; servers that are spelled out are counted. */
function raftGroups(program: Program): Mechanism[] {
  const found: Mechanism[] = []
  for (const name of ['start_cluster', 'start_or_restart_cluster']) {
    for (const site of program.callsOf('ra', name)) {
      if (site.frame.file.pathClass !== 'service') continue
      const [, group, , servers] = site.expr.args
      found.push({
        kind: 'ra',
        name: group?.kind === 'atom' ? group.name : null,
        members: servers ? spelledOut(program, { expr: servers, frame: site.frame }) : null,
        majority: null,
        evidence: [locationOf(site)],
      })
    }
  }
  if (found.length === 0) add(found, 'ra', program.callsOf('ra', 'process_command'))
  return found
}

/** How many items the one list has that a value can be; null where it is put together when it runs. */
function spelledOut(program: Program, site: Site): number | null {
  const [origin, ...more] = origins(program, site)
  if (!origin || more.length > 0) return null
  const { expr, frame } = origin
  if (expr.kind === 'list') return expr.tail || expr.items.length === 0 ? null : expr.items.length
  if (expr.kind !== 'comprehension') return null
  const [generator, ...filters] = expr.steps
  if (generator?.kind !== 'arrow' || filters.length > 0) return null
  return spelledOut(program, { expr: generator.value, frame })
}

/** Tables of Mnesia with copies on other nodes, or whose copies are not seen; those of one node divide nothing. */
function tables(program: Program): Mechanism[] {
  return mnesiaTables(program)
    .filter(({ reach }) => reach !== 'local')
    .map(({ name, nodes, majority, site }) => ({
      kind: 'mnesia' as const,
      name,
      members: nodes,
      majority,
      evidence: [locationOf(site)],
    }))
}

/** `{:global, name}` and `{:via, :global, name}` as the name of a process that is started. */
function viaGlobal(program: Program): Site[] {
  const found: Site[] = []
  for (const [module, name] of [
    ['gen_server', 'start_link'],
    ['gen_server', 'start'],
    ['GenServer', 'start_link'],
    ['GenServer', 'start'],
    ['gen_statem', 'start_link'],
    ['Supervisor', 'start_link'],
  ] as const) {
    for (const site of program.callsOf(module, name)) if (site.expr.args.some(isGlobalName)) found.push(site)
  }
  return found
}

function isGlobalName(expr: Site['expr']): boolean {
  if (expr.kind === 'list') return expr.items.some(isGlobalName)
  if (expr.kind !== 'tuple') return false
  const [first, second] = expr.items
  if (first?.kind !== 'atom') return false
  if (first.name === 'global') return true
  if (first.name === 'via') return second?.kind === 'atom' && second.name === 'global'
  return first.name === 'name' && second !== undefined && isGlobalName(second)
}

type UseForm = Program['files'][number]['form']['modules'][number]['uses'][number]

/** Where the service's modules say `use` of one, as far as `wanted` agrees to its options. */
function usesOf(
  program: Program,
  module: string,
  wanted: (use: UseForm) => boolean = () => true,
): Location[] {
  const found: Location[] = []
  for (const file of program.files) {
    if (file.pathClass !== 'service') continue
    for (const { name, uses: made } of file.form.modules) {
      for (const use of made) {
        if (use.module === module && wanted(use)) found.push(placeOf(file, use, name))
      }
    }
  }
  return found
}

function postgresRepos(program: Program): Location[] {
  return usesOf(program, 'Ecto.Repo', ({ options }) => {
    const adapter = keyword(options ?? undefined, 'adapter')
    return adapter?.kind === 'atom' && adapter.name === 'Ecto.Adapters.Postgres'
  })
}
