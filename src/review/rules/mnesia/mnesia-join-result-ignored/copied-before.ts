import type { Call } from '../../../source/form.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import { definitionAt } from '../../../source/program/calls/modules.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { visitClause } from '../../../source/walk.ts'
import { mnesiaTables } from '../replication.ts'

/**
 * The table was given, before this, to a function of the project that creates it and adds the copy of this node where it
 * exists: in this clause, or in a function that each caller of this one calls first.
 */
export function copiedBefore(program: Program, site: Site<Call>): boolean {
  const [table] = site.expr.args
  if (table?.kind !== 'atom') return false
  const made = mnesiaTables(program)
    .filter(({ name }) => name === table.name)
    .map((each) => each.site)
    .filter((each) => each.expr !== site.expr && copies(program, each))
  if (made.length === 0) return false
  if (made.some(({ expr, frame }) => frame.clause === site.frame.clause && expr.end <= site.expr.start))
    return true
  const definition = definitionAt(site.frame)
  const callers = definition ? callGraph(program).callersOf(definition, 1) : []
  return (
    callers.length > 0 &&
    callers.every((caller) => made.some((creation) => runsBefore(program, creation, caller.site)))
  )
}

/** What creates the table adds a copy as well. */
function copies(program: Program, site: Site<Call>): boolean {
  const graph = callGraph(program)
  const isCopy = ({ expr }: Site) =>
    expr.kind === 'call' && expr.module === 'mnesia' && expr.name === 'add_table_copy'
  return graph.targetsOf(site).some((target) => target.certain && graph.reaches(target, isCopy, 3) !== null)
}

/** The function of `creation` is called before `site`, in its clause. */
function runsBefore(program: Program, creation: Site, { expr, frame }: Site): boolean {
  let found = false
  visitClause(frame.clause, (inner) => {
    if (found || inner.kind !== 'call' || inner.end > expr.start) return
    found = callGraph(program)
      .targetsOf({ expr: inner, frame })
      .some(({ fn, certain }) => certain && fn === creation.frame.fn)
  })
  return found
}
