import type { Expr } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { visitAll, visitClause } from '../../../source/walk.ts'
import { isServer } from '../../context.ts'
import { wallClock } from '../wall-clock.ts'

/** Whether the compared time is a field of this server's state that the same module sets from its own clock: no other node writes it. */
export function setByThisServer(program: Program, site: Site, compared: readonly Expr[]): boolean {
  const { module, file } = site.frame
  if (!module || !isServer(site.frame)) return false
  const fields = stateFields(compared)
  if (fields.size === 0) return false
  let set = false
  for (const fn of module.functions) {
    for (const clause of fn.clauses) {
      const frame = { file, module, fn, clause, caller: null }
      visitClause(clause, (expr) => {
        if (expr.kind !== 'map') return
        for (const { key, value } of expr.entries) {
          if (key.kind === 'atom' && fields.has(key.name) && readsClock(program, value, frame)) set = true
        }
      })
    }
  }
  return set
}

/** `state.field`, `State#state.field`, `maps:get(field, State)`, `Map.get(state, :field)`. */
function stateFields(compared: readonly Expr[]): ReadonlySet<string> {
  const fields = new Set<string>()
  visitAll(compared, (expr) => {
    if (expr.kind === 'field' && isState(expr.of)) fields.add(expr.name)
    if (expr.kind !== 'call' || expr.args.length < 2) return
    const [first, second] = expr.args
    const [key, of] = expr.module === 'maps' ? [first, second] : expr.module === 'Map' ? [second, first] : []
    if (key?.kind === 'atom' && of && isState(of)) fields.add(key.name)
  })
  return fields
}

/** A time that this process keeps in its own dictionary, or that it sent something at: nobody else writes it. */
export function isOwnTime(program: Program, term: Site, names: ReadonlySet<string>): boolean {
  if (['sent', 'send', 'sending'].some((word) => names.has(word))) return true
  return origins(program, term).some(
    ({ expr }) =>
      expr.kind === 'call' &&
      expr.args.length > 0 &&
      /^(erlang|Process):get$/.test(`${expr.module}:${expr.name}`),
  )
}

function isState(expr: Expr): boolean {
  return expr.kind === 'var' && /^(state|s|st|data)\d*$/i.test(expr.name)
}

function readsClock(program: Program, value: Expr, frame: Site['frame']): boolean {
  const parts = value.kind === 'op' ? value.args : [value]
  return parts.some((expr) => wallClock(program, { expr, frame }) !== null)
}
