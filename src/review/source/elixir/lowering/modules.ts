import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { atom } from './build.ts'
import { addDefined, isDefinition } from './definitions.ts'
import { modulesOf } from './directives.ts'
import { lower } from './expressions.ts'
import { FunctionNames } from './function-names.ts'
import { ModuleBuilder } from './module-builder.ts'
import type { Scope } from './scope.ts'
import { blockOf, bodyOf, optionOf } from './sections.ts'
import { lowerStatements, nestedStatements } from './statements.ts'
import { decoded } from './text-content.ts'

const moduleWords: ReadonlySet<string> = new Set(['defmodule', 'defimpl', 'defprotocol'])

/** True for `defmodule`, `defimpl` and `defprotocol` with a do-block. */
export function isModule(node: Node): boolean {
  return node.kind === Kind.call && moduleWords.has(node.value) && blockOf(node.kids) !== null
}

/** Where a module is defined; null in quoted code and where the call has no do-block. */
export function moduleOrNothing(node: Node, scope: Scope): Expr | null {
  return scope.isQuoted || blockOf(node.kids) === null ? null : lowerModule(node, scope)
}

/** Adds the module to the file's modules, and its short name to the scope; what is left in its place is its name. */
export function lowerModule(node: Node, scope: Scope): Expr {
  const names = node.value === 'defimpl' ? implementationNames(node, scope) : [moduleNameOf(node, scope)]
  const unread = scope.unread.length
  for (const name of names) {
    // What cannot be read is the same in each module that one `defimpl` makes.
    scope.unread.length = unread
    addModule(node, name, scope)
  }
  return atom(names[0] as string, node.start, node.end)
}

function addModule(node: Node, name: string, scope: Scope): void {
  const nodes = bodyOf(blockOf(node.kids) as Node)
  const defines = new FunctionNames()
  collectDefined(nodes, scope, defines)
  const form = new ModuleBuilder()
  // A module stands before those inside it.
  const slot = scope.modules.push(form.form(name, node.start, node.end)) - 1
  if (node.value === 'defimpl') for (const protocol of modulesOf(node, scope)) form.addBehaviour(protocol)
  const outside = scope.enterModule(name, defines)
  lowerStatements(nodes, scope, form)
  scope.leave(outside)
  scope.modules[slot] = form.form(name, node.start, node.end)
}

function moduleNameOf(node: Node, scope: Scope): string {
  const named = node.kids[0] as Node
  const isWritten = named.kind === Kind.alias && named.kids.length === 0
  if (!isWritten) {
    const name = lower(named, scope)
    return name.kind === 'atom' ? name.name : decoded(scope.text.slice(named.start, named.end), scope.isAscii)
  }
  const written = decoded(named.value, scope.isAscii)
  if (written.startsWith('Elixir.')) return written.slice('Elixir.'.length)
  if (scope.module === null) return written
  const first = written.split('.', 1)[0] as string
  scope.addAlias(first, `${scope.module}.${first}`)
  return `${scope.module}.${written}`
}

/** `defimpl Protocol, for: Type` defines the module Protocol.Type; without `for:` the type is the module around it. */
function implementationNames(node: Node, scope: Scope): readonly string[] {
  const protocol = modulesOf(node, scope)[0] ?? 'Protocol'
  const given = givenTypes(node)
  if (given.length === 0) return [scope.module === null ? protocol : `${protocol}.${scope.module}`]
  const names: string[] = []
  for (const type of given) {
    const { kind, name } = lower(type, scope) as { kind: string; name?: string }
    names.push(kind === 'atom' ? `${protocol}.${name}` : protocol)
  }
  return names
}

/** What stands behind `for:`, which may be one type or a list of them. */
function givenTypes(node: Node): readonly Node[] {
  for (const kid of node.kids) {
    const given = optionOf(kid, 'for')
    if (given) return given.kind === Kind.list ? given.kids : [given]
  }
  return []
}

function collectDefined(nodes: readonly Node[], scope: Scope, defines: FunctionNames): void {
  for (const node of nodes) {
    if (isDefinition(node)) addDefined(node, scope, defines)
    else for (const nested of nestedStatements(node)) collectDefined(nested, scope, defines)
  }
}
