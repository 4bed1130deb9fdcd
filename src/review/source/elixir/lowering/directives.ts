import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { lower } from './expressions.ts'
import { FunctionNames } from './function-names.ts'
import { importsOfUse } from './known-imports.ts'
import type { Scope } from './scope.ts'
import { optionOf, wordOf } from './sections.ts'

/** True for alias, import and require; in quoted code they are code for another module. */
export function isDirective(node: Node, scope: Scope): boolean {
  if (node.kind !== Kind.call || node.kids.length === 0 || scope.isQuoted) return false
  const { value } = node
  return value === 'alias' || value === 'import' || value === 'require'
}

/** Reads alias, import or require into the scope. False where `node` is something else. */
export function directive(node: Node, scope: Scope): boolean {
  if (!isDirective(node, scope)) return false
  const options = node.kids[1]
  const as = optionOf(options, 'as')
  for (const module of modulesOf(node, scope)) {
    if (node.value === 'import') {
      const only = optionOf(options, 'only')
      const named = only?.kind === Kind.list ? functionsOf(only) : null
      scope.addImport({ module, only: named, except: functionsOf(optionOf(options, 'except')) })
    } else if (as) scope.addAlias(as.value, module)
    else if (node.value === 'alias') scope.addAlias(module.slice(module.lastIndexOf('.') + 1), module)
  }
  return true
}

/** Reads what a `use` imports into the scope; a module that is not known may import anything. */
export function importUsed(module: string, scope: Scope): void {
  const imported = importsOfUse(module)
  for (const name of imported ?? [null]) scope.addImport({ module: name, only: null, except: null })
}

/** The modules that a directive or `use` names: one, or those of `A.{B, C}`. */
export function modulesOf(node: Node, scope: Scope): readonly string[] {
  const named = node.kids[0]
  if (!named) return []
  if (named.kind !== Kind.aliasGroup) return nameOf(named, scope)
  const base = nameOf(named.kids[0] as Node, scope)[0]
  const modules: string[] = []
  for (const member of named.kids.slice(1)) {
    if (base !== undefined && member.kind === Kind.alias) modules.push(`${base}.${member.value}`)
  }
  return modules
}

function nameOf(node: Node, scope: Scope): readonly string[] {
  const name = lower(node, scope)
  return name.kind === 'atom' ? [name.name] : []
}

/** `[name: arity]`. */
function functionsOf(list: Node | null): FunctionNames | null {
  if (!list) return null
  const names = new FunctionNames()
  for (const pair of list.kids) {
    const arity = pair.kids[1]
    if (pair.kind === Kind.pair && arity) names.add(wordOf(pair), Number(arity.value))
  }
  return names
}
