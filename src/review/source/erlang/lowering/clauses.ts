import type { Clause, Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { lower, lowerAll } from './lower.ts'
import { nothing, row } from './rows.ts'
import type { Scope } from './scope.ts'

/** A clause node: patterns, guard, body. */
export function lowerClause(node: Node, scope: Scope): Clause {
  const [heads, guard, steps] = node.kids as [Node, Node, Node]
  return {
    patterns: lowerAll(heads.kids, scope),
    guard: guard.kids.length === 0 ? null : lowerGuard(guard, scope),
    body: lowerAll(steps.kids, scope),
    start: node.start,
    end: node.end,
  }
}

/** The clauses among `nodes` from index `from` up to, not including, `until`. */
export function lowerClauses(
  nodes: readonly Node[],
  scope: Scope,
  from = 0,
  until = nodes.length,
): readonly Clause[] {
  if (until <= from) return nothing
  const clauses = row<Clause>(until - from)
  for (let index = from; index < until; index++)
    clauses[index - from] = lowerClause(nodes[index] as Node, scope)
  return clauses
}

/** `A, B; C` is (A and B) or C; null where there is no guard. */
export function lowerGuard(node: Node, scope: Scope): Expr | null {
  let levels = 0
  for (const group of node.kids) levels = Math.max(levels, group.kids.length)
  levels += node.kids.length
  scope.enter(node, levels)
  let whole: Expr | null = null
  for (const group of node.kids) {
    let alternative: Expr | null = null
    for (const test of group.kids)
      alternative = joined('and', alternative, lower(test, scope), group.start, test.end)
    if (alternative) whole = joined('or', whole, alternative, node.start, group.end)
  }
  scope.leave(levels)
  return whole
}

function joined(op: 'and' | 'or', left: Expr | null, right: Expr, start: number, end: number): Expr {
  return left ? { kind: 'op', op, args: [left, right], start, end } : right
}
