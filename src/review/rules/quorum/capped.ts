import type { Branch, Expr } from '../../source/form.ts'
import type { Frame, Program, Site } from '../../source/program/program.ts'
import { type Quantity, quantity } from '../../source/program/quantity.ts'

/**
 * A number that a branch holds under a cap: `case div(n, 2) + 1 of Q when Q > 3 -> 3; Q -> Q end`, or `if q > 3`.
 * Null for any other branch.
 */
export function capped(program: Program, { expr, frame }: Site): Quantity | null {
  return expr.kind === 'branch' ? ofCase(program, expr, frame) : null
}

function ofCase(program: Program, { subject, clauses }: Branch, frame: Frame): Quantity | null {
  const [first, second, more] = clauses
  if (!subject || !first || !second || more) return null
  const [name] = first.patterns
  const [other] = second.patterns
  const cap = first.body.at(-1)
  if (name?.kind !== 'var' || other?.kind !== 'var' || cap?.kind !== 'integer') return null
  if (!isVar(second.body.at(-1), other.name) || second.guard) return null
  const limit = aboveIn(first.guard, name.name)
  const value = quantity(program, { expr: subject, frame })
  if (limit === null || !value?.size) return null
  const { value: most } = cap
  return { size: value.size, at: (n) => (value.at(n) > limit ? most : value.at(n)) }
}

/** The number that a guard `Name > 3` or `Name >= 4` (then one less) lets through. */
function aboveIn(guard: Expr | null, name: string): number | null {
  if (guard?.kind !== 'op' || !isVar(guard.args[0], name)) return null
  const [, limit] = guard.args
  if (limit?.kind !== 'integer') return null
  if (guard.op === '>') return limit.value
  return guard.op === '>=' ? limit.value - 1 : null
}

function isVar(expr: Expr | undefined, name: string): boolean {
  return expr?.kind === 'var' && expr.name === name
}
