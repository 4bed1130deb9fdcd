import type { Call, Expr } from '../../form.ts'
import { visitClause } from '../../walk.ts'
import { facet } from '../facet.ts'
import type { Program, Site } from '../program.ts'
import { origins } from '../values.ts'
import type { Access, Operation, Store, TableRef } from './access.ts'
import { asksForRowLock, queryKey, updateIsAtomic } from './ecto-queries.ts'
import { repos } from './ecto-repos.ts'
import { ectoTable } from './ecto-tables.ts'
import {
  type KnownFunction,
  libraryFunctions,
  nebulexFunctions,
  repoFunctions,
} from './library-operations/index.ts'
import type { Row } from './library-operations/row.ts'
import { keyword, onlyName } from './literals.ts'
import { advisoryLocks } from './locks.ts'
import { keyPrefix, redisCommands } from './redis.ts'
import { readSql, sqlText } from './sql.ts'
import { tableRef } from './table-ref.ts'
import { type Transaction, transactionOf } from './transactions.ts'

type Facts = Omit<Access, 'transaction'>

/** An access whose transaction is looked for when it is asked for: most are never asked. */
class StoreAccess implements Access {
  readonly site: Site<Call>
  readonly store: Store
  readonly operation: Operation
  readonly dirty: boolean
  readonly locking: boolean
  readonly table: TableRef | null
  readonly key: Site | null
  readonly value: Site | null
  readonly #program: Program
  #transaction: Transaction | null | undefined

  constructor(program: Program, facts: Facts) {
    this.site = facts.site
    this.store = facts.store
    this.operation = facts.operation
    this.dirty = facts.dirty
    this.locking = facts.locking
    this.table = facts.table
    this.key = facts.key
    this.value = facts.value
    this.#program = program
    Object.freeze(this)
  }

