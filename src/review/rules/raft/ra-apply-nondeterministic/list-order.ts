import type { Expr } from '../../../source/form.ts'
import { ancestorsOf, type Frame, type Program, type Site } from '../../../source/program/program.ts'
import { isClause, results, visit } from '../../../source/walk.ts'

/** Why the order of a map's keys matters here. */
export interface OrderMatters {
  readonly what: string
  readonly site: Site
}

/** Calls whose result has the elements of one argument in its order. */
const keepsOrder: Record<string, number> = {
  'lists:map': 1,
  'lists:filter': 1,
  'lists:filtermap': 1,
  'lists:reverse': 0,
  'lists:flatmap': 1,
  'Enum:map': 0,
  'Enum:filter': 0,
  'Enum:reject': 0,
  'Enum:flat_map': 0,
}
const picks = new Set([
  'erlang:hd',
  'lists:last',
  'lists:nth',
  'Enum:at',
  'Enum:find',
  'Enum:take',
  'queue:from_list',
  'lists:sublist',
])
const stores: Record<string, number> = { 'maps:put': 1, 'Map:put': 2, 'queue:in': 0, 'queue:from_list': 0 }

/** Where a list in the order of a map goes: into a field, a queue, the reply, or to whoever takes its first. */
export function climb(program: Program, site: Site, calls: number): OrderMatters | null {
  const { frame } = site
  const above = ancestorsOf(site)
  let at: Expr = site.expr
  for (let i = above.length - 1; i >= 0; i--) {
    const next = above[i]
    if (!next) return null
    if (isClause(next)) {
      if (next.body.at(-1) !== at) return null
      if (next === frame.clause) return answered(program, frame, { expr: at, frame }, null, calls)
      continue
    }
    if (next.kind === 'call') {
      const name = `${next.module}:${next.name}`
      if (picks.has(name)) return { what: `\`${next.name}\` takes by position`, site: { expr: next, frame } }
      const stored = stores[name]
      if (stored !== undefined && next.args[stored] === at)
        return { what: 'the list is stored in that order', site: { expr: next, frame } }
      const kept = keepsOrder[name]
      if (kept === undefined || next.args[kept] !== at) return null
    } else if (next.kind === 'match') {
      if (next.value !== at) return null
      if (next.pattern.kind === 'list' && next.pattern.items.length > 0 && next.pattern.tail)
        return { what: 'the first of it is taken', site: { expr: next, frame } }
      return next.pattern.kind === 'var' ? named(program, frame, next.pattern.name, next.end, calls) : null
    } else if (next.kind === 'map') {
      const entry = next.entries.find(({ value }) => value === at)
      return entry ? { what: 'the list is kept in that order', site: { expr: next, frame } } : null
    } else if (next.kind === 'tuple') {
      return answered(program, frame, { expr: next, frame }, next.items.indexOf(at), calls)
    } else if (next.kind === 'arrow') {
      const parent = above[i - 1]
      if (!parent || isClause(parent) || parent.kind !== 'comprehension') return null
    } else if (next.kind === 'comprehension' || next.kind === 'list') {
      if (next.kind === 'list' && next.tail !== at) return null
    } else if (next.kind === 'op') {
      if (next.op !== '++') return null
    } else if (next.kind === 'block' || next.kind === 'branch') {
      if (next.kind === 'block' && next.body.at(-1) !== at) return null
    } else return null
    at = next
  }
  return null
}

/** The value has a name: each place that mentions it. */
function named(
  program: Program,
  frame: Frame,
  name: string,
  from: number,
  calls: number,
): OrderMatters | null {
  if (calls === 0) return null
  const found: Expr[] = []
  for (const expr of frame.clause.body)
    visit(expr, (inner) => {
      if (inner.kind === 'var' && inner.name === name && inner.start >= from) found.push(inner)
    })
  // Sorted or counted anywhere: whoever wrote it thought of the order.
  if (found.length > 3) return null
  for (const expr of found) {
    const matters = climb(program, { expr, frame }, calls - 1)
    if (matters) return matters
  }
  return null
}

/** A function answers with the list: `apply/3` itself in its state or reply, or a helper to its callers. */
function answered(
  program: Program,
  frame: Frame,
  site: Site,
  index: number | null,
  calls: number,
): OrderMatters | null {
  const { fn, module } = frame
  if (!fn || !module) return null
  if (fn.name === 'apply' && fn.arity === 3) {
    const whole = results(frame.clause.body).includes(site.expr)
    return whole && (index === 0 || index === 1)
      ? { what: index === 0 ? 'it becomes the state' : 'the reply has that order', site }
      : null
  }
  if (calls === 0 || index !== null) return null
  for (const caller of program.callersOf(module.name, fn)) {
    if (caller.frame.module !== module || caller.frame.fn === fn) continue
    const matters = climb(program, caller, calls - 2 < 0 ? 0 : calls - 2)
    if (matters) return matters
  }
  return null
}
