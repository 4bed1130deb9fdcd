import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { none } from './build.ts'
import { blockArgument } from './clauses.ts'
import { lower, lowerAll } from './expressions.ts'
import type { Scope } from './scope.ts'
import { applied, callOf, callTarget, computedCall } from './targets.ts'
import { decoded } from './text-content.ts'

/** A call by name alone. */
export function lowerNamed(node: Node, scope: Scope): Expr {
  return lowerCall(node, scope, null)
}

/** `piped` is the first argument of a call by name where that stands on the right of a pipe. */
export function lowerCall(node: Node, scope: Scope, piped: Expr | null): Expr {
  const { kids, start, end } = node
  const callee = scope.callee(node.value)
  const special = callee.specialFor(kids.length)
  if (special !== null) {
    const form = special(node, scope, piped)
    if (form !== null) return form
  }
  const args = callArguments(kids, 0, scope, piped)
  return callTarget(callee.target(args.length), args, start, end)
}

export function lowerRemoteCall(node: Node, scope: Scope): Expr {
  return lowerRemote(node, scope, null)
}

/** `receiver.name(args)`: of a module by name, or of whatever the receiver is. */
export function lowerRemote(node: Node, scope: Scope, piped: Expr | null): Expr {
  const { kids, start, end } = node
  const receiver = lower(kids[0] as Node, scope)
  const args = callArguments(kids, 1, scope, piped)
  const name = decoded(node.value, scope.isAscii)
  if (receiver.kind === 'atom') return callOf(receiver.name, name, args, start, end)
  return computedCall(receiver, name, args, start, end)
}

/** `Module.name` is a call; `value.name` reads a field. */
export function lowerField(node: Node, scope: Scope): Expr {
  const receiver = lower(node.kids[0] as Node, scope)
  const name = decoded(node.value, scope.isAscii)
  if (receiver.kind === 'atom') return callOf(receiver.name, name, none, node.start, node.end)
  return { kind: 'field', of: receiver, name, start: node.start, end: node.end }
}

/** `fun.(args)`, `name(args)(more)`. */
export function lowerApply(node: Node, scope: Scope): Expr {
  return applyTo(node, scope, null)
}

/** `piped` comes before the arguments that are written. */
export function applyTo(node: Node, scope: Scope, piped: Expr | null): Expr {
  const fun = lower(node.kids[0] as Node, scope)
  return applied(fun, callArguments(node.kids, 1, scope, piped), node.start, node.end)
}

/** `container[key]`. */
export function access(node: Node, scope: Scope): Expr {
  return callOf('Access', 'get', lowerAll(node.kids, scope), node.start, node.end)
}

/** The arguments among `kids` from the index `from` on, with `piped` in front and a do-block as the last. */
function callArguments(
  kids: readonly Node[],
  from: number,
  scope: Scope,
  piped: Expr | null,
): readonly Expr[] {
  const written = kids.length - from
  if (written === 0) return piped === null ? none : [piped]
  const first = argument(kids[from] as Node, scope)
  if (written === 1) return piped === null ? [first] : [piped, first]
  if (written === 2 && piped === null) return [first, argument(kids[from + 1] as Node, scope)]
  const before = piped === null ? 0 : 1
  const args = new Array<Expr>(written + before)
  if (piped !== null) args[0] = piped
  args[before] = first
  for (let i = 1; i < written; i++) args[before + i] = argument(kids[from + i] as Node, scope)
  return args
}

function argument(kid: Node, scope: Scope): Expr {
  return kid.kind === Kind.doBlock ? blockArgument(kid, scope) : lower(kid, scope)
}
