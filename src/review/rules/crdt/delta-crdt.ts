import type { Call, Expr, List } from '../../source/form.ts'
import type { Program, Site } from '../../source/program/program.ts'
import { origins } from '../../source/program/values.ts'
import { visitAll } from '../../source/walk.ts'

/** The library's module, as Elixir names it and as Erlang does. */
export const library = ['DeltaCrdt', 'Elixir.DeltaCrdt'] as const

/** Calls of a function of the library. */
export function deltaCalls(program: Program, ...names: readonly string[]): readonly Site<Call>[] {
  return names.flatMap((name) => library.flatMap((module) => program.callsOf(module, name)))
}

/** A replica that is started: by `DeltaCrdt.start_link(Type, Options)`, or as a child of a supervisor. */
interface Replica {
  readonly site: Site
  readonly type: Expr | null
  readonly options: List | null
}

export function replicas(program: Program): readonly Replica[] {
  const found: Replica[] = []
  for (const site of deltaCalls(program, 'start_link', 'child_spec')) {
    const [first, second] = site.expr.args
    const options = listOf(program, site, site.expr.name === 'start_link' ? second : first)
    found.push({
      site,
      type: site.expr.name === 'start_link' ? (first ?? null) : option(options, 'crdt'),
      options,
    })
  }
  for (const name of library)
    for (const atom of program.atoms(name)) {
      const options = childOptions(program, atom)
      if (options) found.push({ site: atom, type: option(options, 'crdt'), options })
    }
  return found
}

/** `{DeltaCrdt, crdt: …, name: …}`. */
function childOptions(program: Program, atom: Site): List | null {
  for (const tuple of tuplesAround(atom)) {
    const [first, second] = tuple
    if (first === atom.expr && second) return listOf(program, atom, second)
  }
  return null
}

function tuplesAround({ expr, frame }: Site): readonly (readonly Expr[])[] {
  const found: (readonly Expr[])[] = []
  visitAll(frame.clause.body, (each) => {
    if (each.kind === 'tuple' && each.items.length === 2 && each.items[0] === expr) found.push(each.items)
  })
  return found
}

function listOf(program: Program, { frame }: Site, expr: Expr | undefined): List | null {
  if (!expr) return null
  const list = origins(program, { expr, frame }).find((origin) => origin.expr.kind === 'list')
  return list?.expr.kind === 'list' ? list.expr : null
}

/** The value of a key of a keyword list. */
export function option(options: List | null, name: string): Expr | null {
  for (const item of options?.items ?? []) {
    if (item.kind !== 'tuple') continue
    const [key, value] = item.items
    if (key?.kind === 'atom' && key.name === name && value) return value
  }
  return null
}
