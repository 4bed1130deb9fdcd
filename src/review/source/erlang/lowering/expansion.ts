import type { Clause, Expr, Span } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { children, clausesOf } from '../../walk.ts'
import { lower } from './lower.ts'
import type { Scope } from './scope.ts'

/** An argument of a macro, and the parameters that were in force where it was written. */
export interface Binding {
  readonly given: Node
  readonly parameters: ReadonlyMap<string, Binding> | null
  /** How many macros were being expanded there. */
  readonly within: number
}

/**
 * What `?NAME(arguments)` stands for by the definition in the same file. What comes out of the definition has the
 * bytes of the use, so that whoever shows it shows the line where it happens; arguments keep their own.
 */
export function expanded(use: Node, definition: Node, scope: Scope): Expr {
  const [params, meaning] = definition.kids as [Node, Node]
  const outer = scope.parameters
  const within = scope.expanding.length
  const inner = new Map<string, Binding>()
  for (const [index, param] of params.kids.entries()) {
    inner.set(param.value, { given: use.kids[index] as Node, parameters: outer, within })
  }
  scope.parameters = inner
  scope.expanding.push(use.value)
  const expr = lower(meaning.kids[0] as Node, scope)
  scope.expanding.pop()
  scope.parameters = outer
  moveExpr(expr, definition, use)
  return expr
}

/** A macro's parameter inside its expansion: the argument, as it reads where it was written. */
export function argument({ given, parameters, within }: Binding, scope: Scope): Expr {
  const inner = scope.parameters
  const names = scope.expanding.splice(within)
  scope.parameters = parameters
  const expr = lower(given, scope)
  scope.parameters = inner
  scope.expanding.push(...names)
  return expr
}

interface Movable {
  start: number
  end: number
}

/**
 * Gives all that stands in `from` the bytes of `to`; what stands elsewhere is an argument with nothing of `from` in it.
 * What was just lowered is shared with nobody yet.
 */
function moveExpr(expr: Expr, from: Span, to: Span): void {
  if (!move(expr, from, to)) return
  for (const child of children(expr)) moveExpr(child, from, to)
  for (const clause of clausesOf(expr)) moveClause(clause, from, to)
}

function moveClause(clause: Clause, from: Span, to: Span): void {
  if (!move(clause, from, to)) return
  for (const pattern of clause.patterns) moveExpr(pattern, from, to)
  if (clause.guard) moveExpr(clause.guard, from, to)
  for (const step of clause.body) moveExpr(step, from, to)
}

function move(span: Span, from: Span, to: Span): boolean {
  if (span.start < from.start || span.end > from.end) return false
  const moved = span as Movable
  moved.start = to.start
  moved.end = to.end
  return true
}
