import type { Call } from '../../form.ts'
import type { Site } from '../program.ts'
import type { Transaction } from './transactions.ts'

export type Store =
  | 'ets'
  | 'dets'
  | 'mnesia'
  | 'redis'
  | 'ecto'
  | 'cachex'
  | 'concache'
  | 'nebulex'
  | 'agent'
  | 'persistent_term'
  | 'app-env'
  | 'atomics'
  | 'registry'
  | 'delta-crdt'
  | 'khepri'
  | 'ra'
  | 'process-dictionary'

/**
 * What an access does. `read` takes one key, `scan` many; `aggregate` is a count, maximum or last key. `write`
 * replaces, `insert` adds (and replaces where the store does), `insert-new` adds only what is not there, `upsert`
 * says what happens on conflict, `update-all` changes rows by query, `update-atomic` computes inside the store,
 * `fill` is a read that stores what it computes on a miss, `expire` sets a time to live.
 */
export type Operation =
  | 'read'
  | 'scan'
  | 'aggregate'
  | 'write'
  | 'insert'
  | 'insert-new'
  | 'upsert'
  | 'update-all'
  | 'update-atomic'
  | 'compare-and-set'
  | 'fill'
  | 'delete'
  | 'clear'
  | 'expire'
  | 'create-table'
  | 'configure'
  | 'lock'
  | 'transaction'
  | 'subscribe'
  | 'publish'

const reading: ReadonlySet<Operation> = new Set(['read', 'scan', 'aggregate'])
const writing: ReadonlySet<Operation> = new Set([
  'write',
  'insert',
  'insert-new',
  'upsert',
  'update-all',
  'update-atomic',
  'compare-and-set',
  'fill',
  'delete',
  'clear',
  'expire',
])

export function isRead(access: Access): boolean {
  return reading.has(access.operation)
}

export function isWrite(access: Access): boolean {
  return writing.has(access.operation)
}

/**
 * Which table an access means. Two accesses mean the same one where `id` is equal. `by` says what the identity
 * rests on: `name` and `schema` hold in the whole program, `field` (a state field that holds the table) in one
 * module, `created`, `computed` and `variable` in one function.
 */
export interface TableRef {
  readonly id: string
  readonly name: string | null
  readonly by: 'name' | 'schema' | 'field' | 'created' | 'computed' | 'variable'
  /** The expression that names the table, where it was found. */
  readonly site: Site
}

export interface Access {
  readonly site: Site<Call>
  readonly store: Store
  readonly operation: Operation
  /**
   * The call itself goes without the isolation that the store could give: mnesia's dirty calls, local queries of ra,
   * dirty cache writes. What stands in an `async_dirty` has a transaction of kind `mnesia-dirty` instead.
   */
  readonly dirty: boolean
  /** The query asks for row locks (`lock: "FOR UPDATE"`, mnesia's wread, read with write lock). */
  readonly locking: boolean
  readonly table: TableRef | null
  readonly key: Site | null
  /** What is written: a row, a value, a changeset, the fun that computes it. */
  readonly value: Site | null
  /** The transaction around it, computed when asked for. */
  readonly transaction: Transaction | null
}
