import { canonical } from '../../canonical.ts'
import type { Expr, Span } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { integerValue } from '../literals.ts'
import { autoImported } from './auto-imported.ts'
import { lower, lowerAll } from './lower.ts'
import type { Scope } from './scope.ts'

/** `f(X)`, `m:f(X)`, `M:f(X)`, `M:F(X)`, `F(X)`. */
export function lowerCall(node: Node, scope: Scope): Expr {
  const [callee, ...given] = node.kids as [Node, ...Node[]]
  const args = () => lowerAll(given, scope)
  if (callee.kind === Kind.atom) return localCall(callee.value, callee, args(), node, scope)
  if (callee.kind === Kind.remote) return remoteCall(callee, args(), node, scope)
  return { kind: 'apply', fun: lower(callee, scope), args: args(), start: node.start, end: node.end }
}

/** A call without a module; `at` is where the name stands. */
export function localCall(name: string, at: Span, args: readonly Expr[], span: Span, scope: Scope): Expr {
  const module = moduleOfLocal(name, args.length, scope)
  if (module !== null) return knownCall(module, name, args, span)
  return { kind: 'call', module, target: includer(at), name, args, start: span.start, end: span.end }
}

/** `M:?NAME(X)` comes as a module and a macro call; any other remote name without arguments is no call. */
export function lowerRemote(node: Node, scope: Scope): Expr {
  const [, name] = node.kids as [Node, Node]
  if (name.kind === Kind.macroCall) return remoteCall(node, lowerAll(name.kids, scope), node, scope)
  return { kind: 'other', children: lowerAll(node.kids, scope), start: node.start, end: node.end }
}

function remoteCall(callee: Node, args: readonly Expr[], span: Span, scope: Scope): Expr {
  const [place, named] = callee.kids as [Node, Node]
  const name = nameOf(named, scope)
  if (name === null) return computedCall([place, named], args, span, scope)
  const module = nameOf(place, scope)
  if (module !== null) return knownCall(module, name, args, span)
  return { kind: 'call', module, target: lower(place, scope), name, args, start: span.start, end: span.end }
}

/** `M:F(X)` is apply(M, F, [X]). */
function computedCall(nodes: readonly Node[], args: readonly Expr[], span: Span, scope: Scope): Expr {
  const list: Expr = { kind: 'list', items: args, tail: null, start: span.start, end: span.end }
  const [module, name] = nodes.map((node) =>
    node.kind === Kind.macroCall ? constantOf(node) : lower(node, scope),
  ) as [Expr, Expr]
  return knownCall('erlang', 'apply', [module, name, list], span)
}

function constantOf(node: Node): Expr {
  return { kind: 'constant', name: node.value, args: [], start: node.start, end: node.end }
}

function knownCall(module: string, name: string, args: readonly Expr[], { start, end }: Span): Expr {
  const [place, known] = canonical(module, name, args.length)
  return { kind: 'call', module: place, target: null, name: known, args, start, end }
}

/** `Pid ! Message` is erlang:send(Pid, Message). */
export function lowerSend(node: Node, scope: Scope): Expr {
  return knownCall('erlang', 'send', lowerAll(node.kids, scope), node)
}

/** `fun f/1`, `fun m:f/1`; with a variable among the parts it is erlang:make_fun(M, F, A). */
export function lowerFunReference(node: Node, scope: Scope): Expr {
  const { start, end, kids } = node
  const [arityNode, nameNode, moduleNode] = kids.toReversed() as [Node, Node, Node?]
  const name = nameOf(nameNode, scope)
  if (name === null || arityNode.kind !== Kind.integer) {
    const children = lowerAll(kids, scope)
    return moduleNode
      ? knownCall('erlang', 'make_fun', children, node)
      : { kind: 'other', children, start, end }
  }
  const arity = integerValue(arityNode.value)
  const module = moduleNode ? nameOf(moduleNode, scope) : moduleOfLocal(name, arity, scope)
  if (module === null) return { kind: 'funref', module, target: null, name, arity, start, end }
  const [place, known] = canonical(module, name, arity)
  return { kind: 'funref', module: place, target: null, name: known, arity, start, end }
}

/** The atom that a node says, itself or through a macro of this file; null where it is computed. */
function nameOf(node: Node, scope: Scope): string | null {
  if (node.kind === Kind.atom) return node.value
  return node.kind === Kind.macro || node.kind === Kind.macroCall ? scope.atomOf(node.value) : null
}

function moduleOfLocal(name: string, arity: number, scope: Scope): string | null {
  const key = `${name}/${arity}`
  if (scope.functions.has(key)) return scope.home
  return scope.imports.get(key) ?? (autoImported.has(key) ? 'erlang' : scope.module)
}

/** The module that a header's local calls go to: that of whoever includes it. */
function includer({ start, end }: Span): Expr {
  return { kind: 'constant', name: 'MODULE', args: [], start, end }
}
