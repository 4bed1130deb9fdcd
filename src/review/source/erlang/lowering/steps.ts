import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { lowerClauses } from './clauses.ts'
import { lower, lowerSome } from './lower.ts'
import type { Scope } from './scope.ts'

/** The steps reach up to the last `?=`; what follows is the body. */
export function lowerMaybe(node: Node, scope: Scope): Expr {
  const [done, otherwise] = node.kids as [Node, Node]
  const bodyAt = done.kids.findLastIndex((step) => step.kind === Kind.maybeMatch) + 1
  return {
    kind: 'with',
    steps: lowerSome(done.kids, scope, 0, bodyAt),
    body: lowerSome(done.kids, scope, bodyAt, done.kids.length),
    otherwise: lowerClauses(otherwise.kids, scope),
    start: node.start,
    end: node.end,
  }
}

/** `Pattern <- Source` and the like; `Pattern ?= Value`. */
export function lowerGenerator(node: Node, scope: Scope): Expr {
  const pattern = lower(node.kids[0] as Node, scope)
  const value = lower(node.kids[1] as Node, scope)
  return { kind: 'arrow', pattern, value, start: node.start, end: node.end }
}

/** List, binary and map comprehensions; a map's template is the pair of key and value. */
export function lowerComprehension(node: Node, scope: Scope): Expr {
  const { kids, start, end } = node
  const steps: Expr[] = []
  for (let index = 1; index < kids.length; index++) {
    const qualifier = kids[index] as Node
    // Generators that advance together are listed one by one: what they bind and read is the same.
    if (qualifier.kind === Kind.zip) for (const kid of qualifier.kids) steps.push(lower(kid, scope))
    else steps.push(lower(qualifier, scope))
  }
  return { kind: 'comprehension', steps: steps.slice(), body: [lower(kids[0] as Node, scope)], start, end }
}
