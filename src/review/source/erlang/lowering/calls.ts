import type { Expr, Span } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { autoImported } from './auto-imported.ts'
import { known } from './canonical-names.ts'
import { lower, lowerAll, lowerRest } from './lower.ts'
import { nothing } from './rows.ts'
import type { Scope } from './scope.ts'

/** `f(X)`, `m:f(X)`, `M:f(X)`, `M:F(X)`, `F(X)`. */
export function lowerCall(node: Node, scope: Scope): Expr {
  const callee = node.kids[0] as Node
  if (callee.kind === Kind.atom) return localCall(callee.value, callee, lowerRest(node, scope), node, scope)
  if (callee.kind === Kind.remote) return remoteCall(callee, lowerRest(node, scope), node, scope)
  const fun = lower(callee, scope)
  return { kind: 'apply', fun, args: lowerRest(node, scope), start: node.start, end: node.end }
}

/** A call without a module; `at` is where the name stands. */
export function localCall(name: string, at: Span, args: readonly Expr[], span: Span, scope: Scope): Expr {
  const module = moduleOfLocal(name, args.length, scope)
  // What a module calls of its own keeps its name.
  if (module !== null && module === scope.home)
    return { kind: 'call', module, target: null, name, args, start: span.start, end: span.end }
  if (module !== null) return knownCall(module, name, args, span)
  return { kind: 'call', module, target: includer(at), name, args, start: span.start, end: span.end }
}

/** `M:?NAME(X)` comes as a module and a macro call; any other remote name without arguments is no call. */
export function lowerRemote(node: Node, scope: Scope): Expr {
  const name = node.kids[1] as Node
  if (name.kind === Kind.macroCall) return remoteCall(node, lowerAll(name.kids, scope), node, scope)
  return { kind: 'other', children: lowerAll(node.kids, scope), start: node.start, end: node.end }
}

/** A call of `module:name`, the remote node that stands before the arguments. */
export function remoteCall(callee: Node, args: readonly Expr[], span: Span, scope: Scope): Expr {
  const [place, named] = callee.kids as [Node, Node]
  const name = nameOf(named, scope)
  if (name === null) return computedCall(place, named, args, span, scope)
  const module = nameOf(place, scope)
  if (module !== null) return knownCall(module, name, args, span)
  return { kind: 'call', module, target: lower(place, scope), name, args, start: span.start, end: span.end }
}

/** `M:F(X)` is apply(M, F, [X]). */
function computedCall(place: Node, named: Node, args: readonly Expr[], span: Span, scope: Scope): Expr {
  const list: Expr = { kind: 'list', items: args, tail: null, start: span.start, end: span.end }
  return knownCall('erlang', 'apply', [part(place, scope), part(named, scope), list], span)
}

function part(node: Node, scope: Scope): Expr {
  if (node.kind !== Kind.macroCall) return lower(node, scope)
  return { kind: 'constant', name: node.value, args: nothing, start: node.start, end: node.end }
}

function knownCall(module: string, name: string, args: readonly Expr[], { start, end }: Span): Expr {
  if (module === 'erlang' && name === 'apply' && args.length === 3) {
    const applied = appliedByName(args, start, end)
    if (applied) return applied
  }
  const [place, renamed] = known(module, name, args.length)
  return { kind: 'call', module: place, target: null, name: renamed, args, start, end }
}

/** `apply(M, f, [A])`, whose function and number of arguments are written out, is `M:f(A)`. */
function appliedByName(args: readonly Expr[], start: number, end: number): Expr | null {
  const [target, fun, list] = args as [Expr, Expr, Expr]
  if (fun.kind !== 'atom' || list.kind !== 'list' || list.tail) return null
  if (target.kind === 'atom') return knownCall(target.name, fun.name, list.items, { start, end })
  return { kind: 'call', module: null, target, name: fun.name, args: list.items, start, end }
}

/** `Pid ! Message` is erlang:send(Pid, Message). */
export function lowerSend(node: Node, scope: Scope): Expr {
  return knownCall('erlang', 'send', lowerAll(node.kids, scope), node)
}

/** The atom that a node says, itself or through a macro of this file; null where it is computed. */
export function nameOf(node: Node, scope: Scope): string | null {
  if (node.kind === Kind.atom) return node.value
  if (node.kind === Kind.variable && scope.parameters) {
    const binding = scope.parameters.get(node.value)
    return binding?.given.kind === Kind.atom ? binding.given.value : null
  }
  return node.kind === Kind.macro || node.kind === Kind.macroCall ? scope.atomOf(node.value) : null
}

/** The module that an unqualified function belongs to; null in a header, where its includer decides. */
export function moduleOfLocal(name: string, arity: number, scope: Scope): string | null {
  if (scope.functions.get(name)?.[arity]) return scope.home
  return scope.imports.get(name)?.[arity] ?? (autoImported.get(name)?.[arity] ? 'erlang' : scope.module)
}

/** The module that a header's local calls go to: that of whoever includes it. */
function includer({ start, end }: Span): Expr {
  return { kind: 'constant', name: 'MODULE', args: nothing, start, end }
}
