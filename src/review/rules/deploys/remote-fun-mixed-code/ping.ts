import type { Clause, Expr } from '../../../source/form.ts'
import { ancestorsOf, type Site } from '../../../source/program/program.ts'
import { isClause, visitClause } from '../../../source/walk.ts'

const values = new Set(['atom', 'integer', 'float', 'text'])
const tells = /^(logger|Logger|lager|telemetry)$/

/**
 * A fun that does nothing, whose answer nobody looks at, inside a `try` that takes every failure for a value: the call asks
 * whether the node answers, and no work is lost where the node has another build.
 */
export function onlyPings(site: Site, fun: Site): boolean {
  if (fun.expr.kind !== 'fun') return false
  if (!fun.expr.clauses.every(({ body }) => body.every(({ kind }) => values.has(kind)))) return false
  const around = ancestorsOf(site).at(-1)
  if (!around || isClause(around) || around.kind !== 'try') return false
  const at = around.body.indexOf(site.expr)
  const dropped = at >= 0 && at < around.body.length - 1
  return dropped && around.catches.some(isWide) && around.catches.every(onlySays)
}

/** Takes whatever was raised. */
function isWide({ guard, patterns }: Clause): boolean {
  const isAny = (pattern: Expr): boolean =>
    pattern.kind === 'var' || (pattern.kind === 'tuple' && pattern.items.every(isAny))
  return guard === null && patterns.every(isAny)
}

/** Answers with a value, and does nothing about the failure but to tell of it. */
function onlySays(clause: Clause): boolean {
  let acts = false
  visitClause(clause, (expr) => {
    if (expr.kind === 'apply' || (expr.kind === 'call' && !tells.test(expr.module ?? ''))) acts = true
  })
  return !acts
}
