import type { Clause, Expr } from '../form.ts'
import { visitClause } from '../walk.ts'

/** How a variable got its value. */
export type Binding =
  /** Bound to the whole of `value`. */
  | { readonly kind: 'value'; readonly value: Expr }
  /** The function's own parameter, as a whole. */
  | { readonly kind: 'parameter'; readonly index: number }
  /** Taken out of `source` by a pattern (null where the source has no expression, as in receive). */
  | { readonly kind: 'part'; readonly source: Expr | null; readonly pattern: Expr }

/**
 * The binding of `name` that is in force at byte `offset`: the last one that ends before it (Elixir rebinds).
 * Scopes are not told apart: a variable of an inner fun shadows nothing that stands after it in practice.
 */
export function patternBinding(clause: Clause, name: string, offset: number): Binding | null {
  let found: Binding | null = null
  clause.patterns.forEach((pattern, index) => {
    if (mentions(pattern, name)) {
      found = whole(pattern, name) ? { kind: 'parameter', index } : { kind: 'part', source: null, pattern }
    }
  })
  const bind = (pattern: Expr, source: Expr | null, from: number) => {
    if (from > offset || !mentions(pattern, name)) return
    // Its own right-hand side is read before the name is bound.
    if (source && source.start <= offset && offset < source.end) return
    found =
      source && whole(pattern, name) ? { kind: 'value', value: source } : { kind: 'part', source, pattern }
  }
  visitClause(clause, (expr) => {
    if (expr.kind === 'match') bind(expr.pattern, expr.value, expr.pattern.start)
    else if (expr.kind === 'arrow') bind(expr.pattern, null, expr.pattern.start)
    else if (expr.kind === 'branch') bindClauses(expr.clauses, expr.subject, offset, bind)
    else if (expr.kind === 'receive' || expr.kind === 'fun') bindClauses(expr.clauses, null, offset, bind)
  })
  return found
}

function bindClauses(
  clauses: readonly Clause[],
  subject: Expr | null,
  offset: number,
  bind: (pattern: Expr, source: Expr | null, from: number) => void,
): void {
  for (const inner of clauses) {
    if (offset < inner.start || offset >= inner.end) continue
    for (const pattern of inner.patterns)
      bind(pattern, inner.patterns.length === 1 ? subject : null, pattern.start)
  }
}

/** `x`, or `x = pattern` with x on either side. */
function whole(pattern: Expr, name: string): boolean {
  if (pattern.kind === 'var') return pattern.name === name
  // Elixir's default argument: `param \\ default`.
  if (pattern.kind === 'op' && pattern.op === '\\\\' && pattern.args[0]) return whole(pattern.args[0], name)
  return pattern.kind === 'match' && (whole(pattern.pattern, name) || whole(pattern.value, name))
}

function mentions(pattern: Expr, name: string): boolean {
  let seen = false
  visitClause(
    { patterns: [pattern], guard: null, body: [], start: pattern.start, end: pattern.end },
    (expr) => {
      if (expr.kind === 'var' && expr.name === name) seen = true
    },
  )
  return seen
}
