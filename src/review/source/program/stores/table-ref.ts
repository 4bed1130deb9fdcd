import type { Expr } from '../../form.ts'
import { keyOf } from '../../key.ts'
import { visit } from '../../walk.ts'
import { patternBinding } from '../bindings.ts'
import type { Frame, Program, Site } from '../program.ts'
import { origins } from '../values.ts'
import type { Store, TableRef } from './access.ts'
import { literalName } from './literals.ts'
import { etsTables } from './tables/ets.ts'

/**
 * The table that an argument names: an atom through variables, constants and helpers; what `ets:new` returned; a
 * field of the state; else the expression itself, which then holds in its own function alone.
 */
export function tableRef(program: Program, store: Store, site: Site): TableRef {
  let found: TableRef | null = null
  // Most tables are named where they are used.
  if (site.expr.kind === 'atom') return identify(program, store, site)
  for (const origin of origins(program, site)) {
    const ref = identify(program, store, origin)
    if (found && found.id !== ref.id) return local(store, site)
    found = ref
  }
  return found ?? local(store, site)
}

function identify(program: Program, store: Store, site: Site): TableRef {
  const { expr, frame } = site
  const name = literalName(program, site)
  if (name !== null) return { id: `${store}:${name}`, name, by: 'name', site }
  if (expr.kind === 'constant') return { id: `${store}:?${expr.name}`, name: expr.name, by: 'name', site }
  const created = etsTables(program).byCall.get(expr)
  if (created) {
    const { id, named } = created
    return { id, name: created.name ?? id, by: named ? 'name' : id.includes('#') ? 'field' : 'created', site }
  }
  const field = fieldOf(expr, frame)
  if (field === null) return local(store, site)
  const module = frame.module?.name ?? frame.file.path
  const held = etsTables(program).byField.get(`${module}#${field}`)
  if (held?.named) return { id: held.id, name: held.name ?? field, by: 'name', site }
  return { id: held?.id ?? `${store}:${module}#${field}`, name: field, by: 'field', site }
}

/** The field of a map, struct or record that a value is read from. */
function fieldOf(expr: Expr, frame: Frame): string | null {
  if (expr.kind === 'field') return expr.name
  if (expr.kind === 'call') {
    // Map.get(state, :table), maps:get(table, State), Map.fetch!(state, :table)
    const reads = (expr.module === 'Map' || expr.module === 'maps') && /^(get|fetch!?)$/.test(expr.name)
    const key = reads ? expr.args.find((arg) => arg.kind === 'atom') : undefined
    return key?.kind === 'atom' ? key.name : null
  }
  if (expr.kind !== 'var') return null
  const binding = patternBinding(frame.clause, expr.name, expr.start)
  return binding?.kind === 'part' ? keyIn(binding.pattern, expr.name) : null
}

function keyIn(pattern: Expr, name: string): string | null {
  let key: string | null = null
  visit(pattern, (expr) => {
    if (expr.kind !== 'map') return
    for (const entry of expr.entries) {
      if (entry.key.kind === 'atom' && entry.value.kind === 'var' && entry.value.name === name)
        key = entry.key.name
    }
  })
  return key
}

function local(store: Store, site: Site): TableRef {
  const { expr, frame } = site
  const module = frame.module?.name ?? frame.file.path
  if (expr.kind === 'var') {
    const id = `${store}:${module}:${frame.fn?.name ?? ''}/${frame.fn?.arity ?? 0}#${expr.name}`
    return { id, name: expr.name, by: 'variable', site }
  }
  return {
    id: `${store}:${module}=${keyOf(expr)}`,
    name: expr.kind === 'call' ? expr.name : null,
    by: 'computed',
    site,
  }
}
