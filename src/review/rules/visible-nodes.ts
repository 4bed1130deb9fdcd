import type { Expr } from '../source/form.ts'
import type { Program, Site } from '../source/program/program.ts'
import { origins } from '../source/program/values.ts'

/** A list of the nodes that this node can see now: it shrinks with a partition. */
export interface Visible {
  /** The node itself is in it. */
  readonly self: boolean
  /** It has been put in an order that every node computes alike. */
  readonly sorted: boolean
  /** Where the nodes are asked for. */
  readonly source: Site
}

/** Calls whose result holds the elements of one argument (its index), perhaps fewer, perhaps in order. */
const keepsElements: Record<string, number> = {
  'lists:sort': -1,
  'lists:usort': -1,
  'lists:reverse': 0,
  'lists:filter': 1,
  'lists:delete': 1,
  'ordsets:from_list': 0,
  'Enum:filter': 0,
  'Enum:reject': 0,
  'Enum:uniq': 0,
  'Enum:sort_by': 0,
  'Enum:sort': 0,
  'Enum:dedup': 0,
  'Enum:to_list': 0,
  'MapSet:new': 0,
  'sets:from_list': 0,
  'Enum:map': 0,
  'lists:map': 1,
  'MapSet:put': 0,
  'MapSet:to_list': 0,
}
/** Members of a group, as far as this node can see them: the other side of a cut is forgotten. */
const groups = new Set(['Horde.Cluster:members', 'pg:get_members', 'pg2:get_members', 'syn:members'])
const sorts = new Set(['lists:sort', 'lists:usort', 'ordsets:from_list', 'Enum:sort', 'Enum:sort_by'])

/** Reads a value as the visible nodes; null where any of its possible origins is something else. */
export function visibleNodes(program: Program, site: Site, depth = 6): Visible | null {
  if (depth === 0) return null
  const all = origins(program, site).map((origin) => ofOrigin(program, origin, depth - 1))
  const [first] = all
  if (!first || all.includes(null)) return null
  return {
    source: first.source,
    self: all.every((one) => one?.self),
    sorted: all.every((one) => one?.sorted),
  }
}

function ofOrigin(program: Program, origin: Site, depth: number): Visible | null {
  const { expr, frame } = origin
  const inner = (of: Expr) => visibleNodes(program, { expr: of, frame }, depth)
  if (expr.kind === 'call') {
    const name = `${expr.module}:${expr.name}`
    if (name === 'erlang:nodes') {
      const [kind] = expr.args
      if (kind === undefined) return { self: false, sorted: false, source: origin }
      return kind.kind === 'atom' && ['connected', 'visible'].includes(kind.name)
        ? { self: false, sorted: false, source: origin }
        : ofKinds(kind, origin)
    }
    if (
      name === 'mnesia:system_info' &&
      expr.args[0]?.kind === 'atom' &&
      expr.args[0].name === 'running_db_nodes'
    ) {
      return { self: true, sorted: false, source: origin }
    }
    if (groups.has(name)) return { self: true, sorted: false, source: origin }
    const index = keepsElements[name]
    const argument = index === undefined ? undefined : index === -1 ? expr.args.at(-1) : expr.args[index]
    const of = argument && inner(argument)
    return of ? { ...of, sorted: of.sorted || sorts.has(name) } : null
  }
  if (expr.kind === 'list' && expr.tail) {
    const rest = inner(expr.tail)
    return (
      rest && {
        ...rest,
        sorted: false,
        self: rest.self || expr.items.some((item) => isOwnNode(program, { expr: item, frame })),
      }
    )
  }
  if (expr.kind === 'op' && expr.op === '++' && expr.args[0] && expr.args[1]) {
    const [left, right] = [inner(expr.args[0]), inner(expr.args[1])]
    const visible = left ?? right
    const other = left ? expr.args[1] : expr.args[0]
    const addsSelf =
      other.kind === 'list' && other.items.some((item) => isOwnNode(program, { expr: item, frame }))
    return visible && { ...visible, sorted: false, self: visible.self || addsSelf }
  }
  return null
}

/** `nodes([this, visible])` holds the node itself. */
function ofKinds(kind: Expr, origin: Site): Visible | null {
  if (kind.kind !== 'list') return null
  const kinds = kind.items.map((item) => (item.kind === 'atom' ? item.name : '?'))
  if (!kinds.includes('visible') && !kinds.includes('connected')) return null
  return { self: kinds.includes('this'), sorted: false, source: origin }
}

export function isOwnNode(program: Program, site: Site): boolean {
  const all = origins(program, site)
  return (
    all.length > 0 &&
    all.every(
      ({ expr }) =>
        expr.kind === 'call' && expr.module === 'erlang' && expr.name === 'node' && expr.args.length === 0,
    )
  )
}
