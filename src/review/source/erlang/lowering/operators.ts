import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { lowerAll } from './lower.ts'
import type { Scope } from './scope.ts'

/** Operators that the shared form spells in another way. */
const spelled = new Map([
  ['=<', '<='],
  ['=:=', '==='],
  ['/=', '!='],
  ['=/=', '!=='],
  ['andalso', 'and'],
  ['orelse', 'or'],
])

export function lowerOperator(node: Node, scope: Scope): Expr {
  const args = lowerAll(node.kids, scope)
  return { kind: 'op', op: spelled.get(node.value) ?? node.value, args, start: node.start, end: node.end }
}

export function lowerPrefix(node: Node, scope: Scope): Expr {
  return { kind: 'op', op: node.value, args: lowerAll(node.kids, scope), start: node.start, end: node.end }
}
