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
  visitBelow(expr, visitor, ancestors)
  ancestors.pop()
}

/** As `children` and `clausesOf` name them; written out, since every rule walks and no array need be made for it. */
function visitBelow(expr: Expr, visitor: Visitor, ancestors: Ancestor[]): void {
  switch (expr.kind) {
    case 'tuple':
    case 'binary':
      visitAll(expr.items, visitor, ancestors)
      return
    case 'list':
      visitAll(expr.items, visitor, ancestors)
      if (expr.tail) visit(expr.tail, visitor, ancestors)
      return
    case 'map':
      if (expr.base) visit(expr.base, visitor, ancestors)
      for (const { key, value } of expr.entries) {
        visit(key, visitor, ancestors)
        visit(value, visitor, ancestors)
      }
      return
    case 'text':
      visitAll(expr.parts, visitor, ancestors)
      return
    case 'call':
      if (expr.target) visit(expr.target, visitor, ancestors)
      visitAll(expr.args, visitor, ancestors)
      return
    case 'funref':
      if (expr.target) visit(expr.target, visitor, ancestors)
      return
    case 'apply':
      visit(expr.fun, visitor, ancestors)
      visitAll(expr.args, visitor, ancestors)
      return
    case 'op':
    case 'constant':
      visitAll(expr.args, visitor, ancestors)
      return
    case 'match':
    case 'arrow':
      visit(expr.pattern, visitor, ancestors)
      visit(expr.value, visitor, ancestors)
      return
    case 'block':
      visitAll(expr.body, visitor, ancestors)
      return
    case 'branch':
      if (expr.subject) visit(expr.subject, visitor, ancestors)
      visitClauses(expr.clauses, visitor, ancestors)
      return
    case 'with':
      visitAll(expr.steps, visitor, ancestors)
      visitAll(expr.body, visitor, ancestors)
      visitClauses(expr.otherwise, visitor, ancestors)
      return
    case 'comprehension':
      visitAll(expr.steps, visitor, ancestors)
      visitAll(expr.body, visitor, ancestors)
      return
    case 'receive':
      if (expr.timeout) visit(expr.timeout, visitor, ancestors)
      visitAll(expr.after, visitor, ancestors)
      visitClauses(expr.clauses, visitor, ancestors)
      return
    case 'try':
      visitAll(expr.body, visitor, ancestors)
      visitAll(expr.after, visitor, ancestors)
      visitClauses(expr.clauses, visitor, ancestors)
      visitClauses(expr.catches, visitor, ancestors)
      return
    case 'fun':
      visitClauses(expr.clauses, visitor, ancestors)
      return
    case 'field':
      visit(expr.of, visitor, ancestors)
      return
    case 'other':
      visitAll(expr.children, visitor, ancestors)
      return
  }
}

function visitClauses(clauses: readonly Clause[], visitor: Visitor, ancestors: Ancestor[]): void {
  for (const clause of clauses) visitClause(clause, visitor, ancestors)
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
    case 'funref':
      return expr.target ? [expr.target] : none
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
