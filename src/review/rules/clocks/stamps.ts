import type { Expr, MapExpr, Tuple } from '../../source/form.ts'
import { patternBinding } from '../../source/program/bindings.ts'
import { facet } from '../../source/program/facet.ts'
import { keyOfPart } from '../../source/program/flow/state-fields.ts'
import { ancestorsOf, type Frame, type Program, type Site } from '../../source/program/program.ts'
import { isClause, visit } from '../../source/walk.ts'
import { readingUses } from './wall-clock.ts'

/** Where in a term a stamp stands: `lease.expires_at`, or `2/1` for the second of a pair. */
export interface Stamp {
  readonly key: string
  /** The name of the record or struct, or that of the module where it has none. */
  readonly owner: string
}

/** What a compared value is part of: a key of a map, struct or record, or a place in a tuple. */
export function stampOf({ expr, frame }: Site): Stamp | null {
  const module = frame.module?.name ?? frame.file.path
  if (expr.kind === 'field') return { key: expr.name, owner: module }
  if (expr.kind !== 'var') return null
  const binding = patternBinding(frame.clause, expr.name, expr.start)
  if (binding?.kind !== 'part') return null
  const key = keyOfPart(binding.pattern, expr.name)
  if (key !== null) return { key, owner: structWith(binding.pattern, expr.name) ?? module }
  let place: Stamp | null = null
  visit(binding.pattern, (inner) => {
    if (inner.kind !== 'tuple') return
    const at = inner.items.findIndex((item) => item.kind === 'var' && item.name === expr.name)
    if (at >= 0)
      place = fieldOfRecord(frame, inner, at) ?? { key: `${inner.items.length}/${at}`, owner: module }
  })
  return place
}

/** A record that is matched as the tuple it is, as match specifications do: the one record of the module of that size. */
function fieldOfRecord({ module }: Frame, { items }: Tuple, at: number): Stamp | null {
  const [tag] = items
  const fitting = (module?.body ?? []).filter(
    (form): form is MapExpr =>
      form.kind === 'map' &&
      form.struct !== null &&
      form.entries.length === items.length - 1 &&
      (tag?.kind === 'var' || (tag?.kind === 'atom' && tag.name === form.struct)),
  )
  const [record] = fitting
  const key = record?.entries[at - 1]?.key
  return record?.struct && fitting.length === 1 && key?.kind === 'atom'
    ? { key: key.name, owner: record.struct }
    : null
}

function structWith(pattern: Expr, name: string): string | null {
  let struct: string | null = null
  visit(pattern, (inner) => {
    if (inner.kind !== 'map') return
    if (inner.entries.some(({ value }) => value.kind === 'var' && value.name === name)) struct = inner.struct
  })
  return struct
}

/** The readings of the wall clock by the place of the term that they are put into. */
const writers = facet((program) => {
  const found = new Map<string, Site>()
  for (const { reading, uses } of readingUses(program)) {
    const { frame } = reading
    const module = frame.module?.name ?? frame.file.path
    const above = ancestorsOf(reading).at(-1)
    if (above && !isClause(above) && above.kind === 'tuple')
      found.set(`${module} ${above.items.length}/${above.items.indexOf(reading.expr)}`, reading)
    for (const use of uses) {
      if (use.kind !== 'field') continue
      const { expr } = use.site
      if (expr.kind === 'map' && expr.struct) found.set(`${expr.struct} ${use.key}`, reading)
      found.set(`${use.site.frame.module?.name} ${use.key}`, reading)
    }
  }
  return found
})

/** The reading of the wall clock that such a stamp is set from; null where none is found. */
export function writerOf(program: Program, { owner, key }: Stamp): Site | null {
  return writers(program).get(`${owner} ${key}`) ?? null
}
