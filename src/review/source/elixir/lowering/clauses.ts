import type { Clause, Expr, Span } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { block, fun, op } from './build.ts'
import { lower, lowerAll, lowerBody } from './expressions.ts'
import type { Scope } from './scope.ts'
import type { Sections } from './sections.ts'

/** `patterns when guard -> body`. */
function lowerClause(node: Node, scope: Scope): Clause {
  const inner = scope.inner()
  const [patterns, body, guard] = node.kids as readonly [Node, Node, Node?]
  return {
    patterns: lowerAll(patterns.kids, inner),
    guard: guard ? lowerGuard(guard, inner) : null,
    body: lowerBody(body.kids, inner),
    start: node.start,
    end: node.end,
  }
}

/** `when a when b` holds where either does. */
export function lowerGuard(node: Node, scope: Scope): Expr {
  if (node.kind !== Kind.binary || node.value !== 'when') return lower(node, scope)
  const [left, right] = node.kids as [Node, Node]
  return op('or', [lower(left, scope), lowerGuard(right, scope)], node)
}

/** Clauses; an expression in a clause's place (macros put `unquote` there) is a clause without patterns. */
export function lowerClauses(nodes: readonly Node[], scope: Scope): Clause[] {
  return nodes.map((node) =>
    node.kind === Kind.clause ? lowerClause(node, scope) : clauseOf([], [node], scope, node),
  )
}

/** A clause of the given patterns and a body, in a scope of its own. */
export function clauseOf(patterns: readonly Expr[], body: readonly Node[], scope: Scope, span: Span): Clause {
  return { patterns, guard: null, body: lowerBody(body, scope.inner()), start: span.start, end: span.end }
}

/** What `do … rescue … end` does: its body, or one `try` around it where it has more than a body. */
export function guardedBody(sections: Sections, scope: Scope, span: Span): readonly Expr[] {
  const body = lowerBody(sections.body('do'), scope.inner())
  const hasMore = ['rescue', 'catch', 'after'].some((word) => sections.has(word))
  const otherwise = sections.body('else')
  if (!hasMore && otherwise[0]?.kind !== Kind.clause) return [...body, ...lowerBody(otherwise, scope.inner())]
  const catches = [
    ...lowerClauses(sections.body('rescue'), scope),
    ...lowerClauses(sections.body('catch'), scope),
  ].sort((a, b) => a.start - b.start)
  return [
    {
      kind: 'try',
      body,
      clauses: lowerClauses(otherwise, scope),
      catches,
      after: lowerBody(sections.body('after'), scope.inner()),
      start: span.start,
      end: span.end,
    },
  ]
}

/** The do-block of a macro that is not known, as one argument: a fun of its clauses, or a block. */
export function blockArgument(sections: Sections, scope: Scope): Expr {
  const nodes = sections.body('do')
  if (nodes[0]?.kind === Kind.clause) return fun(lowerClauses(nodes, scope), sections.span)
  return block(guardedBody(sections, scope, sections.span), sections.span)
}
