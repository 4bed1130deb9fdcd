import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { localCall, remoteCall } from './calls.ts'
import { argument, expanded } from './expansion.ts'
import { lowerAll } from './lower.ts'
import { nothing } from './rows.ts'
import type { Scope } from './scope.ts'

/** `?MODULE` is the module's atom; any other macro is a constant being read. */
export function lowerMacro(node: Node, scope: Scope): Expr {
  const { start, end, value } = node
  if (value === 'MODULE' && scope.module !== null) return { kind: 'atom', name: scope.module, start, end }
  return { kind: 'constant', name: value, args: nothing, start, end }
}

/**
 * `?NAME(X)`: what the file's own definition makes of it, a call where `?NAME` by itself is a function's name or a
 * fun, else a constant with arguments.
 */
export function lowerMacroCall(node: Node, scope: Scope): Expr {
  const { start, end, value, kids } = node
  const definition = scope.macros.functionOf(value, kids.length)
  if (definition && scope.mayExpand(value)) return expanded(node, definition, scope)
  const args = lowerAll(kids, scope)
  const isCall = value === 'FUNCTION_NAME' || scope.macros.isWithoutParams(value)
  if (!isCall) return { kind: 'constant', name: value, args, start, end }
  const name = scope.atomOf(value)
  const span = { start, end: start + value.length + 1 }
  if (name !== null) return localCall(name, span, args, node, scope)
  const remote = scope.macros.remoteOf(value)
  if (remote) return remoteCall(remote, args, node, scope)
  return { kind: 'apply', fun: { kind: 'constant', name: value, args: nothing, ...span }, args, start, end }
}

/** A variable, or what the macro's argument of that name is. */
export function lowerVariable({ value, start, end }: Node, scope: Scope): Expr {
  const binding = scope.parameters?.get(value)
  return binding ? argument(binding, scope) : { kind: 'var', name: value, start, end }
}
