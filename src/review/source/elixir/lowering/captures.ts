import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { fun, variable } from './build.ts'
import { lower } from './expressions.ts'
import type { Scope } from './scope.ts'
import { targetOf } from './targets.ts'
import { decoded } from './text-content.ts'

/** The language's own limit on a function's arguments. */
const mostArguments = 255

/** `&Mod.f/1`, `&f/1`, and `&(… &1 …)`, which is a fun of as many arguments. */
export function capture(node: Node, operand: Node, scope: Scope): Expr {
  const { start, end } = node
  if (operand.kind === Kind.integer) return variable(`&${operand.value}`, start, end)
  if (operand.kind === Kind.binary && operand.value === '/') {
    const named = operand.kids[0] as Node
    const arity = operand.kids[1] as Node
    const reference =
      arity.kind === Kind.integer ? functionReference(node, named, Number(arity.value), scope) : null
    if (reference) return reference
  }
  const patterns: Expr[] = []
  for (let number = 1; number <= highestArgument(operand); number++)
    patterns.push(variable(`&${number}`, start, end))
  return fun(
    [{ patterns: patterns.slice(), guard: null, body: [lower(operand, scope)], start, end }],
    start,
    end,
  )
}

function functionReference(node: Node, named: Node, arity: number, scope: Scope): Expr | null {
  const { start, end } = node
  if (named.kind === Kind.identifier) {
    const { module, name } = scope.callee(named.value).target(arity)
    return { kind: 'funref', module, target: null, name, arity, start, end }
  }
  const isRemote = named.kind === Kind.field || (named.kind === Kind.remoteCall && named.kids.length === 1)
  if (!isRemote) return null
  const receiver = lower(named.kids[0] as Node, scope)
  const written = decoded(named.value, scope.isAscii)
  if (receiver.kind !== 'atom')
    return { kind: 'funref', module: null, target: receiver, name: written, arity, start, end }
  const { module, name } = targetOf(receiver.name, written, arity)
  return { kind: 'funref', module, target: null, name, arity, start, end }
}

function highestArgument(operand: Node): number {
  let highest = 0
  const waiting: Node[] = [operand]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind === Kind.captureArgument) highest = Math.max(highest, Number(node.value))
    for (const kid of node.kids) waiting.push(kid)
  }
  return Math.min(highest, mostArguments)
}
