import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { localCall } from './calls.ts'
import { lowerAll } from './lower.ts'
import type { Scope } from './scope.ts'

/** `?MODULE` is the module's atom; any other macro is a constant being read. */
export function lowerMacro(node: Node, scope: Scope): Expr {
  const { start, end, value } = node
  if (value === 'MODULE' && scope.module !== null) return { kind: 'atom', name: scope.module, start, end }
  return { kind: 'constant', name: value, args: [], start, end }
}

/** `?NAME(X)`: a constant with arguments, or a call where `?NAME` by itself is a function's name or a fun. */
export function lowerMacroCall(node: Node, scope: Scope): Expr {
  const { start, end, value } = node
  const args = lowerAll(node.kids, scope)
  const isCall = value === 'FUNCTION_NAME' || scope.macros.withoutParams.has(value)
  if (!isCall) return { kind: 'constant', name: value, args, start, end }
  const name = scope.atomOf(value)
  const span = { start, end: start + value.length + 1 }
  if (name !== null) return localCall(name, span, args, node, scope)
  return { kind: 'apply', fun: { kind: 'constant', name: value, args: [], ...span }, args, start, end }
}
