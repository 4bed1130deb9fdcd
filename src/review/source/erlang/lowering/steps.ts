import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { lowerClauses } from './clauses.ts'
import { lower, lowerAll } from './lower.ts'
import type { Scope } from './scope.ts'

/** The steps reach up to the last `?=`; what follows is the body. */
export function lowerMaybe(node: Node, scope: Scope): Expr {
  const [done, otherwise] = node.kids as [Node, Node]
  const bodyAt = done.kids.findLastIndex((step) => step.kind === Kind.maybeMatch) + 1
  return {
    kind: 'with',
    steps: lowerAll(done.kids.slice(0, bodyAt), scope),
    body: lowerAll(done.kids.slice(bodyAt), scope),
    otherwise: lowerClauses(otherwise.kids, scope),
    start: node.start,
    end: node.end,
  }
}

/** `Pattern <- Source` and the like; `Pattern ?= Value`. */
export function lowerGenerator(node: Node, scope: Scope): Expr {
  const [pattern, value] = lowerAll(node.kids, scope) as [Expr, Expr]
  return { kind: 'arrow', pattern, value, start: node.start, end: node.end }
}

/** List, binary and map comprehensions; a map's template is the pair of key and value. */
export function lowerComprehension(node: Node, scope: Scope): Expr {
  const [template, ...qualifiers] = node.kids as [Node, ...Node[]]
  // Generators that advance together are listed one by one: what they bind and read is the same.
  const single = qualifiers.flatMap((qualifier) =>
    qualifier.kind === Kind.zip ? qualifier.kids : [qualifier],
  )
  const steps = lowerAll(single, scope)
  return { kind: 'comprehension', steps, body: [lower(template, scope)], start: node.start, end: node.end }
}
