import type { Clause, Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { block, fun, none, op } from './build.ts'
import { lower, lowerAll, lowerBlock, lowerBody } from './expressions.ts'
import type { Scope } from './scope.ts'
import { bodyOf, contentOf, sectionOf } from './sections.ts'

/** `patterns when guard -> body`; an expression in a clause's place (macros put `unquote` there) has no patterns. */
function lowerClause(node: Node, scope: Scope): Clause {
  const { kids, start, end } = node
  if (node.kind !== Kind.clause) return clauseOf(none, [node], scope, start, end)
  const mark = scope.mark()
  const patterns = lowerAll((kids[0] as Node).kids, scope)
  const guard = kids.length > 2 ? lowerGuard(kids[2] as Node, scope) : null
  const body = lowerBody((kids[1] as Node).kids, scope)
  scope.restore(mark)
  return { patterns, guard, body, start, end }
}

/** `when a when b` holds where either does. */
export function lowerGuard(node: Node, scope: Scope): Expr {
  if (node.kind !== Kind.binary || node.value !== 'when') return lower(node, scope)
  const left = lower(node.kids[0] as Node, scope)
  return op('or', [left, lowerGuard(node.kids[1] as Node, scope)], node.start, node.end)
}

export function lowerClauses(nodes: readonly Node[], scope: Scope): readonly Clause[] {
  const count = nodes.length
  if (count === 0) return none
  if (count === 1) return [lowerClause(nodes[0] as Node, scope)]
  if (count === 2) return [lowerClause(nodes[0] as Node, scope), lowerClause(nodes[1] as Node, scope)]
  const clauses = new Array<Clause>(count)
  for (let i = 0; i < count; i++) clauses[i] = lowerClause(nodes[i] as Node, scope)
  return clauses
}

/** A clause of the given patterns and a body, in a scope of its own. */
export function clauseOf(
  patterns: readonly Expr[],
  body: readonly Node[],
  scope: Scope,
  start: number,
  end: number,
): Clause {
  return { patterns, guard: null, body: lowerBlock(body, scope), start, end }
}

/** What `do … rescue … end` does: its body, or one `try` of these bounds around it where it has more than a body. */
export function guardedBody(doBlock: Node, scope: Scope, start: number, end: number): readonly Expr[] {
  const body = lowerBlock(bodyOf(doBlock), scope)
  const hasMore = doBlock.kids.length > 1
  if (!hasMore) return body
  const rescue = sectionOf(doBlock, 'rescue')
  const caught = sectionOf(doBlock, 'catch')
  const after = sectionOf(doBlock, 'after')
  const otherwise = contentOf(sectionOf(doBlock, 'else'))
  if (!rescue && !caught && !after && otherwise[0]?.kind !== Kind.clause) {
    return otherwise.length === 0 ? body : body.concat(lowerBlock(otherwise, scope))
  }
  return [
    {
      kind: 'try',
      body,
      clauses: lowerClauses(otherwise, scope),
      catches: catchesOf(rescue, caught, scope),
      after: lowerBlock(contentOf(after), scope),
      start,
      end,
    },
  ]
}

function catchesOf(rescue: Node | null, caught: Node | null, scope: Scope): readonly Clause[] {
  const rescues = lowerClauses(contentOf(rescue), scope)
  if (!caught) return rescues
  return rescues.concat(lowerClauses(contentOf(caught), scope)).sort((a, b) => a.start - b.start)
}

/** The do-block of a macro that is not known, as one argument: a fun of its clauses, or a block. */
export function blockArgument(doBlock: Node, scope: Scope): Expr {
  const { start, end } = doBlock
  const nodes = bodyOf(doBlock)
  if (nodes[0]?.kind === Kind.clause) return fun(lowerClauses(nodes, scope), start, end)
  return block(guardedBody(doBlock, scope, start, end), start, end)
}
