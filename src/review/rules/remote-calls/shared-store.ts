import type { Expr } from '../../source/form.ts'
import { facet } from '../../source/program/facet.ts'
import type { Program } from '../../source/program/program.ts'
import { type Access, accesses, isWrite, tables } from '../../source/program/stores/index.ts'

const localHere = /\blocal_content\s*(,|:)\s*true\b/
const shared = new Set(['mnesia', 'redis', 'ecto', 'khepri', 'ra', 'delta-crdt'])

/** Changes of stores that the nodes share or replicate, by their call: one node's delete is everybody's. */
const byCall = facet((program): ReadonlyMap<Expr, Access> => {
  const { tables: made, joins, copies } = tables(program).mnesia
  const replicates = joins.length > 0 || copies.length > 0
  const local = new Set(made.filter(({ localContent }) => localContent).map(({ name }) => name))
  const found = new Map<Expr, Access>()
  for (const access of accesses(program)) {
    if (!shared.has(access.store) || !isWrite(access)) continue
    // A table of local content, or of a database that never gets a second node, is nobody else's.
    if (access.store === 'mnesia' && (!replicates || local.has(access.table?.name ?? ''))) continue
    // A table that is made through a wrapper is known by its options, where they stand in the same file.
    if (access.store === 'mnesia' && localHere.test(access.site.frame.file.text)) continue
    found.set(access.site.expr, access)
  }
  return found
})

/** The change of a shared or replicated store that a call makes, or null. */
export function sharedWrite(program: Program, call: Expr): Access | null {
  return byCall(program).get(call) ?? null
}

/** The table in words: `the table \`session\` (mnesia)`. */
export function storeNamed({ store, table }: Access): string {
  const named = table?.name && table.by !== 'variable' && table.by !== 'computed' ? ` \`${table.name}\`` : ''
  const kind = store === 'ecto' ? 'the database' : store === 'mnesia' ? 'mnesia' : store
  return named ? `the table${named} (${kind})` : kind === 'the database' ? kind : `a ${kind} table`
}
