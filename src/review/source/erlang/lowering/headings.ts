import type { ModuleForm } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { integerValue } from '../literals.ts'
import { type Arities, addArity } from './arities.ts'
import { Macros } from './macro-definitions.ts'

/** What a file's attributes say before any body is read. */
export interface Headings {
  /** From -module; null where there is none or a macro gives the name. */
  module: Node | null
  readonly behaviours: string[]
  readonly exports: Arities<true>
  exportsAll: boolean
  /** Module of each imported function. */
  readonly imports: Arities<string>
  readonly includes: string[]
  /** Parse transforms, whose code rewrites the module as `use` does in Elixir. */
  readonly uses: ModuleForm['uses'][number][]
  /** `-on_load(f/0)`, as a reference to the function that the runtime calls. */
  readonly loads: Node[]
  readonly macros: Macros
}

export function headingsOf(nodes: readonly Node[]): Headings {
  const headings: Headings = {
    module: null,
    behaviours: [],
    exports: new Map(),
    exportsAll: false,
    imports: new Map(),
    includes: [],
    uses: [],
    loads: [],
    macros: new Macros(),
  }
  for (const node of nodes) {
    if (node.kind === Kind.define) headings.macros.define(node)
    else if (node.kind === Kind.attribute) take(node, headings)
  }
  return headings
}

function take(node: Node, headings: Headings): void {
  const [first, second] = node.kids
  switch (node.value) {
    case 'module':
      if (first?.kind === Kind.atom) headings.module ??= node
      return
    case 'behaviour':
    case 'behavior':
      if (first?.kind === Kind.atom) headings.behaviours.push(first.value)
      return
    case 'export':
      signatures(first, true, headings.exports)
      return
    case 'import':
      if (first?.kind === Kind.atom) signatures(second, first.value, headings.imports)
      return
    case 'include':
    case 'include_lib':
      if (first?.kind === Kind.string) headings.includes.push(first.value)
      return
    case 'on_load':
      if (first && signature(first)) headings.loads.push(first)
      return
    case 'compile':
      for (const kid of node.kids) {
        if (kid.kind !== Kind.list) compileOption(kid, headings)
        else for (const option of kid.kids) compileOption(option, headings)
      }
  }
}

function compileOption(option: Node, headings: Headings): void {
  if (option.kind === Kind.atom && option.value === 'export_all') headings.exportsAll = true
  if (option.kind !== Kind.tuple) return
  const [key, module, given] = option.kids
  if (key?.value !== 'parse_transform' || module?.kind !== Kind.atom || given) return
  headings.uses.push({ module: module.value, options: null, start: option.start, end: option.end })
}

/** Notes `value` for each of `[f/1, g/2]`. */
function signatures<T>(list: Node | undefined, value: T, into: Arities<T>): void {
  for (const item of list?.kids ?? []) {
    const found = signature(item)
    if (found) addArity(into, found.name, found.arity, value)
  }
}

/** `f/1` as it stands in attributes; null for anything else. */
function signature(item: Node): { name: string; arity: number } | null {
  const [name, arity] = item.kids
  const isSignature = item.value === '/' && name?.kind === Kind.atom && arity?.kind === Kind.integer
  return isSignature ? { name: name.value, arity: integerValue(arity.value) } : null
}