  get transaction(): Transaction | null {
    if (this.#transaction === undefined) this.#transaction = transactionOf(this.#program, this.site)
    return this.#transaction
  }
}

/** Makes a frozen access; also used for an access seen from the caller of its helper. */
export function accessOf(program: Program, facts: Facts): Access {
  return new StoreAccess(program, facts)
}

/** Every access to a store that a library call spells out, store by store, in the order of files. */
export const accesses = facet((program): readonly Access[] => {
  const found: Access[] = []
  const take = (known: KnownFunction, module: string) => {
    for (const site of program.callsOf(module, known.name)) {
      const row = known.byArity.get(site.expr.args.length)
      if (row) found.push(accessOf(program, readRow(program, known, row, site)))
    }
  }
  for (const known of libraryFunctions) take(known, known.module)
  for (const repo of repos(program)) for (const known of repoFunctions) take(known, repo)
  for (const cache of nebulexCaches(program)) for (const known of nebulexFunctions) take(known, cache)
  found.push(...statements(program), ...redis(program))
  return found
})

function nebulexCaches(program: Program): readonly string[] {
  const names: string[] = []
  for (const file of program.files) {
    for (const module of file.form.modules) {
      if (module.uses.some((use) => use.module === 'Nebulex.Cache')) names.push(module.name)
    }
  }
  return names
}

function readRow(program: Program, { store }: KnownFunction, row: Row, site: Site<Call>): Facts {
  const { args } = site.expr
  const at = (index: number | undefined): Site | null => {
    const expr = index === undefined ? undefined : args[index]
    return expr ? { expr, frame: site.frame } : null
  }
  const facts = {
    site,
    store,
    operation: row.operation,
    dirty: row.dirty ?? false,
    locking: row.locking ?? locksRow(program, store, row, site),
    key: at(row.key),
    value: at(row.value ?? row.row ?? row.record),
  }
  if (store === 'ecto') return ectoFacts(program, facts, at(row.table as number | undefined))
  if (row.table === 'callee') {
    const name = site.expr.module ?? ''
    return { ...facts, table: { id: `${store}:${name}`, name, by: 'name', site } }
  }
  if (row.pair !== undefined) {
    const [table, key] = pairOf(program, at(row.pair))
    return { ...facts, table: table && tableRef(program, store, table), key }
  }
  if (row.record !== undefined) {
    const record = recordOf(program, at(row.record))
    return { ...facts, table: record.table, key: record.key }
  }
  // What ets:new returns is known by what becomes of it, and by its name only where it is a named table.
  const created = store === 'ets' && row.operation === 'create-table'
  const table = created ? site : at(row.table)
  return {
    ...facts,
    table: table ? tableRef(program, store, table) : unnamed(store, site),
    key: row.row === undefined ? facts.key : rowKey(program, at(row.row), store === 'mnesia' ? 1 : 0),
  }
}

/** Stores that are one for a node or a process have no table to name. */
function unnamed(store: Store, site: Site): TableRef | null {
  const one = ['persistent_term', 'app-env', 'khepri'].includes(store)
  return one ? { id: `${store}:`, name: null, by: 'name', site } : null
}

function locksRow(program: Program, store: Store, row: Row, { expr, frame }: Site<Call>): boolean {
  if (row.operation !== 'read' && row.operation !== 'scan') return false
  if (store === 'ecto') return expr.args.some((arg) => asksForRowLock(program, { expr: arg, frame }))
  const last = expr.args.at(-1)
  return store === 'mnesia' && last?.kind === 'atom' && /^(write|sticky_write)$/.test(last.name)
}

/** `{Table, Key}` where the tuple is spelled out. */
function pairOf(program: Program, site: Site | null): readonly [Site | null, Site | null] {
  if (!site) return [null, null]
  for (const { expr, frame } of origins(program, site)) {
    const [table, key] = expr.kind === 'tuple' ? expr.items : []
    if (table && key)
      return [
        { expr: table, frame },
        { expr: key, frame },
      ]
  }
  return [null, null]
}

/** A record names its table; its first field is the key. */
function recordOf(program: Program, site: Site | null): { table: TableRef | null; key: Site | null } {
  if (!site) return { table: null, key: null }
  for (const found of origins(program, site)) {
    const origin = namedByPattern(found)
    const name = recordName(origin.expr)
    if (name === null) continue
    const table: TableRef = { id: `mnesia:${name}`, name, by: 'name', site: origin }
    return { table, key: rowKey(program, origin, 1) }
  }
  return { table: null, key: null }
}

/** `#item{sku = Sku} = Item` in a head or a case: the pattern says which record the variable holds. */
function namedByPattern(site: Site): Site {
  const { expr, frame } = site
  if (expr.kind !== 'var') return site
  let pattern: Expr | null = null
  visitClause({ ...frame.clause, guard: null, body: [] }, (inner) => {
    if (inner.kind !== 'match') return
    for (const [name, record] of [
      [inner.pattern, inner.value],
      [inner.value, inner.pattern],
    ] as const)
      if (name.kind === 'var' && name.name === expr.name && recordName(record) !== null) pattern = record
  })
  return pattern ? { expr: pattern, frame } : site
}

function recordName(expr: Expr): string | null {
  if (expr.kind === 'map') return expr.struct
  const [head] = expr.kind === 'tuple' ? expr.items : []
  return head?.kind === 'atom' ? head.name : null
}

/** The key of a row that is spelled out: an element of the tuple, or the record's first field. */
function rowKey(program: Program, site: Site | null, position: number): Site | null {
  if (!site) return null
  for (const { expr, frame } of origins(program, site)) {
    const row = expr.kind === 'list' && expr.items.length === 1 ? expr.items[0] : expr
    if (row?.kind === 'tuple') {
      const key = row.items[position]
      return key ? { expr: key, frame } : null
    }
    if (row?.kind === 'map' && row.struct !== null) {
      const first = recordKey(program, frame.module?.body ?? [], row.struct)
      const entry = row.entries.find(
        ({ key }) => key.kind === 'atom' && (first === null ? row.base === null : key.name === first),
      )
      return entry ? { expr: entry.value, frame } : null
    }
  }
  return null
}

/** The first field of a record, as the module defines it, or the headers do with one voice; null where it is not known. */
function recordKey(program: Program, body: readonly Expr[], record: string): string | null {
  return firstField(body, record) ?? headerKeys(program).get(record) ?? null
}

function firstField(body: readonly Expr[], record: string): string | null {
  for (const expr of body) {
    if (expr.kind !== 'map' || expr.struct !== record) continue
    const first = expr.entries[0]?.key
    return first?.kind === 'atom' ? first.name : null
  }
  return null
}

/** Records of headers with their first field; null where two headers differ. */
const headerKeys = facet((program): ReadonlyMap<string, string | null> => {
  const found = new Map<string, string | null>()
  for (const { path, form } of program.files) {
    if (!path.endsWith('.hrl')) continue
    for (const expr of form.body) {
      if (expr.kind !== 'map' || !expr.struct) continue
      const first = firstField([expr], expr.struct)
      found.set(expr.struct, found.has(expr.struct) && found.get(expr.struct) !== first ? null : first)
    }
  }
  return found
})

function ectoFacts(program: Program, facts: Omit<Facts, 'table'>, table: Site | null): Facts {
  const { site, operation } = facts
  const conflict = site.expr.args.some((arg) => keyword(arg, 'on_conflict') !== null)
  const refined: Operation =
    operation === 'insert' && conflict
      ? 'upsert'
      : operation === 'update-all' && site.expr.args.some(updateIsAtomic)
        ? 'update-atomic'
        : operation
  const key = facts.key ?? (table ? queryKey(program, table) : null)
  return { ...facts, operation: refined, key, table: table && ectoTable(program, table) }
}

/** Raw SQL: what it does, its table, and advisory locks. */
function statements(program: Program): readonly Access[] {
  const found: Access[] = []
  const locks = new Set(advisoryLocks(program).map(({ site }) => site.expr))
  const calls: { readonly site: Site<Call>; readonly sql: Expr | undefined }[] = []
  for (const name of ['query', 'query!']) {
    for (const module of ['Ecto.Adapters.SQL', 'Postgrex'])
      for (const site of program.callsOf(module, name)) calls.push({ site, sql: site.expr.args[1] })
    for (const repo of repos(program))
      for (const site of program.callsOf(repo, name)) calls.push({ site, sql: site.expr.args[0] })
  }
  for (const name of ['equery', 'squery'])
    for (const site of program.callsOf('epgsql', name)) calls.push({ site, sql: site.expr.args[1] })
  const none = { store: 'ecto', dirty: false, key: null, value: null } as const
  for (const { site } of advisoryLocks(program))
    found.push(accessOf(program, { ...none, site, operation: 'lock', locking: true, table: null }))
  for (const { site, sql } of calls) {
    if (!sql || locks.has(site.expr)) continue
    const [origin] = origins(program, { expr: sql, frame: site.frame })
    const text = origin ? sqlText(origin.expr) : ''
    const read = readSql(text)
    if (!read) continue
    const table: TableRef | null = read.table
      ? { id: `ecto:${read.table}`, name: read.table, by: 'name', site }
      : null
    const locking = /\bfor\s+(no\s+key\s+)?update\b/i.test(text)
    found.push(accessOf(program, { ...none, site, operation: read.operation, locking, table }))
  }
  return found
}

function redis(program: Program): readonly Access[] {
  const found: Access[] = []
  for (const { site, command, operation, connection, key, value } of redisCommands(program)) {
    const through = connection ? (onlyName(program, connection) ?? '*') : '*'
    const prefix = key ? keyPrefix(program, key) : ''
    const table: TableRef = {
      id: `redis:${through}/${prefix}`,
      name: prefix === '' ? through : prefix,
      by: prefix === '' ? 'variable' : 'name',
      site: key ?? site,
    }
    const locking = command === 'WATCH'
    found.push(
      accessOf(program, { site, store: 'redis', operation, dirty: false, locking, table, key, value }),
    )
  }
  return found
}
