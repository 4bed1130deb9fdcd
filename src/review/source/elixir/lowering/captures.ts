import { canonical } from '../../canonical.ts'
import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { computedCall, fun, variable } from './build.ts'
import { lower } from './expressions.ts'
import type { Scope } from './scope.ts'
import { decoded } from './text-content.ts'

/** The language's own limit on a function's arguments. */
const mostArguments = 255

/** `&Mod.f/1`, `&f/1`, and `&(… &1 …)`, which is a fun of as many arguments. */
export function capture(node: Node, operand: Node, scope: Scope): Expr {
  if (operand.kind === Kind.integer) return variable(`&${operand.value}`, node)
  const [named, arityNode] = operand.kids
  const isReference =
    operand.kind === Kind.binary && operand.value === '/' && arityNode?.kind === Kind.integer
  if (isReference && named) {
    const reference = functionReference(node, named, Number(arityNode.value), scope)
    if (reference) return reference
  }
  return funOf(highestArgument(operand), node, (_) => lower(operand, scope))
}

function functionReference(node: Node, named: Node, arity: number, scope: Scope): Expr | null {
  const name = decoded(named.value)
  if (named.kind === Kind.identifier) return reference(scope.moduleOf(name, arity), name, arity, node)
  if (named.kind !== Kind.field && named.kind !== Kind.remoteCall) return null
  const receiver = lower(named.kids[0] as Node, scope)
  if (receiver.kind === 'atom') return reference(receiver.name, name, arity, node)
  return funOf(arity, node, (args) => computedCall(receiver, name, args, node))
}

function reference(module: string | null, name: string, arity: number, span: Node): Expr {
  const [home, canonicalName] = module === null ? [null, name] : canonical(module, name, arity)
  return {
    kind: 'funref',
    module: home,
    target: null,
    name: canonicalName,
    arity,
    start: span.start,
    end: span.end,
  }
}

/** A fun of the arguments `&1`, `&2` … */
function funOf(arity: number, span: Node, body: (args: readonly Expr[]) => Expr): Expr {
  const patterns: Expr[] = []
  for (let number = 1; number <= Math.min(arity, mostArguments); number++)
    patterns.push(variable(`&${number}`, span))
  return fun([{ patterns, guard: null, body: [body(patterns)], start: span.start, end: span.end }], span)
}

function highestArgument(operand: Node): number {
  let highest = 0
  const waiting: Node[] = [operand]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind === Kind.captureArgument) highest = Math.max(highest, Number(node.value))
    for (const kid of node.kids) waiting.push(kid)
  }
  return highest
}
