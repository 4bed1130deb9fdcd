import type { Clause, Expr, FunctionForm } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { call, op } from './build.ts'
import { guardedBody, lowerGuard } from './clauses.ts'
import { lower, lowerAll } from './expressions.ts'
import type { Scope } from './scope.ts'
import { callParts, wordOf } from './sections.ts'
import { decoded } from './text-content.ts'

const words: Record<string, { readonly exported: boolean; readonly macro: boolean } | undefined> = {
  def: { exported: true, macro: false },
  defp: { exported: false, macro: false },
  defmacro: { exported: true, macro: true },
  defmacrop: { exported: false, macro: true },
  defguard: { exported: true, macro: true },
  defguardp: { exported: false, macro: true },
  defdelegate: { exported: true, macro: false },
}

/** `name(params) when guard`, taken apart. */
interface Head {
  readonly name: string
  readonly params: readonly Node[]
  readonly guard: Node | null
  /** How many parameters have a default. */
  readonly defaults: number
}

/** True for `def`, `defp`, `defmacro`, `defdelegate`, `defguard` with something to define. */
export function isDefinition(node: Node): boolean {
  return node.kind === Kind.call && Object.hasOwn(words, node.value) && node.kids.length > 0
}

/** Every `name/arity` that a definition makes callable. */
export function definedNames(node: Node, text: string): string[] {
  const { name, params, defaults } = headOf(node, text)
  const names: string[] = []
  for (let arity = params.length - defaults; arity <= params.length; arity++) names.push(`${name}/${arity}`)
  return names
}

/** A function of one clause, or of none where it is a head without a body; then its defaults, by parameter. */
export interface Definition {
  readonly form: FunctionForm
  readonly defaults: ReadonlyMap<number, Expr>
}

export function lowerDefinition(node: Node, scope: Scope): Definition {
  const word = words[node.value] as { exported: boolean; macro: boolean }
  const head = headOf(node, scope.file.text)
  const inner = scope.inner({ definition: node })
  const form: FunctionForm = {
    name: head.name,
    arity: head.params.length,
    minArity: head.params.length - head.defaults,
    ...word,
    clauses: clausesOf(node, head, inner),
    start: node.start,
    end: node.end,
  }
  return { form, defaults: form.clauses.length > 0 ? new Map() : defaultsOf(head, inner) }
}

function defaultsOf(head: Head, scope: Scope): ReadonlyMap<number, Expr> {
  const defaults = new Map<number, Expr>()
  for (const [index, param] of head.params.entries()) {
    if (hasDefault(param)) defaults.set(index, lower(param.kids[1] as Node, scope))
  }
  return defaults
}

function clausesOf(node: Node, head: Head, scope: Scope): Clause[] {
  const parts = callParts(node.kids)
  const patterns = (): Expr[] => head.params.map((param) => parameter(param, scope))
  if (node.value === 'defdelegate') {
    return [
      {
        patterns: patterns(),
        guard: null,
        body: [delegate(node, head, scope)],
        start: node.start,
        end: node.end,
      },
    ]
  }
  if (node.value.startsWith('defguard')) {
    const body = head.guard ? [lower(head.guard, scope)] : []
    return [{ patterns: patterns(), guard: null, body, start: node.start, end: node.end }]
  }
  if (!parts.sections) return []
  const guard = head.guard ? lowerGuard(head.guard, scope) : null
  const body = guardedBody(parts.sections, scope, parts.sections.span)
  return [{ patterns: patterns(), guard, body, start: node.start, end: node.end }]
}

/** `param \\ default` keeps both, as an operator. */
function parameter(param: Node, scope: Scope): Expr {
  if (!hasDefault(param)) return lower(param, scope)
  return op('\\\\', lowerAll(param.kids, scope), param)
}

function hasDefault(param: Node): boolean {
  return param.kind === Kind.binary && param.value === '\\\\'
}

/** `defdelegate name(args), to: Module, as: :other` is a call of Module.other(args). */
function delegate(node: Node, head: Head, scope: Scope): Expr {
  const options = node.kids[1]?.kids ?? []
  const option = (word: string): Node | undefined => options.find((pair) => wordOf(pair) === word)?.kids[1]
  const to = option('to')
  const target = to ? lower(to, scope) : null
  const name = option('as')?.value ?? head.name
  const args = head.params.map((param) => lower(hasDefault(param) ? (param.kids[0] as Node) : param, scope))
  if (target && target.kind !== 'atom') {
    return { kind: 'call', module: null, target, name, args, start: node.start, end: node.end }
  }
  return call(target?.name ?? null, name, args, node)
}

function headOf(node: Node, text: string): Head {
  let head = node.kids[0] as Node
  let guard: Node | null = null
  if (head.kind === Kind.binary && head.value === 'when') {
    guard = head.kids[1] ?? null
    head = head.kids[0] as Node
  }
  const params = paramsOf(head)
  return { name: nameOf(head, text), params, guard, defaults: params.filter(hasDefault).length }
}

/** `def a + b` defines an operator; `def unquote(name)(a)` has its name computed. */
function paramsOf(head: Node): readonly Node[] {
  switch (head.kind) {
    case Kind.call:
      return head.value === 'unquote' ? [] : head.kids
    case Kind.callResult:
      return head.kids.slice(1)
    case Kind.binary:
    case Kind.unary:
      return head.kids
  }
  return []
}

function nameOf(head: Node, text: string): string {
  const isComputed = head.kind === Kind.callResult || (head.kind === Kind.call && head.value === 'unquote')
  if (isComputed) {
    const name = head.kind === Kind.callResult ? (head.kids[0] as Node) : head
    return decoded(text.slice(name.start, name.end))
  }
  return decoded(head.value)
}
