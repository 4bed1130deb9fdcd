import type { Comprehension, Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { call } from './build.ts'
import { lowerClauses } from './clauses.ts'
import { lower, lowerAll, lowerBody } from './expressions.ts'
import type { Scope } from './scope.ts'
import { callParts, wordOf } from './sections.ts'

/**
 * `for`. `into:` something that is not empty is `Enum.into` around it. With `reduce:` the body is a branch of the
 * accumulator, whose subject is its first value.
 */
export function comprehension(node: Node, scope: Scope): Expr | null {
  const { args, options, sections } = callParts(node.kids)
  if (!sections) return null
  const inner = scope.inner()
  const steps = lowerAll(args, inner)
  const given = new Map(options.map((pair) => [wordOf(pair), pair.kids[1] as Node]))
  const nodes = sections.body('do')
  const reduce = given.get('reduce')
  const body = reduce ? [reduction(reduce, nodes, inner, node)] : lowerBody(nodes, inner)
  const whole: Comprehension = { kind: 'comprehension', steps, body, start: node.start, end: node.end }
  const into = given.get('into')
  if (!into || isEmpty(into)) return whole
  return call('Enum', 'into', [whole, lower(into, scope)], node)
}

function reduction(first: Node, nodes: readonly Node[], scope: Scope, span: Node): Expr {
  const clauses = lowerClauses(nodes, scope)
  return { kind: 'branch', subject: lower(first, scope), clauses, start: span.start, end: span.end }
}

function isEmpty(node: Node): boolean {
  const isLiteral = node.kind === Kind.map || node.kind === Kind.list || node.kind === Kind.string
  return isLiteral && node.kids.length === 0
}
