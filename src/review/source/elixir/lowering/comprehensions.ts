import type { Comprehension, Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { lowerClauses } from './clauses.ts'
import { lower, lowerAll, lowerBody } from './expressions.ts'
import type { Scope } from './scope.ts'
import { blockOf, bodyOf, optionOf } from './sections.ts'
import { callOf } from './targets.ts'

/**
 * `for`. `into:` something that is not empty is `Enum.into` around it. With `reduce:` the body is a branch of the
 * accumulator, whose subject is its first value.
 */
export function comprehension(node: Node, scope: Scope): Expr | null {
  const { kids, start, end } = node
  const doBlock = blockOf(kids)
  if (!doBlock) return null
  const options = optionsOf(kids, doBlock)
  const mark = scope.mark()
  const steps = lowerAll(kids.slice(0, options ? kids.indexOf(options) : -1), scope)
  const reduce = optionOf(options, 'reduce')
  const nodes = bodyOf(doBlock)
  const body = reduce ? [reduction(reduce, nodes, scope, node)] : lowerBody(nodes, scope)
  scope.restore(mark)
  const whole: Comprehension = { kind: 'comprehension', steps, body, start, end }
  const into = optionOf(options, 'into')
  if (!into || isEmpty(into)) return whole
  return callOf('Enum', 'into', [whole, lower(into, scope)], start, end)
}

/** The keywords before the do-block, or those that hold it. */
function optionsOf(kids: readonly Node[], doBlock: Node): Node | undefined {
  if (doBlock.kind !== Kind.doBlock) return doBlock
  const before = kids[kids.length - 2]
  const isKeywords = before?.kind === Kind.keywords || (before?.kind === Kind.list && isKeywordList(before))
  return isKeywords ? before : undefined
}

function isKeywordList(list: Node): boolean {
  return list.kids.length > 0 && list.kids.every((kid) => kid.kind === Kind.pair)
}

function reduction(first: Node, nodes: readonly Node[], scope: Scope, span: Node): Expr {
  const subject = lower(first, scope)
  return { kind: 'branch', subject, clauses: lowerClauses(nodes, scope), start: span.start, end: span.end }
}

function isEmpty(node: Node): boolean {
  const isLiteral = node.kind === Kind.map || node.kind === Kind.list || node.kind === Kind.string
  return isLiteral && node.kids.length === 0
}
