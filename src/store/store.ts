import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { ConstructorOptions } from 'pg-boss'

/** The same queries on both databases; a transaction is one of these too. */
export type Database = Pick<
  PgDatabase<PgQueryResultHKT, Record<string, never>>,
  'select' | 'insert' | 'update' | 'delete' | 'execute' | 'transaction'
>

/** What outlives the process: PGlite in a folder, or PostgreSQL. */
export interface Store {
  readonly db: Database
  /** How the queue reaches the same database. */
  readonly queue: Pick<ConstructorOptions, 'backend' | 'db' | 'connectionString' | 'max'>
  /** Whether no other process can work on it, so that what was left half done is nobody's now. */
  readonly alone: boolean
  close(): Promise<void>
}
