import type { Expr } from '../../form.ts'
import { type Node, SyntaxFault } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { atom, block, fun, list, none, other, tuple, variable } from './build.ts'
import { access, lowerApply, lowerField, lowerNamed, lowerRemoteCall } from './calls.ts'
import { lowerClauses } from './clauses.ts'
import { bitstring, listOf, mapOf, struct } from './collections.ts'
import { directive, isDirective } from './directives.ts'
import { character, float, integer } from './literals.ts'
import { lowerBinary, lowerUnary } from './operators.ts'
import type { Scope } from './scope.ts'
import { callOf, callTarget } from './targets.ts'
import { decoded } from './text-content.ts'
import { quotedAtomOf, sigilOf, stringOf } from './texts.ts'

/** Deeper trees are not lowered, so that every walk over the form stays far from the end of the stack. */
const deepestForm = 400

type Lowering = (node: Node, scope: Scope) => Expr

/** An expression in the shared form. Throws SyntaxFault where it is nested too deep. */
export function lower(node: Node, scope: Scope): Expr {
  if (scope.depth >= deepestForm)
    throw new SyntaxFault(`nested deeper than ${deepestForm} levels`, node.start)
  scope.depth++
  const expr = (lowerings[node.kind] as Lowering)(node, scope)
  scope.depth--
  return expr
}

/** The arrays are as long as what they hold: room to grow would double the memory that a form takes. */
export function lowerAll(nodes: readonly Node[], scope: Scope): readonly Expr[] {
  switch (nodes.length) {
    case 0:
      return none
    case 1:
      return [lower(nodes[0] as Node, scope)]
    case 2:
      return [lower(nodes[0] as Node, scope), lower(nodes[1] as Node, scope)]
    case 3:
      return [lower(nodes[0] as Node, scope), lower(nodes[1] as Node, scope), lower(nodes[2] as Node, scope)]
  }
  const exprs = new Array<Expr>(nodes.length)
  for (let i = 0; i < nodes.length; i++) exprs[i] = lower(nodes[i] as Node, scope)
  return exprs
}

/** Expressions one after the other; alias, import and require change the scope and leave nothing behind. */
export function lowerBody(nodes: readonly Node[], scope: Scope): readonly Expr[] {
  for (let i = 0; i < nodes.length; i++) {
    if (isDirective(nodes[i] as Node, scope)) return lowerWithDirectives(nodes, scope)
  }
  return lowerAll(nodes, scope)
}

function lowerWithDirectives(nodes: readonly Node[], scope: Scope): readonly Expr[] {
  const body: Expr[] = []
  for (const node of nodes) {
    if (!directive(node, scope)) body.push(lower(node, scope))
  }
  return body.slice()
}

/** A body in a scope of its own. */
export function lowerBlock(nodes: readonly Node[], scope: Scope): readonly Expr[] {
  const mark = scope.mark()
  const body = lowerBody(nodes, scope)
  scope.restore(mark)
  return body
}

/** One expression for a sequence: itself, a block, or nil. */
function lowerSequence(node: Node, scope: Scope): Expr {
  const body = lowerBlock(node.kids, scope)
  if (body.length === 1) return body[0] as Expr
  return body.length === 0 ? atom('nil', node.start, node.end) : block(body, node.start, node.end)
}

/** `:"Elixir.A"` and `A` are one atom. */
export function moduleName(name: string): string {
  return name.startsWith('Elixir.') ? name.slice('Elixir.'.length) : name
}

function identifier(node: Node, scope: Scope): Expr {
  const callee = scope.callee(node.value)
  const { name } = callee
  if (callee.callableAlone && !scope.isBound(node.value))
    return callTarget(callee.target(0), none, node.start, node.end)
  if (name === '__MODULE__' && !scope.isQuoted) return atom(scope.module ?? 'nil', node.start, node.end)
  return variable(name, node.start, node.end)
}

function alias(node: Node, scope: Scope): Expr {
  const { kids, value, start, end } = node
  if (kids.length === 0) return atom(scope.resolve(value), start, end)
  const base = lower(kids[0] as Node, scope)
  const name = decoded(value, scope.isAscii)
  if (base.kind === 'atom') return atom(`${base.name}.${name}`, start, end)
  return callOf('Module', 'concat', [base, atom(name, start, end)], start, end)
}

function atomOf(node: Node, scope: Scope): Expr {
  return atom(moduleName(decoded(node.value, scope.isAscii)), node.start, node.end)
}

function captureArgument(node: Node): Expr {
  return variable(`&${node.value}`, node.start, node.end)
}

function tupleOf(node: Node, scope: Scope): Expr {
  return tuple(lowerAll(node.kids, scope), node.start, node.end)
}

function keywordsOf(node: Node, scope: Scope): Expr {
  return list(lowerAll(node.kids, scope), null, node.start, node.end)
}

function funOf(node: Node, scope: Scope): Expr {
  return fun(lowerClauses(node.kids, scope), node.start, node.end)
}

/** What has no form of its own. */
function otherOf(node: Node, scope: Scope): Expr {
  return other(lowerAll(node.kids, scope), node.start, node.end)
}

/** By kind. */
const lowerings: Lowering[] = new Array(64).fill(otherOf)
lowerings[Kind.identifier] = identifier
lowerings[Kind.call] = lowerNamed
lowerings[Kind.remoteCall] = lowerRemoteCall
lowerings[Kind.field] = lowerField
lowerings[Kind.apply] = lowerApply
lowerings[Kind.callResult] = lowerApply
lowerings[Kind.access] = access
lowerings[Kind.alias] = alias
lowerings[Kind.unary] = lowerUnary
lowerings[Kind.binary] = lowerBinary
lowerings[Kind.steppedRange] = lowerBinary
lowerings[Kind.captureArgument] = captureArgument
lowerings[Kind.integer] = integer
lowerings[Kind.float] = float
lowerings[Kind.char] = character
lowerings[Kind.atom] = atomOf
lowerings[Kind.string] = stringOf
lowerings[Kind.charlist] = stringOf
lowerings[Kind.sigil] = sigilOf
lowerings[Kind.quotedAtom] = quotedAtomOf
lowerings[Kind.list] = listOf
lowerings[Kind.keywords] = keywordsOf
lowerings[Kind.tuple] = tupleOf
lowerings[Kind.pair] = tupleOf
lowerings[Kind.association] = tupleOf
lowerings[Kind.map] = mapOf
lowerings[Kind.struct] = struct
lowerings[Kind.bitstring] = bitstring
lowerings[Kind.block] = lowerSequence
lowerings[Kind.doBlock] = lowerSequence
lowerings[Kind.section] = lowerSequence
lowerings[Kind.interpolation] = lowerSequence
lowerings[Kind.fn] = funOf
lowerings[Kind.clauses] = funOf
