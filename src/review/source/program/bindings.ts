import type { Clause, Expr } from '../form.ts'
import { type BindingSite, indexOf } from './clause-index.ts'

/** How a variable got its value. */
export type Binding =
  /** Bound to the whole of `value`. */
  | { readonly kind: 'value'; readonly value: Expr }
  /** The function's own parameter, as a whole. */
  | { readonly kind: 'parameter'; readonly index: number }
  /** Taken out of `source` by a pattern (null where the source has no expression, as in receive). */
  | { readonly kind: 'part'; readonly source: Expr | null; readonly pattern: Expr }

/**
 * The binding of `name` that is in force at byte `offset`: the last one before it whose scope reaches there (Elixir
 * rebinds). Where none does, the last one before it: Erlang's branches hand their variables on.
 */
export function patternBinding(clause: Clause, name: string, offset: number): Binding | null {
  let inScope: BindingSite | null = null
  let before: BindingSite | null = null
  for (const site of indexOf(clause).bindingsOf(name)) {
    const { pattern, source, scope, heads, parameter } = site
    if (parameter < 0 && pattern.start > offset) continue
    // Its own right-hand side is read before the name is bound.
    if (source && !heads && source.start <= offset && offset < source.end) continue
    const reaches = scope === clause || (scope.start <= offset && offset < scope.end)
    if (reaches) inScope = site
    else if (!heads) before = site
  }
  const site = inScope ?? before
  if (!site) return null
  const { source, pattern, whole, parameter } = site
  if (whole && parameter >= 0) return { kind: 'parameter', index: parameter }
  return whole && source ? { kind: 'value', value: source } : { kind: 'part', source, pattern }
}
