import type { Expr } from '../../form.ts'
import { patternBinding } from '../bindings.ts'
import type { Program, Site } from '../program.ts'
import { origins } from '../values.ts'
import type { Access } from './access.ts'

/**
 * The values that a write puts into the store. A changeset starts from the row and lists what it changes: only the
 * latter is written, so the row that it starts from is left out. Other stores write whole values.
 */
export function changesOf(program: Program, write: Access): readonly Site[] {
  if (!write.value) return []
  if (write.operation === 'delete') return []
  return write.store === 'ecto' ? changedIn(program, write.value, 6) : valuesOf(program, write)
}

/** The elements of a row that is spelled out, its key left out; else the value as a whole. */
function valuesOf(program: Program, write: Access): readonly Site[] {
  const { value } = write
  if (!value) return []
  const { frame } = value
  const [origin] = origins(program, value)
  const row = origin?.frame.clause === frame.clause ? origin.expr : value.expr
  const items =
    row.kind === 'tuple'
      ? row.items
      : row.kind === 'map' && !row.base
        ? row.entries.map((e) => e.value)
        : null
  if (!items) return [value]
  return items.filter((item) => item !== write.key?.expr).map((expr) => ({ expr, frame }))
}

function changedIn(program: Program, site: Site, depth: number): readonly Site[] {
  const { expr, frame } = site
  if (depth === 0) return []
  const sited = (part: Expr): Site => ({ expr: part, frame })
  if (expr.kind === 'call') {
    const [base, ...changes] = expr.args
    const rest = changes.map(sited)
    // change(row, n: …), put_change(changeset, :n, …), S.changeset(row, attrs): what stands first is what it starts from.
    return base ? [...changedIn(program, sited(base), depth - 1), ...rest] : rest
  }
  if (expr.kind === 'map') return expr.entries.map(({ value }) => sited(value))
  if (expr.kind === 'list') return expr.items.map(sited)
  if (expr.kind !== 'var') return []
  const binding = patternBinding(frame.clause, expr.name, expr.start)
  return binding?.kind === 'value' ? changedIn(program, sited(binding.value), depth - 1) : []
}
