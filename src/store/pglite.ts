import type { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { fromPglite } from 'pg-boss'
import { openDurably } from './durable-folder.ts'
import { makeDatabase } from './first-boot.ts'
import { lockFolder } from './lock.ts'
import { casing, migrations } from './migrations.ts'
import type { Store } from './store.ts'

/** Nothing else of PGlite checkpoints: its log would only grow. Milliseconds. */
const checkpointEvery = 300_000

/** PGlite in this folder, for this process alone. Throws Refusal('configuration') where another has it. */
export async function openFolder(folder: string, failed: (error: Error) => void): Promise<Store> {
  const unlock = await lockFolder(folder)
  try {
    await makeDatabase(folder)
    const pglite = await openDurably(folder)
    const store = await storeOn(pglite)
    const checkpoints = setInterval(() => {
      pglite.exec('checkpoint').catch(failed)
    }, checkpointEvery)
    checkpoints.unref()
    return {
      ...store,
      async close() {
        clearInterval(checkpoints)
        await store.close()
        await unlock()
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

/** A PGlite that is open, with the tables made. */
export async function storeOn(pglite: PGlite): Promise<Store> {
  const db = drizzle(pglite, { casing })
  await migrate(db, migrations)
  return {
    db,
    queue: { backend: 'pglite', db: fromPglite(pglite) },
    alone: true,
    close: () => pglite.close(),
  }
}
