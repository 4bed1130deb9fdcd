import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { integerValue } from '../literals.ts'
import { moduleOfLocal, nameOf } from './calls.ts'
import { known } from './canonical-names.ts'
import { lower, lowerAll } from './lower.ts'
import type { Scope } from './scope.ts'

/** `fun f/1`, `fun m:f/1`, `fun M:f/1`; with a computed name or arity it is erlang:make_fun(M, F, A). */
export function lowerFunReference(node: Node, scope: Scope): Expr {
  const { start, end, kids } = node
  const moduleNode = kids.length === 3 ? (kids[0] as Node) : null
  const nameNode = kids.at(-2) as Node
  const arityNode = kids.at(-1) as Node
  const name = nameOf(nameNode, scope)
  if (name === null || arityNode.kind !== Kind.integer) {
    const children = lowerAll(kids, scope)
    if (!moduleNode) return { kind: 'other', children, start, end }
    return { kind: 'call', module: 'erlang', target: null, name: 'make_fun', args: children, start, end }
  }
  return reference(moduleNode, name, integerValue(arityNode.value), node, scope)
}

/** `f/1` where an attribute names a function of this module. */
export function lowerSignature(node: Node, scope: Scope): Expr {
  const [name, arity] = node.kids as [Node, Node]
  return reference(null, name.value, integerValue(arity.value), node, scope)
}

function reference(
  moduleNode: Node | null,
  name: string,
  arity: number,
  { start, end }: Node,
  scope: Scope,
): Expr {
  const module = moduleNode ? nameOf(moduleNode, scope) : moduleOfLocal(name, arity, scope)
  if (module === null) {
    const target = moduleNode ? lower(moduleNode, scope) : null
    return { kind: 'funref', module, target, name, arity, start, end }
  }
  const [place, renamed] = known(module, name, arity)
  return { kind: 'funref', module: place, target: null, name: renamed, arity, start, end }
}
