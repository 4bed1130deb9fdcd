import type { Clause, Expr } from './form.ts'
import { children, clausesOf } from './walk.ts'

/** What distinguishes an expression besides its children. */
function head(expr: Expr): string {
  switch (expr.kind) {
    case 'atom':
    case 'var':
    case 'constant':
    case 'field':
      return `${expr.kind} ${expr.name}`
    case 'integer':
    case 'float':
    case 'text':
      return `${expr.kind} ${expr.value}`
    case 'call':
      return `call ${expr.module ?? '?'}:${expr.name}`
    case 'funref':
      return `funref ${expr.module ?? '?'}:${expr.name}/${expr.arity}`
    case 'op':
      return expr.op
    case 'map':
      return `map ${expr.struct ?? ''}`
    default:
      return expr.kind
  }
}

/**
 * The normalised form as text: equal for the same code in another layout or place, and where the two languages
 * say the same thing. Used to compare expressions and for fingerprints.
 */
export function keyOf(expr: Expr): string {
  const inner = children(expr).map(keyOf)
  for (const clause of clausesOf(expr)) inner.push(clauseKey(clause))
  return inner.length === 0 ? `(${head(expr)})` : `(${head(expr)} ${inner.join(' ')})`
}

function clauseKey(clause: Clause): string {
  const guard = clause.guard ? ` when ${keyOf(clause.guard)}` : ''
  return `[${clause.patterns.map(keyOf).join(' ')}${guard} -> ${clause.body.map(keyOf).join(' ')}]`
}
