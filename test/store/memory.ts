import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pino } from 'pino'
import { openQueues } from '../../src/jobs/queues.ts'
import { migrations } from '../../src/store/migrations.ts'
import { storeOn } from '../../src/store/pglite.ts'
import type { Store } from '../../src/store/store.ts'

let shared: Promise<Store> | undefined

/** A database in memory, one for each test file: tests in it tell their rows apart by names of their own. */
export function memoryStore(): Promise<Store> {
  shared ??= aMemoryStore()
  return shared
}

/** A database in memory of one's own. The first boot of PGlite takes seconds, so that its result is kept in a file. */
export async function aMemoryStore(): Promise<Store> {
  const kept = join('node_modules', '.cache', `distreview-${fingerprint()}.tar`)
  if (!existsSync(kept)) {
    const pglite = await PGlite.create()
    const store = await storeOn(pglite)
    const queues = await openQueues({
      store,
      log: pino({ level: 'silent' }),
      signal: new AbortController().signal,
    })
    await queues.stop()
    const tar = await pglite.dumpDataDir('none')
    mkdirSync(join('node_modules', '.cache'), { recursive: true })
    writeFileSync(`${kept}.${process.pid}`, Buffer.from(await tar.arrayBuffer()))
    renameSync(`${kept}.${process.pid}`, kept)
    await store.close()
  }
  return storeOn(await PGlite.create({ loadDataDir: new Blob([readFileSync(kept)]) }))
}

/** Of everything that the database is made from. */
function fingerprint(): string {
  const { resolve } = createRequire(import.meta.url)
  const hash = createHash('sha256')
  for (const name of ['@electric-sql/pglite', 'pg-boss']) {
    const { version } = JSON.parse(readFileSync(join(packageOf(resolve(name)), 'package.json'), 'utf8'))
    hash.update(`${name} ${version}\n`)
  }
  for (const name of readdirSync(migrations.migrationsFolder).sort()) {
    if (name.endsWith('.sql')) hash.update(readFileSync(join(migrations.migrationsFolder, name)))
  }
  return hash.digest('hex').slice(0, 16)
}

function packageOf(entry: string): string {
  return entry.slice(0, entry.lastIndexOf(`${join('/', 'dist')}`))
}
