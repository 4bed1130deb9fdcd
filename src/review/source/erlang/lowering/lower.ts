import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { characterValue, floatValue, integerValue } from '../literals.ts'
import { lowerCall, lowerRemote, lowerSend } from './calls.ts'
import { lowerClauses, lowerGuard } from './clauses.ts'
import {
  lowerAssociation,
  lowerBinary,
  lowerCons,
  lowerMap,
  lowerRecord,
  lowerRecordAccess,
  lowerRecordIndex,
  lowerSegment,
  lowerTexts,
} from './collections.ts'
import { lowerCase, lowerCatching, lowerFun, lowerIfs, lowerReceive, lowerTry } from './control.ts'
import { lowerFunReference } from './fun-references.ts'
import { lowerMacro, lowerMacroCall, lowerVariable } from './macros.ts'
import { spelled } from './operators.ts'
import { nothing, row } from './rows.ts'
import type { Scope } from './scope.ts'
import { lowerComprehension, lowerGenerator, lowerMaybe } from './steps.ts'

/** The shared form of one node. Throws SyntaxFault where it would nest too deeply. */
export function lower(node: Node, scope: Scope): Expr {
  scope.enter(node)
  const expr = lowerCommon(node, scope)
  scope.leave()
  return expr
}

export function lowerAll(nodes: readonly Node[], scope: Scope): readonly Expr[] {
  return lowerSome(nodes, scope, 0, nodes.length)
}

/** All kids but the first. */
export function lowerRest({ kids }: Node, scope: Scope): readonly Expr[] {
  return lowerSome(kids, scope, 1, kids.length)
}

/** The nodes from index `from` up to, not including, `until`. */
export function lowerSome(
  nodes: readonly Node[],
  scope: Scope,
  from: number,
  until: number,
): readonly Expr[] {
  if (until <= from) return nothing
  const exprs = row<Expr>(until - from)
  for (let index = from; index < until; index++) exprs[index - from] = lower(nodes[index] as Node, scope)
  return exprs
}

/** What nearly all code is made of. */
function lowerCommon(node: Node, scope: Scope): Expr {
  const { start, end, value, kids } = node
  switch (node.kind) {
    case Kind.atom:
      return { kind: 'atom', name: value, start, end }
    case Kind.variable:
      return lowerVariable(node, scope)
    case Kind.integer:
      return { kind: 'integer', value: integerValue(value), start, end }
    case Kind.string:
      return { kind: 'text', value, parts: nothing, start, end }
    case Kind.macro:
      return lowerMacro(node, scope)
    case Kind.tuple:
      return { kind: 'tuple', items: lowerAll(kids, scope), start, end }
    case Kind.list:
      return { kind: 'list', items: lowerAll(kids, scope), tail: null, start, end }
    case Kind.cons:
      return lowerCons(node, scope)
    case Kind.call:
      return lowerCall(node, scope)
    case Kind.match: {
      const pattern = lower(kids[0] as Node, scope)
      return { kind: 'match', pattern, value: lower(kids[1] as Node, scope), start, end }
    }
    case Kind.operator:
      return { kind: 'op', op: spelled(value), args: lowerAll(kids, scope), start, end }
    case Kind.caseOf:
      return lowerCase(node, scope)
    default:
      return lowerData(node, scope)
  }
}

function lowerData(node: Node, scope: Scope): Expr {
  const { start, end, value, kids } = node
  switch (node.kind) {
    case Kind.float:
      return { kind: 'float', value: floatValue(value), start, end }
    case Kind.character:
      return { kind: 'integer', value: characterValue(value), start, end }
    case Kind.stringify:
      return { kind: 'text', value: null, parts: [{ kind: 'var', name: value, start, end }], start, end }
    case Kind.concat:
      return lowerTexts(node, scope)
    case Kind.binary:
      return lowerBinary(node, scope)
    case Kind.segment:
      return lowerSegment(node, scope)
    case Kind.map:
    case Kind.mapUpdate:
      return lowerMap(node, scope)
    case Kind.association:
      return lowerAssociation(node, scope)
    case Kind.record:
    case Kind.recordUpdate:
    case Kind.recordDefinition:
      return lowerRecord(node, scope)
    case Kind.recordAccess:
      return lowerRecordAccess(node, scope)
    case Kind.recordIndex:
      return lowerRecordIndex(node, scope)
    case Kind.prefix:
      return { kind: 'op', op: value, args: lowerAll(kids, scope), start, end }
    case Kind.remote:
      return lowerRemote(node, scope)
    case Kind.macroCall:
      return lowerMacroCall(node, scope)
    case Kind.funReference:
      return lowerFunReference(node, scope)
    case Kind.send:
      return lowerSend(node, scope)
    default:
      return lowerControl(node, scope)
  }
}

function lowerControl(node: Node, scope: Scope): Expr {
  const { start, end, kids } = node
  switch (node.kind) {
    case Kind.ifs:
      return lowerIfs(node, scope)
    case Kind.receive:
      return lowerReceive(node, scope)
    case Kind.tryOf:
      return lowerTry(node, scope)
    case Kind.catching:
      return lowerCatching(node, scope)
    case Kind.fun:
      return lowerFun(node, scope)
    case Kind.maybe:
      return lowerMaybe(node, scope)
    case Kind.comprehension:
      return lowerComprehension(node, scope)
    case Kind.generator:
    case Kind.maybeMatch:
      return lowerGenerator(node, scope)
    case Kind.block:
    case Kind.body:
      return { kind: 'block', body: lowerAll(kids, scope), start, end }
    case Kind.guard:
      return lowerGuard(node, scope) ?? { kind: 'other', children: nothing, start, end }
    case Kind.group:
      return lowerGroup(node, scope)
    case Kind.opaque:
      scope.unread.push({ start, end, reason: `not an expression: ${node.value}` })
      return { kind: 'other', children: nothing, start, end }
    default:
      return { kind: 'other', children: lowerAll(kids, scope), start, end }
  }
}

/** A macro's body that is a row of clauses or of associations. */
function lowerGroup(node: Node, scope: Scope): Expr {
  const { start, end, kids } = node
  if (kids[0]?.kind === Kind.clause) return { kind: 'fun', clauses: lowerClauses(kids, scope), start, end }
  return { kind: 'other', children: lowerAll(kids, scope), start, end }
}
