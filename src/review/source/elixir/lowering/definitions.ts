import type { Clause, Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { none, op } from './build.ts'
import { guardedBody, lowerGuard } from './clauses.ts'
import { lower, lowerAll } from './expressions.ts'
import type { FunctionNames } from './function-names.ts'
import { type Head, hasDefault, headOf } from './heads.ts'
import type { Scope } from './scope.ts'
import { blockOf, optionOf } from './sections.ts'
import { callOf } from './targets.ts'

interface DefinitionWord {
  readonly exported: boolean
  readonly macro: boolean
  readonly clausesOf: (node: Node, head: Head, scope: Scope) => readonly Clause[]
}

const words: ReadonlyMap<string, DefinitionWord> = new Map([
  ['def', { exported: true, macro: false, clausesOf: functionClauses }],
  ['defp', { exported: false, macro: false, clausesOf: functionClauses }],
  ['defmacro', { exported: true, macro: true, clausesOf: functionClauses }],
  ['defmacrop', { exported: false, macro: true, clausesOf: functionClauses }],
  ['defguard', { exported: true, macro: true, clausesOf: guardClauses }],
  ['defguardp', { exported: false, macro: true, clausesOf: guardClauses }],
  ['defdelegate', { exported: true, macro: false, clausesOf: delegateClauses }],
])

/** True for `def`, `defp`, `defmacro`, `defdelegate`, `defguard` with something to define. */
export function isDefinition(node: Node): boolean {
  return node.kind === Kind.call && node.kids.length > 0 && words.has(node.value)
}

/** Adds every function that a definition makes callable. */
export function addDefined(node: Node, scope: Scope, defines: FunctionNames): void {
  const { name, params, defaults } = headOf(node, scope)
  for (let arity = params.length - defaults; arity <= params.length; arity++) defines.add(name, arity)
}

/** A function of one clause, or of none where it is a head without a body; then its defaults, by parameter. */
export interface Definition {
  readonly name: string
  readonly arity: number
  readonly minArity: number
  readonly exported: boolean
  readonly macro: boolean
  readonly clauses: readonly Clause[]
  readonly defaults: ReadonlyMap<number, Expr> | null
  readonly start: number
  readonly end: number
}

export function lowerDefinition(node: Node, scope: Scope): Definition {
  const { exported, macro, clausesOf } = words.get(node.value) as DefinitionWord
  const head = headOf(node, scope)
  const { name, params } = head
  const { definition } = scope
  const mark = scope.mark()
  scope.definition = node
  const clauses = clausesOf(node, head, scope)
  const defaults = clauses.length === 0 && head.defaults > 0 ? defaultsOf(head, scope) : null
  scope.definition = definition
  scope.restore(mark)
  const arity = params.length
  const minArity = arity - head.defaults
  return { name, arity, minArity, exported, macro, clauses, defaults, start: node.start, end: node.end }
}

function defaultsOf(head: Head, scope: Scope): ReadonlyMap<number, Expr> {
  const defaults = new Map<number, Expr>()
  for (const [index, param] of head.params.entries()) {
    if (hasDefault(param)) defaults.set(index, lower(param.kids[1] as Node, scope))
  }
  return defaults
}

function functionClauses(node: Node, head: Head, scope: Scope): readonly Clause[] {
  const { start, end, kids } = node
  const doBlock = blockOf(kids)
  if (!doBlock) return none
  const patterns = patternsOf(head, scope)
  const guard = head.guard ? lowerGuard(head.guard, scope) : null
  return [{ patterns, guard, body: guardedBody(doBlock, scope, doBlock.start, doBlock.end), start, end }]
}

/** `defguard name(args) when condition`: the condition is what it returns. */
function guardClauses(node: Node, head: Head, scope: Scope): readonly Clause[] {
  const patterns = patternsOf(head, scope)
  const body = head.guard ? [lower(head.guard, scope)] : none
  return [{ patterns, guard: null, body, start: node.start, end: node.end }]
}

/** `defdelegate name(args), to: Module, as: :other` is a call of Module.other(args). */
function delegateClauses(node: Node, head: Head, scope: Scope): readonly Clause[] {
  const patterns = patternsOf(head, scope)
  return [{ patterns, guard: null, body: [delegate(node, head, scope)], start: node.start, end: node.end }]
}

/** `param \\ default` keeps both, as an operator. */
function patternsOf(head: Head, scope: Scope): readonly Expr[] {
  if (head.defaults === 0) return lowerAll(head.params, scope)
  return head.params.map((param) =>
    hasDefault(param) ? op('\\\\', lowerAll(param.kids, scope), param.start, param.end) : lower(param, scope),
  )
}

function delegate(node: Node, head: Head, scope: Scope): Expr {
  const { start, end, kids } = node
  const to = optionOf(kids[1], 'to')
  const target = to ? lower(to, scope) : null
  const name = optionOf(kids[1], 'as')?.value ?? head.name
  const args = head.params.map((param) => lower(hasDefault(param) ? (param.kids[0] as Node) : param, scope))
  if (target?.kind === 'atom') return callOf(target.name, name, args, start, end)
  return { kind: 'call', module: null, target, name, args, start, end }
}
