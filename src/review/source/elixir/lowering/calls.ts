import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { call, computedCall, op, other, variable } from './build.ts'
import { blockArgument } from './clauses.ts'
import { specialForms } from './control.ts'
import { lower, lowerAll } from './expressions.ts'
import type { Scope } from './scope.ts'
import { callParts } from './sections.ts'
import { decoded } from './text-content.ts'

/** A call by name alone; `piped` is its first argument where the call stands on the right of a pipe. */
export function lowerCall(node: Node, scope: Scope, piped: Expr | null): Expr {
  const name = decoded(node.value)
  const special = specialForms[name]
  if (special && !scope.defines(name, node.kids.length)) {
    const form = special(node, scope, piped)
    if (form) return form
  }
  if (name === '..') return op('..', [], node)
  if (name === '...') return variable(name, node)
  const args = callArguments(node.kids, scope, piped)
  return call(scope.moduleOf(name, args.length), name, args, node)
}

/** `receiver.name(args)`: of a module by name, or of whatever the receiver is. */
export function lowerRemote(node: Node, scope: Scope, piped: Expr | null): Expr {
  const [receiverNode, ...kids] = node.kids as readonly [Node, ...Node[]]
  const receiver = lower(receiverNode, scope)
  const args = callArguments(kids, scope, piped)
  const name = decoded(node.value)
  if (receiver.kind === 'atom') return call(receiver.name, name, args, node)
  return computedCall(receiver, name, args, node)
}

/** `Module.name` is a call; `value.name` reads a field. */
export function lowerField(node: Node, scope: Scope): Expr {
  const receiver = lower(node.kids[0] as Node, scope)
  const name = decoded(node.value)
  if (receiver.kind === 'atom') return call(receiver.name, name, [], node)
  return { kind: 'field', of: receiver, name, start: node.start, end: node.end }
}

/** `container[key]`. */
export function access(node: Node, scope: Scope): Expr {
  return call('Access', 'get', lowerAll(node.kids, scope), node)
}

/** The arguments with `piped` in front and a do-block as the last. */
function callArguments(kids: readonly Node[], scope: Scope, piped: Expr | null): Expr[] {
  const args = piped ? [piped] : []
  for (const kid of kids) {
    if (kid.kind !== Kind.doBlock) args.push(lower(kid, scope))
  }
  if (kids.at(-1)?.kind !== Kind.doBlock) return args
  const { sections } = callParts(kids)
  if (sections) args.push(blockArgument(sections, scope))
  return args
}

/** What a macro takes as code: its arguments and blocks are kept, under no name. */
export function codeAsGiven(node: Node, scope: Scope): Expr {
  return other(lowerAll(node.kids, scope), node)
}
