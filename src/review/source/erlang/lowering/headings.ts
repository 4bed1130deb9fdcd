import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { integerValue } from '../literals.ts'
import type { Macros } from './scope.ts'

/** What a file's attributes and function heads say before any body is read. */
export interface Headings {
  /** From -module; null where there is none or a macro gives the name. */
  readonly module: Node | null
  readonly behaviours: readonly string[]
  readonly exports: ReadonlySet<string>
  readonly exportsAll: boolean
  readonly imports: ReadonlyMap<string, string>
  readonly macros: Macros
}

export function headingsOf(nodes: readonly Node[]): Headings {
  const named = (...names: string[]) =>
    nodes.filter((node) => node.kind === Kind.attribute && names.includes(node.value))
  return {
    module: named('module').find((node) => node.kids[0]?.kind === Kind.atom) ?? null,
    behaviours: named('behaviour', 'behavior').flatMap((node) => atoms(node.kids.slice(0, 1))),
    exports: new Set(named('export').flatMap((node) => signatures(node.kids[0]))),
    exportsAll: named('compile').some((node) => compileOptions(node).includes('export_all')),
    imports: new Map(named('import').flatMap(importsOf)),
    macros: macrosOf(nodes.filter((node) => node.kind === Kind.define)),
  }
}

function atoms(nodes: readonly Node[]): string[] {
  return nodes.filter((node) => node.kind === Kind.atom).map((node) => node.value)
}

/** `[f/1, g/2]` as `name/arity`. */
function signatures(list: Node | undefined): string[] {
  const found: string[] = []
  for (const item of list?.kids ?? []) {
    const [name, arity] = item.kids
    const isSignature = item.value === '/' && name?.kind === Kind.atom && arity?.kind === Kind.integer
    if (isSignature) found.push(`${name.value}/${integerValue(arity.value)}`)
  }
  return found
}

function importsOf(node: Node): [string, string][] {
  const [module, list] = node.kids
  return module?.kind === Kind.atom ? signatures(list).map((signature) => [signature, module.value]) : []
}

/** The options of -compile that are atoms, given alone or in a list. */
function compileOptions(node: Node): string[] {
  return atoms(node.kids.flatMap((kid) => (kid.kind === Kind.list ? kid.kids : [kid])))
}

function macrosOf(defines: readonly Node[]): Macros {
  const atoms = new Map<string, string>()
  const withoutParams = new Set<string>()
  const differing = new Set<string>()
  const withParams = new Set<string>()
  for (const { value: name, kids } of defines) {
    const [params, meaning] = kids as [Node, Node]
    if (params.kids.length > 0) withParams.add(name)
    else withoutParams.add(name)
    const [only] = meaning.kids
    const atom = meaning.kids.length === 1 && only?.kind === Kind.atom ? only.value : undefined
    if (atom === undefined || (atoms.get(name) ?? atom) !== atom) differing.add(name)
    else atoms.set(name, atom)
  }
  for (const name of differing) atoms.delete(name)
  for (const name of withParams) withoutParams.delete(name)
  return { atoms, withoutParams }
}
