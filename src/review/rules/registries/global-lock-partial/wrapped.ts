import type { Call, Expr, FunctionForm } from '../../../source/form.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { results, visitClause } from '../../../source/walk.ts'
import type { Lock } from './lock.ts'

/**
 * Callers of a function that answers one thing when the lock was taken and another when it was refused, who only hand
 * that answer on to what frees the lock: the work between is done in both cases.
 */
export function refusalsPassedOn(program: Program, lock: Lock): Site<Call>[] {
  const { fn, module } = lock.site.frame
  if (!lock.givesUp || !fn || !module || !saysRefused(fn, lock)) return []
  return program.callersOf(module.name, fn).filter((site) => onlyHandsOn(site, module.name))
}

/** `case global:set_lock(…) of true -> Id; false -> undefined end` is what the function answers. */
function saysRefused(fn: FunctionForm, { site }: Lock): boolean {
  const branch = ancestorsOf(site).at(-1)
  if (!branch || !('kind' in branch) || branch.kind !== 'branch' || branch.subject !== site.expr) return false
  const refused = branch.clauses.find(({ patterns: [pattern] }) => isAtom(pattern, /^(false|aborted)$/))
  const [answer] = refused?.body.length === 1 ? refused.body : []
  if (!isAtom(answer, /^(false|undefined|nil|not_locked)$/)) return false
  const [clause] = fn.clauses
  if (!clause || fn.clauses.length > 1) return false
  // The branch is the answer itself, or it is bound to the variable that is.
  const answers = results(clause.body)
  if (answers.some((each) => each === answer)) return true
  return clause.body.some(
    (each) =>
      each.kind === 'match' &&
      each.value === branch &&
      each.pattern.kind === 'var' &&
      answers.length === 1 &&
      answers[0]?.kind === 'var' &&
      answers[0].name === each.pattern.name,
  )
}

function isAtom(expr: Expr | undefined, name: RegExp): boolean {
  return expr?.kind === 'atom' && name.test(expr.name)
}

/** Bound to a variable that nothing but calls of the lock's own module is given. */
function onlyHandsOn(site: Site<Call>, module: string): boolean {
  const { clause } = site.frame
  const bound = ancestorsOf(site).at(-1)
  if (!bound || !('kind' in bound) || bound.kind !== 'match' || bound.pattern.kind !== 'var') return false
  const { pattern } = bound
  let handed = 0
  let looked = false
  visitClause(clause, (expr, ancestors) => {
    if (expr.kind !== 'var' || expr === pattern || expr.name !== pattern.name) return
    const above = ancestors.at(-1)
    if (above && 'kind' in above && above.kind === 'call' && above.module === module) handed++
    else looked = true
  })
  return handed > 0 && !looked
}
