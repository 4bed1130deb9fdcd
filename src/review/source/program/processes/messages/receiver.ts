import type { Expr } from '../../../form.ts'
import { modulesNamed } from '../../calls/modules.ts'
import { atomOf } from '../../calls/names.ts'
import type { Frame, Program, Site } from '../../program.ts'
import { origins } from '../../values.ts'
import { type RegisteredName, registeredName } from '../registered-name.ts'
import { modulesUnder } from '../registrations.ts'
import { serverOf } from '../servers.ts'

/** Whom a message goes to, as far as the code says it. */
export interface Receiver {
  readonly kind: 'self' | 'local' | 'node' | 'global' | 'via' | 'pid' | 'unknown'
  readonly name: string | null
  /** The module of a `via` name. */
  readonly registry: string | null
  /** Of `{name, node}`. */
  readonly node: Site | null
  /** On another node: by construction, perhaps (a name of the whole cluster, a pid from anywhere), or not. */
  readonly remote: 'yes' | 'perhaps' | 'no'
  /** Server modules that are seen to take that name. */
  readonly modules: readonly string[]
}

const unknown: Receiver = {
  kind: 'unknown',
  name: null,
  registry: null,
  node: null,
  remote: 'perhaps',
  modules: [],
}
const self: Receiver = { ...unknown, kind: 'self', remote: 'no' }

/** Registries that hold the processes of their own node only. */
const nodeLocal = new Set(['Registry', 'gproc', 'Elixir.Registry'])

export function receiverOf(program: Program, site: Site): Receiver {
  for (const origin of origins(program, site)) {
    const found = read(program, origin.expr, origin.frame)
    if (found) return found
  }
  return unknown
}

function read(program: Program, expr: Expr, frame: Frame): Receiver | null {
  if (expr.kind === 'call') return byCall(program, expr, frame)
  if (expr.kind === 'atom')
    return expr.name === 'nil' || expr.name === 'undefined' ? null : local(program, expr.name, frame)
  if (expr.kind !== 'tuple') return null
  const name = registeredName(program, { expr, frame })
  if (name && isNamed(expr)) return byName(program, name, frame)
  const [first, second] = expr.items
  if (expr.items.length !== 2 || !first || !second) return null
  const atom = atomOf(program, first, frame)
  if (isOwnNode(program, second, frame)) return atom === null ? null : local(program, atom, frame)
  const node = { expr: second, frame }
  return {
    kind: 'node',
    name: atom,
    registry: null,
    node,
    remote: 'yes',
    modules: atom === null ? [] : named(program, atom, 'local', frame),
  }
}

function isNamed({ items: [tag], items }: Extract<Expr, { kind: 'tuple' }>): boolean {
  return tag?.kind === 'atom' && (tag.name === 'via' || (tag.name === 'global' && items.length === 2))
}

function isOwnNode(program: Program, expr: Expr, frame: Frame): boolean {
  return origins(program, { expr, frame }).every(
    ({ expr: from }) =>
      from.kind === 'call' && from.module === 'erlang' && from.name === 'node' && from.args.length === 0,
  )
}

/** `self()`, and look-ups by name: whereis and its kin. */
function byCall(
  program: Program,
  { module, name, args }: Extract<Expr, { kind: 'call' }>,
  frame: Frame,
): Receiver | null {
  const [first] = args
  const key = `${module}:${name}/${args.length}`
  if (key === 'erlang:self/0') return self
  if (!first) return null
  if (key === 'erlang:whereis/1' || key === 'Process:whereis/1' || key === 'GenServer:whereis/1')
    return read(program, first, frame)
  if (key === 'global:whereis_name/1') {
    const atom = atomOf(program, first, frame)
    return {
      kind: 'global',
      name: atom,
      registry: 'global',
      node: null,
      remote: 'perhaps',
      modules: atom === null ? [] : named(program, atom, 'global', frame),
    }
  }
  return null
}

function local(program: Program, name: string, frame: Frame): Receiver {
  return {
    kind: 'local',
    name,
    registry: null,
    node: null,
    remote: 'no',
    modules: named(program, name, 'local', frame),
  }
}

function byName(program: Program, { scope, registry, name }: RegisteredName, frame: Frame): Receiver {
  const kind = scope === 'local' ? 'local' : scope
  const remote = scope === 'via' && registry !== null && nodeLocal.has(registry) ? 'no' : 'perhaps'
  return {
    kind,
    name,
    registry,
    node: null,
    remote,
    modules: name === null ? [] : named(program, name, scope, frame),
  }
}

/** Modules under a name; a server that is called by its module's name is that module. */
function named(
  program: Program,
  name: string,
  scope: RegisteredName['scope'],
  { module }: Frame,
): readonly string[] {
  const found = modulesUnder(program, name, scope)
  if (found.size > 0) return [...found]
  if (module?.name === name) return [name]
  return modulesNamed(program, name).some((place) => serverOf(program, place.module) !== null) ? [name] : []
}
