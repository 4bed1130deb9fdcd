import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { isDocumentation } from './attributes.ts'
import { apply, match, op, other } from './build.ts'
import { lowerCall, lowerRemote } from './calls.ts'
import { capture } from './captures.ts'
import { lower, lowerAll } from './expressions.ts'
import type { Scope } from './scope.ts'
import { decoded } from './text-content.ts'

/** Elixir's operators that have another spelling in the shared form. */
const spelling: Record<string, string> = {
  '&&': 'and',
  '||': 'or',
  '!': 'not',
  '&&&': 'band',
  '|||': 'bor',
  '^^^': 'bxor',
  '<<<': 'bsl',
  '>>>': 'bsr',
  '~~~': 'bnot',
}

export function lowerBinary(node: Node, scope: Scope): Expr {
  const [left, right] = node.kids as [Node, Node]
  switch (node.value) {
    case '=':
      return match(lower(left, scope), lower(right, scope), node)
    case '<-': {
      const [pattern, value] = [lower(left, scope), lower(right, scope)]
      return { kind: 'arrow', pattern, value, start: node.start, end: node.end }
    }
    case '|>':
      return pipe(lower(left, scope), right, node, scope)
  }
  return op(spelling[node.value] ?? node.value, lowerAll(node.kids, scope), node)
}

export function lowerUnary(node: Node, scope: Scope): Expr {
  const operand = node.kids[0] as Node
  if (node.value === '@') return constant(node, operand, scope)
  if (node.value === '&') return capture(node, operand, scope)
  return op(spelling[node.value] ?? node.value, [lower(operand, scope)], node)
}

/** `piped |> right`: the right-hand call with one argument more, in front. */
function pipe(piped: Expr, right: Node, whole: Node, scope: Scope): Expr {
  switch (right.kind) {
    case Kind.identifier:
    case Kind.call:
      return lowerCall(right, scope, piped)
    case Kind.field:
    case Kind.remoteCall:
      return lowerRemote(right, scope, piped)
    case Kind.apply:
    case Kind.callResult: {
      const [fun, ...args] = right.kids as readonly [Node, ...Node[]]
      return apply(lower(fun, scope), [piped, ...lowerAll(args, scope)], right)
    }
  }
  return op('|>', [piped, lower(right, scope)], whole)
}

/** `@name`; `@name value` where it is not a module's own expression. */
function constant(node: Node, operand: Node, scope: Scope): Expr {
  if (isDocumentation(operand.value)) return other([], node)
  if (operand.kind !== Kind.identifier && operand.kind !== Kind.call)
    return other([lower(operand, scope)], node)
  const args = lowerAll(operand.kids, scope)
  return { kind: 'constant', name: decoded(operand.value), args, start: node.start, end: node.end }
}
