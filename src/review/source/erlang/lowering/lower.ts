import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { characterValue, integerValue } from '../literals.ts'
import { lowerCall, lowerFunReference, lowerRemote, lowerSend } from './calls.ts'
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
import { lowerMacro, lowerMacroCall } from './macros.ts'
import { lowerOperator, lowerPrefix } from './operators.ts'
import type { Scope } from './scope.ts'
import { lowerComprehension, lowerGenerator, lowerMaybe } from './steps.ts'

/** The shared form of one node. Throws SyntaxFault where it would nest too deeply. */
export function lower(node: Node, scope: Scope): Expr {
  scope.enter(node)
  const expr = lowerLiteral(node, scope) ?? lowerCompound(node, scope) ?? lowerControl(node, scope)
  scope.leave()
  return expr
}

export function lowerAll(nodes: readonly Node[], scope: Scope): Expr[] {
  const exprs: Expr[] = []
  for (const node of nodes) exprs.push(lower(node, scope))
  return exprs
}

function lowerLiteral(node: Node, scope: Scope): Expr | null {
  const { start, end, value } = node
  switch (node.kind) {
    case Kind.atom:
      return { kind: 'atom', name: value, start, end }
    case Kind.variable:
      return { kind: 'var', name: value, start, end }
    case Kind.integer:
      return { kind: 'integer', value: integerValue(value), start, end }
    case Kind.float:
      return { kind: 'float', value: Number(value.replaceAll('_', '')), start, end }
    case Kind.character:
      return { kind: 'integer', value: characterValue(value), start, end }
    case Kind.string:
      return { kind: 'text', value, parts: [], start, end }
    case Kind.stringify:
      return { kind: 'text', value: null, parts: [{ kind: 'var', name: value, start, end }], start, end }
    case Kind.macro:
      return lowerMacro(node, scope)
    default:
      return null
  }
}

function lowerCompound(node: Node, scope: Scope): Expr | null {
  const { start, end, kids } = node
  switch (node.kind) {
    case Kind.call:
      return lowerCall(node, scope)
    case Kind.remote:
      return lowerRemote(node, scope)
    case Kind.macroCall:
      return lowerMacroCall(node, scope)
    case Kind.funReference:
      return lowerFunReference(node, scope)
    case Kind.send:
      return lowerSend(node, scope)
    case Kind.operator:
      return lowerOperator(node, scope)
    case Kind.prefix:
      return lowerPrefix(node, scope)
    case Kind.match: {
      const [pattern, value] = lowerAll(kids, scope) as [Expr, Expr]
      return { kind: 'match', pattern, value, start, end }
    }
    case Kind.tuple:
      return { kind: 'tuple', items: lowerAll(kids, scope), start, end }
    case Kind.list:
      return { kind: 'list', items: lowerAll(kids, scope), tail: null, start, end }
    case Kind.cons:
      return lowerCons(node, scope)
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
    default:
      return null
  }
}

function lowerControl(node: Node, scope: Scope): Expr {
  const { start, end, kids } = node
  switch (node.kind) {
    case Kind.caseOf:
      return lowerCase(node, scope)
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
      return lowerGuard(node, scope) ?? { kind: 'other', children: [], start, end }
    case Kind.group:
      return lowerGroup(node, scope)
    case Kind.opaque:
      scope.unread.push({ start, end, reason: `not an expression: ${node.value}` })
      return { kind: 'other', children: [], start, end }
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
