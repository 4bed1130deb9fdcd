import type { Clause, Expr } from '../form.ts'
import { type Ancestor, isClause, visit, visitClause } from '../walk.ts'

/** A place in a clause where a pattern may bind a name, in the order of the walk. */
export interface BindingSite {
  readonly pattern: Expr
  /** What the pattern is matched with; null where it has no expression, as in receive. */
  readonly source: Expr | null
  /** The pattern is the name itself, or the name and another pattern: it is bound to all of `source`. */
  readonly whole: boolean
  /** Index of the function's parameter; -1 elsewhere. */
  readonly parameter: number
  /** The innermost clause around it: what it binds is sure to be seen only there. */
  readonly scope: Clause
  /** True where the pattern heads `scope` (of a case, fun, receive): it binds inside `scope` alone. */
  readonly heads: boolean
}

/** Who binds what in a clause, and what stands above each expression. */
export class ClauseIndex {
  readonly #parents = new Map<Ancestor, Ancestor>()
  readonly #bindings = new Map<string, BindingSite[]>()

  constructor(clause: Clause) {
    clause.patterns.forEach((pattern, parameter) => {
      this.#bind(pattern, null, clause, false, parameter)
    })
    visitClause(clause, (expr, ancestors) => {
      this.#link(expr, ancestors)
      if (expr.kind === 'match') this.#bind(expr.pattern, expr.value, innermost(ancestors))
      else if (expr.kind === 'arrow') this.#bind(expr.pattern, null, innermost(ancestors))
      else if (expr.kind === 'branch') this.#bindHeads(expr.clauses, expr.subject)
      else if (expr.kind === 'receive' || expr.kind === 'fun') this.#bindHeads(expr.clauses, null)
      else if (expr.kind === 'try') {
        this.#bindHeads(expr.clauses, expr.body.at(-1) ?? null)
        this.#bindHeads(expr.catches, null)
      } else if (expr.kind === 'with') this.#bindHeads(expr.otherwise, null)
    })
  }

  bindingsOf(name: string): readonly BindingSite[] {
    return this.#bindings.get(name) ?? []
  }

  /** What stands above `expr`, outermost first: the clause itself, then expressions and inner clauses. */
  above(expr: Expr): readonly Ancestor[] {
    const found: Ancestor[] = []
    for (let at = this.#parents.get(expr); at; at = this.#parents.get(at)) found.push(at)
    return found.reverse()
  }

  #link(expr: Expr, ancestors: readonly Ancestor[]): void {
    const parent = ancestors.at(-1) as Ancestor
    this.#parents.set(expr, parent)
    const grand = ancestors.at(-2)
    if (grand && isClause(parent) && !this.#parents.has(parent)) this.#parents.set(parent, grand)
  }

  #bindHeads(clauses: readonly Clause[], subject: Expr | null): void {
    for (const clause of clauses) {
      const source = clause.patterns.length === 1 ? subject : null
      for (const pattern of clause.patterns) this.#bind(pattern, source, clause, true)
    }
  }

  #bind(pattern: Expr, source: Expr | null, scope: Clause, heads = false, parameter = -1): void {
    for (const name of namesIn(pattern)) {
      const site = { pattern, source, whole: isWhole(pattern, name), parameter, scope, heads }
      const known = this.#bindings.get(name)
      if (known) known.push(site)
      else this.#bindings.set(name, [site])
    }
  }
}

function innermost(ancestors: readonly Ancestor[]): Clause {
  for (let i = ancestors.length - 1; i >= 0; i--) {
    const above = ancestors[i] as Ancestor
    if (isClause(above)) return above
  }
  throw new Error('an expression stands in no clause')
}

function namesIn(pattern: Expr): ReadonlySet<string> {
  const names = new Set<string>()
  visit(pattern, (expr, ancestors) => {
    if (expr.kind !== 'var') return
    // Elixir's pin compares with what the name has already.
    const above = ancestors.at(-1)
    if (above && 'kind' in above && above.kind === 'op' && above.op === '^') return
    names.add(expr.name)
  })
  return names
}

/** `x`, or `x = pattern` with x on either side. */
function isWhole(pattern: Expr, name: string): boolean {
  if (pattern.kind === 'var') return pattern.name === name
  // Elixir's default argument: `param \\ default`.
  if (pattern.kind === 'op' && pattern.op === '\\\\' && pattern.args[0]) return isWhole(pattern.args[0], name)
  return pattern.kind === 'match' && (isWhole(pattern.pattern, name) || isWhole(pattern.value, name))
}

/** Indexes of the clauses that were asked for last: rules ask for one clause many times, and seldom again later. */
const kept = 2_000
const recent = new Map<Clause, ClauseIndex>()

export function indexOf(clause: Clause): ClauseIndex {
  let index = recent.get(clause)
  if (!index) {
    index = new ClauseIndex(clause)
    if (recent.size >= kept) {
      for (const old of recent.keys()) {
        recent.delete(old)
        break
      }
    }
    recent.set(clause, index)
  }
  return index
}
