import type { Clause, Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { lowerAll } from './lower.ts'
import type { Scope } from './scope.ts'

/** A clause node: patterns, guard, body. */
export function lowerClause(node: Node, scope: Scope): Clause {
  const [heads, guard, steps] = node.kids as [Node, Node, Node]
  const patterns = lowerAll(heads.kids, scope)
  return {
    patterns,
    guard: lowerGuard(guard, scope),
    body: lowerAll(steps.kids, scope),
    start: node.start,
    end: node.end,
  }
}

export function lowerClauses(nodes: readonly Node[], scope: Scope): Clause[] {
  const clauses: Clause[] = []
  for (const node of nodes) clauses.push(lowerClause(node, scope))
  return clauses
}

/** `A, B; C` is (A and B) or C; null where there is no guard. */
export function lowerGuard(node: Node, scope: Scope): Expr | null {
  if (node.kids.length === 0) return null
  const levels = node.kids.length + node.kids.reduce((most, group) => Math.max(most, group.kids.length), 0)
  scope.enter(node, levels)
  const alternatives = node.kids.map((group) => joined('and', lowerAll(group.kids, scope)))
  scope.leave(levels)
  return joined('or', alternatives)
}

/** One operator node for all, so that a long guard does not nest. */
function joined(op: 'and' | 'or', tests: Expr[]): Expr {
  const [first, ...rest] = tests as [Expr, ...Expr[]]
  let whole = first
  for (const test of rest) whole = { kind: 'op', op, args: [whole, test], start: whole.start, end: test.end }
  return whole
}
