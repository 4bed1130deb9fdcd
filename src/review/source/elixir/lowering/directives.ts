import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { lower } from './expressions.ts'
import type { Scope } from './scope.ts'
import { wordOf } from './sections.ts'

/** Reads alias, import or require into the scope. False where `node` is something else. */
export function directive(node: Node, scope: Scope): boolean {
  if (node.kind !== Kind.call || node.kids.length === 0 || scope.quoted) return false
  switch (node.value) {
    case 'alias':
      for (const module of modulesOf(node, scope)) addAlias(module, optionOf(node, 'as'), scope)
      return true
    case 'require': {
      const name = optionOf(node, 'as')
      if (name) for (const module of modulesOf(node, scope)) addAlias(module, name, scope)
      return true
    }
    case 'import': {
      const only = optionOf(node, 'only')
      const except = optionOf(node, 'except')
      for (const module of modulesOf(node, scope)) {
        scope.addImport(module, only?.kind === Kind.list ? functionsOf(only) : null, functionsOf(except))
      }
      return true
    }
  }
  return false
}

/** The modules that a directive or `use` names: one, or those of `A.{B, C}`. */
export function modulesOf(node: Node, scope: Scope): string[] {
  const named = node.kids[0]
  if (!named) return []
  if (named.kind !== Kind.aliasGroup) return nameOf(named, scope)
  const [baseNode, ...members] = named.kids as readonly [Node, ...Node[]]
  const base = nameOf(baseNode, scope)[0]
  const modules: string[] = []
  for (const member of members) {
    if (base !== undefined && member.kind === Kind.alias) modules.push(`${base}.${member.value}`)
  }
  return modules
}

function nameOf(node: Node, scope: Scope): string[] {
  const name = lower(node, scope)
  return name.kind === 'atom' ? [name.name] : []
}

function addAlias(module: string, as: Node | null, scope: Scope): void {
  const name = as ? as.value : module.slice(module.lastIndexOf('.') + 1)
  scope.addAlias(name, module)
}

/** The value of one of the call's trailing keywords. */
function optionOf(node: Node, word: string): Node | null {
  const options = node.kids[1]
  if (options?.kind !== Kind.keywords && options?.kind !== Kind.list) return null
  const pair = options.kids.find((kid) => kid.kind === Kind.pair && wordOf(kid) === word)
  return pair?.kids[1] ?? null
}

/** `[name: arity]` as `name/arity`. */
function functionsOf(list: Node | null): ReadonlySet<string> {
  const names = new Set<string>()
  for (const pair of list?.kids ?? []) {
    const arity = pair.kids[1]
    if (pair.kind === Kind.pair && arity) names.add(`${wordOf(pair)}/${arity.value}`)
  }
  return names
}
