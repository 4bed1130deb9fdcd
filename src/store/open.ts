import { join } from 'node:path'
import { openFolder } from './pglite.ts'
import { openServer } from './postgres.ts'
import type { Store } from './store.ts'

interface StoreOptions {
  /** Holds the database in its folder `db` where there is no server. It exists. */
  readonly dataFolder: string
  /** Of a PostgreSQL server; null where there is none. */
  readonly databaseUrl: string | null
  /** Hears of a connection that was lost while nobody used it. */
  readonly failed: (error: Error) => void
}

/**
 * Opens the database, with its tables as this version knows them. Throws Refusal('configuration') where the server
 * cannot be reached, or another process has the folder.
 */
export function openStore({ dataFolder, databaseUrl, failed }: StoreOptions): Promise<Store> {
  return databaseUrl === null ? openFolder(join(dataFolder, 'db'), failed) : openServer(databaseUrl, failed)
}
