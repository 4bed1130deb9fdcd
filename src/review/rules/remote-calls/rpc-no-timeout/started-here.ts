import type { Expr } from '../../../source/form.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import { definitionAt } from '../../../source/program/calls/modules.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { visitClause } from '../../../source/walk.ts'
import type { RemoteCall } from '../remote-call.ts'

/**
 * `{global, Name}` of a server that the caller itself has just started with a link: it runs on the own node. So where the
 * clause of the call starts it first, or where every caller's clause does.
 */
export function startedHere(program: Program, { site, kind, target }: RemoteCall): boolean {
  const name = kind === 'server' && target ? globalName(target) : null
  if (name === null) return false
  if (startsBefore(program, site, name)) return true
  const definition = definitionAt(site.frame)
  if (!definition) return false
  const callers = callGraph(program).callersOf(definition, 1)
  return callers.length > 0 && callers.every((caller) => startsBefore(program, caller.site, name))
}

/** A start with this name stands before the site in its clause, or in a function that is called there. */
function startsBefore(program: Program, site: Site, name: string): boolean {
  const { frame, expr } = site
  let found = false
  visitClause(frame.clause, (inner) => {
    if (found || inner.kind !== 'call' || inner.end > expr.start) return
    found = callGraph(program)
      .targetsOf({ expr: inner, frame })
      .some(
        (target) =>
          !target.remote &&
          callGraph(program)
            .sitesIn(target)
            .some((each) => starts(each.expr, name)),
      )
    found ||= starts(inner, name)
  })
  return found
}

function starts(expr: Expr, name: string): boolean {
  return (
    expr.kind === 'call' &&
    /^(gen_server|gen_statem|gen_event|GenServer)$/.test(expr.module ?? '') &&
    expr.name === 'start_link' &&
    expr.args.some((arg) => globalName(arg) === name)
  )
}

/** The atom of `{global, Name}`; null for anything else. */
function globalName(expr: Expr): string | null {
  if (expr.kind !== 'tuple' || expr.items.length !== 2) return null
  const [kind, name] = expr.items
  return kind?.kind === 'atom' && kind.name === 'global' && name?.kind === 'atom' ? name.name : null
}
