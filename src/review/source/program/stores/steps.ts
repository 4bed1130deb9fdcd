import type { Call, Clause, FunctionForm } from '../../form.ts'
import { facet } from '../facet.ts'
import type { Program, Site } from '../program.ts'
import { type Access, isRead, isWrite } from './access.ts'
import { accesses, accessOf } from './accesses.ts'

/** An access as a step of a clause. */
export interface Step {
  readonly access: Access
  /** The call in the clause: the access itself, or the call of the helper whose body it is. */
  readonly anchor: Site<Call>
}

/** A helper that is called from more places than this is an interface, and its callers no sequences of one store. */
const maxCallers = 200

/** The accesses of every clause, its own and those of helpers whose whole body is one access, in source order. */
export const stepsByClause = facet((program): ReadonlyMap<Clause, readonly Step[]> => {
  const steps = new Map<Clause, Step[]>()
  const add = (step: Step) => {
    const { clause } = step.anchor.frame
    const known = steps.get(clause)
    if (known) known.push(step)
    else steps.set(clause, [step])
  }
  const single = new Map<FunctionForm, Access | null>()
  for (const access of accesses(program)) {
    if (!isRead(access) && !isWrite(access)) continue
    add({ access, anchor: access.site })
    const { fn } = access.site.frame
    if (fn) single.set(fn, single.has(fn) ? null : access)
  }
  for (const [fn, access] of single)
    if (access) for (const step of throughHelper(program, fn, access)) add(step)
  for (const found of steps.values()) found.sort((a, b) => a.anchor.expr.start - b.anchor.expr.start)
  return steps
})

function throughHelper(program: Program, fn: FunctionForm, access: Access): readonly Step[] {
  const { frame } = access.site
  if (!frame.module || frame.clause.body.length > 1 || fn.clauses.length > 2) return []
  const callers = program.callersOf(frame.module.name, fn)
  if (callers.length > maxCallers) return []
  const steps: Step[] = []
  for (const anchor of callers) {
    if (anchor.frame.fn === fn) continue
    const inside = (site: Site) => ({ expr: site.expr, frame: { ...site.frame, caller: anchor } })
    const own = (site: Site | null) => (site && site.frame.fn === fn ? inside(site) : site)
    const { store, operation, dirty, locking, table, key, value, site } = access
    const seen = accessOf(program, {
      site: { expr: site.expr, frame: { ...site.frame, caller: anchor } },
      store,
      operation,
      dirty,
      locking,
      table,
      key: own(key),
      value: own(value),
    })
    steps.push({ access: seen, anchor })
  }
  return steps
}
