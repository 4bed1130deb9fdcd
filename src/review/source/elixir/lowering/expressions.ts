import type { Expr } from '../../form.ts'
import { type Node, SyntaxFault } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { apply, atom, block, call, fun, list, other, tuple, variable } from './build.ts'
import { access, lowerCall, lowerField, lowerRemote } from './calls.ts'
import { lowerClauses } from './clauses.ts'
import { bitstring, listOf, mapOf, struct } from './collections.ts'
import { directive } from './directives.ts'
import { character, float, integer, textOf } from './literals.ts'
import { isModule, lowerModule } from './modules.ts'
import { lowerBinary, lowerUnary } from './operators.ts'
import type { Scope } from './scope.ts'
import { decoded } from './text-content.ts'

/** Deeper trees are not lowered, so that every walk over the form stays far from the end of the stack. */
const deepestForm = 400

/** An expression in the shared form. Throws SyntaxFault where it is nested too deep. */
export function lower(node: Node, scope: Scope): Expr {
  const { file } = scope
  if (file.depth >= deepestForm) throw new SyntaxFault(`nested deeper than ${deepestForm} levels`, node.start)
  file.depth++
  const expr = lowerKind(node, scope)
  file.depth--
  return expr
}

export function lowerAll(nodes: readonly Node[], scope: Scope): Expr[] {
  return nodes.map((node) => lower(node, scope))
}

/** Expressions one after the other; alias, import and require change the scope and leave nothing behind. */
export function lowerBody(nodes: readonly Node[], scope: Scope): Expr[] {
  const body: Expr[] = []
  for (const node of nodes) {
    if (!directive(node, scope)) body.push(lower(node, scope))
  }
  return body
}

/** One expression for a sequence: itself, a block, or nil. */
export function lowerSequence(nodes: readonly Node[], scope: Scope, span: Node): Expr {
  const body = lowerBody(nodes, scope)
  const only = body[0]
  if (!only) return atom('nil', span)
  return body.length === 1 ? only : block(body, span)
}

function lowerKind(node: Node, scope: Scope): Expr {
  const { kids } = node
  switch (node.kind) {
    case Kind.identifier:
      return identifier(node, scope)
    case Kind.call:
      if (isModule(node) && !scope.quoted) return lowerModule(node, scope)
      return lowerCall(node, scope, null)
    case Kind.remoteCall:
      return lowerRemote(node, scope, null)
    case Kind.field:
      return lowerField(node, scope)
    case Kind.apply:
    case Kind.callResult: {
      const [target, ...args] = kids as readonly [Node, ...Node[]]
      return apply(lower(target, scope), lowerAll(args, scope), node)
    }
    case Kind.access:
      return access(node, scope)
    case Kind.alias:
      return alias(node, scope)
    case Kind.unary:
      return lowerUnary(node, scope)
    case Kind.binary:
    case Kind.steppedRange:
      return lowerBinary(node, scope)
    case Kind.captureArgument:
      return variable(`&${node.value}`, node)
    case Kind.integer:
      return integer(node)
    case Kind.float:
      return float(node)
    case Kind.char:
      return character(node)
    case Kind.atom:
      return atom(moduleName(decoded(node.value)), node)
    case Kind.string:
    case Kind.charlist:
    case Kind.sigil:
    case Kind.quotedAtom:
      return textOf(node, scope)
    case Kind.list:
      return listOf(node, scope)
    case Kind.keywords:
      return list(lowerAll(kids, scope), null, node)
    case Kind.tuple:
    case Kind.pair:
    case Kind.association:
      return tuple(lowerAll(kids, scope), node)
    case Kind.map:
      return mapOf(node, scope)
    case Kind.struct:
      return struct(node, scope)
    case Kind.bitstring:
      return bitstring(node, scope)
    case Kind.block:
    case Kind.doBlock:
    case Kind.section:
    case Kind.interpolation:
      return lowerSequence(kids, scope.inner(), node)
    case Kind.fn:
    case Kind.clauses:
      return fun(lowerClauses(kids, scope), node)
  }
  return other(lowerAll(kids, scope), node)
}

/** `:"Elixir.A"` and `A` are one atom. */
export function moduleName(name: string): string {
  return name.startsWith('Elixir.') ? name.slice('Elixir.'.length) : name
}

function identifier(node: Node, scope: Scope): Expr {
  const name = decoded(node.value)
  if (name === '__MODULE__') return atom(scope.module?.name ?? 'nil', node)
  if (scope.isCall(name)) return call(scope.moduleOf(name, 0), name, [], node)
  return variable(name, node)
}

function alias(node: Node, scope: Scope): Expr {
  const head = node.kids[0]
  if (!head) return atom(scope.resolve(decoded(node.value)), node)
  const base = lower(head, scope)
  if (base.kind === 'atom') return atom(`${base.name}.${node.value}`, node)
  return call('Module', 'concat', [base, atom(node.value, node)], node)
}
