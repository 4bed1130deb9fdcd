import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { isDocumentation } from './attributes.ts'
import { match, none, op, other } from './build.ts'
import { applyTo, lowerCall, lowerRemote } from './calls.ts'
import { capture } from './captures.ts'
import { lower, lowerAll } from './expressions.ts'
import type { Scope } from './scope.ts'
import { decoded } from './text-content.ts'

/** Elixir's operators that have another spelling in the shared form. */
const spelling: ReadonlyMap<string, string> = new Map([
  ['&&', 'and'],
  ['||', 'or'],
  ['!', 'not'],
  ['&&&', 'band'],
  ['|||', 'bor'],
  ['^^^', 'bxor'],
  ['<<<', 'bsl'],
  ['>>>', 'bsr'],
  ['~~~', 'bnot'],
])

export function lowerBinary(node: Node, scope: Scope): Expr {
  const { value, kids, start, end } = node
  if (value === '=') {
    const pattern = lower(kids[0] as Node, scope)
    return match(pattern, lower(kids[1] as Node, scope), start, end)
  }
  if (value === '|>') return pipe(lower(kids[0] as Node, scope), kids[1] as Node, node, scope)
  if (value === '<-') {
    const pattern = lower(kids[0] as Node, scope)
    return { kind: 'arrow', pattern, value: lower(kids[1] as Node, scope), start, end }
  }
  return op(spelling.get(value) ?? value, lowerAll(kids, scope), start, end)
}

export function lowerUnary(node: Node, scope: Scope): Expr {
  const { value, start, end } = node
  const operand = node.kids[0] as Node
  if (value === '@') return constant(node, operand, scope)
  if (value === '&') return capture(node, operand, scope)
  return op(spelling.get(value) ?? value, [lower(operand, scope)], start, end)
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
    case Kind.callResult:
      return applyTo(right, scope, piped)
  }
  return op('|>', [piped, lower(right, scope)], whole.start, whole.end)
}

/** `@name`; `@name value` where it is not a module's own expression. */
function constant(node: Node, operand: Node, scope: Scope): Expr {
  const { start, end } = node
  if (isDocumentation(operand.value)) return other(none, start, end)
  if (operand.kind !== Kind.identifier && operand.kind !== Kind.call)
    return other([lower(operand, scope)], start, end)
  const args = lowerAll(operand.kids, scope)
  return { kind: 'constant', name: decoded(operand.value, scope.isAscii), args, start, end }
}
