import type { ConstantForm, Expr } from '../../form.ts'
import { type Node, SyntaxFault } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { isDocumentation } from './attributes.ts'
import { atom } from './build.ts'
import { definedNames, isDefinition, lowerDefinition } from './definitions.ts'
import { directive, modulesOf } from './directives.ts'
import { lower } from './expressions.ts'
import { ModuleBuilder } from './module-builder.ts'
import type { Scope } from './scope.ts'
import { callParts, wordOf } from './sections.ts'
import { decoded } from './text-content.ts'

const moduleWords = new Set(['defmodule', 'defimpl', 'defprotocol'])

/** Elixir's names of Erlang's behaviours; `use` of one of them declares it. */
const erlangBehaviours: Record<string, string | undefined> = {
  GenServer: 'gen_server',
  Supervisor: 'supervisor',
  Application: 'application',
  GenEvent: 'gen_event',
}

/** True for `defmodule`, `defimpl` and `defprotocol` with a do-block. */
export function isModule(node: Node): boolean {
  return node.kind === Kind.call && moduleWords.has(node.value) && callParts(node.kids).sections !== null
}

/** Adds the module to the file's modules, and its short name to the scope; what is left in its place is its name. */
export function lowerModule(node: Node, scope: Scope): Expr {
  const { sections } = callParts(node.kids)
  const nodes = sections?.body('do') ?? []
  const name = moduleNameOf(node, scope)
  const defines = new Set<string>()
  collectDefined(nodes, scope.file.text, defines)
  const form = new ModuleBuilder()
  // A module stands before those inside it.
  const slot = scope.file.modules.push(form.form(name, node)) - 1
  const inner = scope.inner({ module: { name, defines } })
  if (node.value === 'defimpl') for (const protocol of modulesOf(node, scope)) form.addBehaviour(protocol)
  lowerStatements(nodes, inner, form)
  scope.file.modules[slot] = form.form(name, node)
  return atom(name, node)
}

function moduleNameOf(node: Node, scope: Scope): string {
  const named = node.kids[0] as Node
  if (node.value === 'defimpl') return implementationName(node, scope)
  const outer = scope.module?.name
  const isNested = outer !== undefined && named.kind === Kind.alias && named.kids.length === 0
  if (isNested && !named.value.startsWith('Elixir.')) {
    const first = named.value.split('.', 1)[0] as string
    scope.addAlias(first, `${outer}.${first}`)
    return `${outer}.${named.value}`
  }
  if (named.kind === Kind.alias && named.kids.length === 0) return named.value.replace(/^Elixir\./, '')
  const name = lower(named, scope)
  return name.kind === 'atom' ? name.name : decoded(scope.file.text.slice(named.start, named.end))
}

/** `defimpl Protocol, for: Type` defines the module Protocol.Type; without `for:` the type is the module around it. */
function implementationName(node: Node, scope: Scope): string {
  const protocol = modulesOf(node, scope)[0] ?? 'Protocol'
  for (const kid of node.kids) {
    const pair = kid.kids.find((candidate) => candidate.kind === Kind.pair && wordOf(candidate) === 'for')
    const given = pair?.kids[1]
    const first = given?.kind === Kind.list ? given.kids[0] : given
    if (!first) continue
    const type = lower(first, scope)
    return type.kind === 'atom' ? `${protocol}.${type.name}` : protocol
  }
  return scope.module ? `${protocol}.${scope.module.name}` : protocol
}

function collectDefined(nodes: readonly Node[], text: string, defines: Set<string>): void {
  for (const node of nodes) {
    if (isDefinition(node)) for (const name of definedNames(node, text)) defines.add(name)
    else for (const nested of nestedStatements(node)) collectDefined(nested, text, defines)
  }
}

/** The statements inside `if … do`, `for … do` and other macros at a module's own level. */
function nestedStatements(node: Node): readonly (readonly Node[])[] {
  const block = node.kind === Kind.call ? node.kids.at(-1) : undefined
  if (block?.kind !== Kind.doBlock || moduleWords.has(node.value) || node.value === 'quote') return []
  const nested: (readonly Node[])[] = []
  for (const section of block.kids) {
    const first = section.kids[0]
    if (first?.kind !== Kind.clause) nested.push(section.kids)
    else for (const clause of section.kids) nested.push(clause.kids[1]?.kids ?? [])
  }
  return nested
}

function holdsDefinition(node: Node): boolean {
  return nestedStatements(node).some((nodes) =>
    nodes.some((kid) => isDefinition(kid) || holdsDefinition(kid)),
  )
}

function lowerStatements(nodes: readonly Node[], scope: Scope, form: ModuleBuilder): void {
  for (const node of nodes) {
    const { depth } = scope.file
    try {
      lowerStatement(node, scope, form)
    } catch (fault) {
      if (!(fault instanceof SyntaxFault)) throw fault
      scope.file.depth = depth
      scope.file.unread.push({ start: node.start, end: node.end, reason: fault.message })
    }
  }
}

function lowerStatement(node: Node, scope: Scope, form: ModuleBuilder): void {
  if (directive(node, scope)) return
  if (isDefinition(node)) {
    form.addFunction(lowerDefinition(node, scope))
  } else if (isModule(node)) {
    lowerModule(node, scope)
  } else if (node.kind === Kind.call && node.value === 'use' && node.kids.length > 0) {
    addUse(node, scope, form)
  } else if (node.kind === Kind.unary && node.value === '@' && isAttribute(node.kids[0])) {
    addAttribute(node, node.kids[0] as Node, scope, form)
  } else if (holdsDefinition(node)) {
    for (const kid of node.kids) if (kid.kind !== Kind.doBlock) form.body.push(lower(kid, scope))
    for (const nested of nestedStatements(node)) lowerStatements(nested, scope.inner(), form)
  } else {
    form.body.push(lower(node, scope))
  }
}

function addUse(node: Node, scope: Scope, form: ModuleBuilder): void {
  const options = node.kids[1] ? lower(node.kids[1], scope) : null
  for (const module of modulesOf(node, scope)) {
    form.uses.push({ module, options, start: node.start, end: node.end })
    const behaviour = erlangBehaviours[module]
    if (behaviour !== undefined) form.addBehaviour(behaviour)
  }
}

/** `@name value`. */
function isAttribute(operand: Node | undefined): boolean {
  return operand?.kind === Kind.call && operand.kids.length === 1 && operand.kids[0]?.kind !== Kind.doBlock
}

function addAttribute(node: Node, attribute: Node, scope: Scope, form: ModuleBuilder): void {
  const name = decoded(attribute.value)
  if (isDocumentation(name)) return
  const value = lower(attribute.kids[0] as Node, scope)
  if (name === 'behaviour') {
    if (value.kind === 'atom') form.addBehaviour(erlangBehaviours[value.name] ?? value.name)
    return
  }
  const constant: ConstantForm = { name, params: [], value, start: node.start, end: node.end }
  form.constants.push(constant)
}
