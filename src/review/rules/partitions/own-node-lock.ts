import type { Call } from '../../source/form.ts'
import { callGraph } from '../../source/program/calls/call-graph.ts'
import type { Program, Site } from '../../source/program/program.ts'
import { visit } from '../../source/walk.ts'

/** What works on values or on memory of the own node. */
const local =
  /^(ets|persistent_term|queue|lists|maps|sets|proplists|math|Enum|Map|MapSet|List|Keyword|Access|String|Integer|Tuple|logger|Logger)$/
const acts = /^(send|spawn\w*|apply)$/

/**
 * A lock of `global` around nothing but a table of the own node: two nodes that take it at once change two tables, and a cut
 * decides nothing.
 */
export function guardsOwnNode(program: Program, site: Site<Call>): boolean {
  const { expr, frame } = site
  if (expr.module !== 'global' || expr.name !== 'trans') return false
  const fun = expr.args.find(({ kind }) => kind === 'fun')
  if (!fun) return false
  let changes = false
  let leaves = false
  const look = (each: Site) => {
    if (each.expr.kind === 'call' && each.expr.module === 'ets' && each.expr.name.startsWith('insert'))
      changes = true
    if (goesFurther(program, each)) leaves = true
    return leaves
  }
  visit(fun, (inner) => {
    if (inner.kind !== 'call' && inner.kind !== 'apply') return
    const each = { expr: inner, frame }
    if (look(each)) return
    for (const target of callGraph(program).targetsOf(each)) callGraph(program).reaches(target, look, 2)
  })
  return changes && !leaves
}

/** Neither a function of the program that can be looked into, nor one that stays on this node. */
function goesFurther(program: Program, site: Site): boolean {
  const { expr } = site
  if (expr.kind === 'apply') return true
  if (expr.kind !== 'call' || callGraph(program).targetsOf(site).length > 0) return false
  if (expr.module === 'erlang' || expr.module === 'Kernel') return acts.test(expr.name)
  return !local.test(expr.module ?? '')
}
