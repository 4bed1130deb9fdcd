import type { Call, Expr } from '../../../form.ts'
import { visit, visitClause } from '../../../walk.ts'
import { facet } from '../../facet.ts'
import type { Site } from '../../program.ts'
import { onlyName, option, optionsOf } from '../literals.ts'

/** A table that `ets:new` or `dets:open_file` makes. */
export interface EtsTable {
  /** As in TableRef. */
  readonly id: string
  readonly store: 'ets' | 'dets'
  readonly name: string | null
  readonly named: boolean
  /** 'unknown' where the options cannot be read. */
  readonly protection: 'public' | 'protected' | 'private' | 'unknown'
  readonly options: readonly Site[]
  readonly heir: Site | null
  /** The call; its frame tells the module and the function that creates it. */
  readonly site: Site<Call>
}

interface EtsTables {
  readonly all: readonly EtsTable[]
  readonly byCall: ReadonlyMap<Expr, EtsTable>
  /** The table behind `Module#field`, where that is known. */
  readonly byField: ReadonlyMap<string, EtsTable>
}

/**
 * Who creates which ets and dets table. A table without a name is known by the state field that its creator puts
 * it into; a named one also by its name wherever that field is used.
 */
export const etsTables = facet((program): EtsTables => {
  const all: EtsTable[] = []
  const byCall = new Map<Expr, EtsTable>()
  const byField = new Map<string, EtsTable>()
  const calls = [
    ...program.callsOf('ets', 'new').map((site) => ({ site, store: 'ets' as const })),
    ...program.callsOf('dets', 'open_file').map((site) => ({ site, store: 'dets' as const })),
  ]
  for (const { site, store } of calls) {
    const [first, second] = site.expr.args
    if (!first || !second) continue
    const { frame } = site
    const name = onlyName(program, { expr: first, frame })
    const { items, open } = optionsOf(program, { expr: second, frame })
    const named = store === 'dets' || option(items, 'named_table') !== null
    const fields = fieldsHolding(site)
    const [field] = fields
    const module = frame.module?.name ?? frame.file.path
    const id =
      named && name !== null
        ? `${store}:${name}`
        : field
          ? `${store}:${module}#${field}`
          : `${store}:${module}@${frame.fn?.name ?? ''}:${site.expr.start - frame.clause.start}`
    const table: EtsTable = {
      id,
      store,
      name,
      named,
      protection: protectionOf(items, open, store),
      options: items,
      heir: heirIn(items),
      site,
    }
    all.push(table)
    byCall.set(site.expr, table)
    for (const held of fields) byField.set(`${module}#${held}`, table)
  }
  return { all, byCall, byField }
})

/** `{heir, Pid, Term}`; `{heir, none}` is none. */
function heirIn(items: readonly Site[]): Site | null {
  return (
    items.find(({ expr }) => {
      const [head] = expr.kind === 'tuple' && expr.items.length === 3 ? expr.items : []
      return head?.kind === 'atom' && head.name === 'heir'
    }) ?? null
  )
}

function protectionOf(items: readonly Site[], open: boolean, store: 'ets' | 'dets'): EtsTable['protection'] {
  if (store === 'dets' || option(items, 'public')) return 'public'
  if (option(items, 'private')) return 'private'
  return open ? 'unknown' : 'protected'
}

/** The names of the map keys and record fields that the result of a call is put into, in its own clause. */
function fieldsHolding({ expr: call, frame }: Site<Call>): readonly string[] {
  const names = new Set<string>()
  const fields = new Set<string>()
  visitClause(frame.clause, (expr) => {
    if (expr.kind === 'match' && expr.value === call && expr.pattern.kind === 'var')
      names.add(expr.pattern.name)
  })
  const holds = (value: Expr) => value === call || (value.kind === 'var' && names.has(value.name))
  visitClause(frame.clause, (expr) => {
    if (expr.kind === 'map') {
      for (const { key, value } of expr.entries) {
        if (key.kind === 'atom' && holds(value)) fields.add(key.name)
      }
    } else if (expr.kind === 'call' && (expr.name === 'put' || expr.name === 'struct')) {
      // Map.put(state, :table, T), maps:put(table, T, State)
      const at = expr.args.findIndex(holds)
      const key = at > 0 ? expr.args[at - 1] : undefined
      if (key?.kind === 'atom') fields.add(key.name)
      for (const arg of expr.args) visit(arg, (inner) => pairField(inner, holds, fields))
    }
  })
  return [...fields]
}

function pairField(expr: Expr, holds: (value: Expr) => boolean, fields: Set<string>): void {
  if (expr.kind !== 'tuple' || expr.items.length !== 2) return
  const [key, value] = expr.items
  if (key?.kind === 'atom' && value && holds(value)) fields.add(key.name)
}
