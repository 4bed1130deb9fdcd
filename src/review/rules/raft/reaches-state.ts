import type { Expr } from '../../source/form.ts'
import { usesOf } from '../../source/program/flow/uses.ts'
import { ancestorsOf, type Program, type Site } from '../../source/program/program.ts'
import { type Ancestor, isClause, results } from '../../source/walk.ts'

/** Calls that put a value into a term that goes on: a map, a set, a queue, a list. */
const keeps: Record<string, readonly string[]> = {
  maps: ['put', 'update', 'merge', 'update_with'],
  Map: ['put', 'put_new', 'update', 'update!', 'merge', 'replace', 'replace!'],
  MapSet: ['put'],
  Keyword: ['put'],
  sets: ['add_element'],
  ordsets: ['add_element'],
  gb_trees: ['insert', 'enter'],
  gb_sets: ['add', 'add_element', 'insert'],
  queue: ['in', 'in_r'],
  lqueue: ['in', 'in_r'],
  erlang: ['setelement'],
  khepri_tx: ['put', 'create', 'update', 'compare_and_swap'],
}

/** How a value matters: it is kept in the state or the reply, or a decision is taken on it. */
export interface Reaches {
  readonly how: 'kept' | 'decides'
  readonly site: Site
}

/** Where a value becomes part of the state or the reply, or decides about them; null where neither is seen. */
export function reachesState(program: Program, site: Site): Reaches | null {
  if (isEffect(site) || isForShow(site)) return null
  const returned = inResult(site) ?? throughVariable(site)
  if (returned) return { how: 'kept', site: returned }
  let decision: Reaches | null = null
  for (const use of usesOf(program, site)) {
    if (isForShow(use.site)) continue
    if (use.kind === 'argument') {
      const { module, name } = use.site.expr
      if (module !== null && keeps[module]?.includes(name)) return { how: 'kept', site: use.site }
    } else if (use.kind === 'field') {
      if (!isEffect(use.site)) return { how: 'kept', site: use.site }
    } else decision ??= { how: 'decides', site: use.site }
  }
  return decision
}

/** `apply/3` and the functions that it is split into. */
const answers = /^(do_|handle_)?apply_?/

/** The value stands in the first or second place of what `apply/3` answers. */
function inResult(site: Site): Site | null {
  const { fn, clause } = site.frame
  if (!fn || !answers.test(fn.name)) return null
  for (const result of results(clause.body)) {
    if (result.kind !== 'tuple') continue
    for (const item of result.items.slice(0, 2))
      if (item.start <= site.expr.start && site.expr.end <= item.end) return { expr: item, frame: site.frame }
  }
  return null
}

/** `Now = …, {[Now | State], ok}`: a name for the value stands there. */
function throughVariable(site: Site): Site | null {
  const above = ancestorsOf(site)
  const parent = above.at(-1)
  if (!parent || isClause(parent) || parent.kind !== 'match' || parent.pattern.kind !== 'var') return null
  const { name } = parent.pattern
  const { fn, clause } = site.frame
  if (!fn || !answers.test(fn.name)) return null
  for (const result of results(clause.body)) {
    if (result.kind !== 'tuple') continue
    for (const item of result.items.slice(0, 2))
      if (mentions(item, name)) return { expr: item, frame: site.frame }
  }
  return null
}

export function mentions(expr: Expr, name: string): boolean {
  if (expr.kind === 'var') return expr.name === name
  if (expr.kind === 'tuple') return expr.items.some((item) => mentions(item, name))
  if (expr.kind === 'list')
    return (
      expr.items.some((item) => mentions(item, name)) || (expr.tail !== null && mentions(expr.tail, name))
    )
  if (expr.kind === 'map')
    return (
      (expr.base !== null && mentions(expr.base, name)) ||
      expr.entries.some(({ value }) => mentions(value, name))
    )
  return false
}

/** Below a log line or an effect: a tuple with an atom first that is a list item or the third part of an answer. */
function isEffect(site: Site): boolean {
  return ancestorsOf(site).some(
    (ancestor: Ancestor) =>
      !isClause(ancestor) &&
      ancestor.kind === 'tuple' &&
      ancestor.items[0]?.kind === 'atom' &&
      ['send_msg', 'mod_call', 'aux', 'append', 'timer', 'log', 'monitor', 'demonitor', 'reply'].includes(
        ancestor.items[0].name,
      ),
  )
}

function isForShow(site: Site): boolean {
  return ancestorsOf(site).some(
    (ancestor) =>
      !isClause(ancestor) &&
      ancestor.kind === 'call' &&
      /^(logger|Logger|io|IO|telemetry|counters)$|_log$|_metrics$/.test(ancestor.module ?? ''),
  )
}
