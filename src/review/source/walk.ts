import type { Clause, Expr } from './form.ts'

/** What stands above an expression, outermost first: the function's clause, then expressions and inner clauses. */
export type Ancestor = Expr | Clause

export function isClause(ancestor: Ancestor): ancestor is Clause {
  return !('kind' in ancestor)
}

type Visitor = (expr: Expr, ancestors: readonly Ancestor[]) => void

/**
 * Visits every expression below `clause` in source order, patterns and guards included. `ancestors` is one
 * array that is reused: copy it to keep it.
 */
export function visitClause(clause: Clause, visitor: Visitor, ancestors: Ancestor[] = []): void {
  ancestors.push(clause)
  visitAll(clause.patterns, visitor, ancestors)
  if (clause.guard) visit(clause.guard, visitor, ancestors)
  visitAll(clause.body, visitor, ancestors)
  ancestors.pop()
}

export function visitAll(exprs: readonly Expr[], visitor: Visitor, ancestors: Ancestor[] = []): void {
  for (const expr of exprs) visit(expr, visitor, ancestors)
}

export function visit(expr: Expr, visitor: Visitor, ancestors: Ancestor[] = []): void {
  visitor(expr, ancestors)
  ancestors.push(expr)
  visitAll(children(expr), visitor, ancestors)
  for (const clause of clausesOf(expr)) visitClause(clause, visitor, ancestors)
  ancestors.pop()
}

const none: readonly never[] = []

/** The clauses that an expression owns; their insides are not among its children. */
export function clausesOf(expr: Expr): readonly Clause[] {
  switch (expr.kind) {
    case 'branch':
    case 'receive':
    case 'fun':
      return expr.clauses
    case 'with':
      return expr.otherwise
    case 'try':
      return expr.catches.length === 0 ? expr.clauses : [...expr.clauses, ...expr.catches]
    default:
      return none
  }
}

/** Direct sub-expressions that stand in no clause. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'tuple':
    case 'binary':
      return expr.items
    case 'list':
      return expr.tail ? [...expr.items, expr.tail] : expr.items
    case 'map': {
      const found: Expr[] = expr.base ? [expr.base] : []
      for (const { key, value } of expr.entries) found.push(key, value)
      return found
    }
    case 'text':
      return expr.parts
    case 'call':
      return expr.target ? [expr.target, ...expr.args] : expr.args
    case 'apply':
      return [expr.fun, ...expr.args]
    case 'op':
    case 'constant':
      return expr.args
    case 'match':
    case 'arrow':
      return [expr.pattern, expr.value]
    case 'block':
      return expr.body
    case 'branch':
      return expr.subject ? [expr.subject] : none
    case 'with':
    case 'comprehension':
      return [...expr.steps, ...expr.body]
    case 'receive':
      return expr.timeout ? [expr.timeout, ...expr.after] : expr.after
    case 'try':
      return [...expr.body, ...expr.after]
    case 'field':
      return [expr.of]
    case 'other':
      return expr.children
    default:
      return none
  }
}

/** The expressions that a body may end in: through blocks, branches, try and with. */
export function results(body: readonly Expr[]): readonly Expr[] {
  const last = body.at(-1)
  if (!last) return none
  switch (last.kind) {
    case 'block':
      return results(last.body)
    case 'branch':
    case 'receive':
      return last.clauses.flatMap((clause) => results(clause.body))
    case 'with':
      return [...results(last.body), ...last.otherwise.flatMap((clause) => results(clause.body))]
    case 'try':
      return [...results(last.body), ...clausesOf(last).flatMap((clause) => results(clause.body))]
    default:
      return [last]
  }
}

/** Whether one of these atoms stands anywhere in an expression or clause. */
export function namesAtom(scope: Expr | Clause, ...names: readonly string[]): boolean {
  let named = false
  const look = (expr: Expr) => {
    if (expr.kind === 'atom' && names.includes(expr.name)) named = true
  }
  if ('kind' in scope) visit(scope, look)
  else visitClause(scope, look)
  return named
}
