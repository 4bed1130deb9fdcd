import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { firstDelivery } from '../../src/store/requests.ts'
import type { Store } from '../../src/store/store.ts'
import { freePort } from '../main/program.ts'
import { has } from '../programs.ts'
import { temporaryFolder } from '../review/checkout/fixtures.ts'
import { startServer } from './server.ts'

const failed = (error: Error) => {
  throw error
}
const inFolder = (dataFolder: string) => openStore({ dataFolder, databaseUrl: null, failed })
const onServer = (databaseUrl: string) => openStore({ dataFolder: '', databaseUrl, failed })

async function tables({ db }: Store): Promise<string[]> {
  const found = (await db.execute(
    sql`select table_name as name from information_schema.tables where table_schema = 'distreview' order by 1`,
  )) as { rows: { name: string }[] }
  return found.rows.map(({ name }) => name)
}
const all = [
  '__drizzle_migrations',
  'findings',
  'heard',
  'leases',
  'outbox',
  'requests',
  'reviews',
  'schedules',
  'steps',
  'verdicts',
]

describe('a database in a folder', () => {
  test('D11: it has its tables at the first start, what was committed at the second, and one process at a time', async () => {
    const folder = temporaryFolder()
    const first = await inFolder(folder)
    expect(await tables(first)).toEqual(all)
    expect(await firstDelivery(first.db, ['a'])).toBe(true)
    await expect(inFolder(folder)).rejects.toMatchObject({
      code: 'configuration',
      sentence: `Another distreview is running on ${folder}. Stop it, set DATA_DIR to another folder, or set DATABASE_URL so that several can run.`,
    })
    await first.close()
    const second = await inFolder(folder)
    onTestFinished(() => second.close())
    expect(await firstDelivery(second.db, ['a', 'b'])).toBe(false)
    expect(await firstDelivery(second.db, ['b', 'c', 'c'])).toBe(false)
    expect(await firstDelivery(second.db, ['d', 'd'])).toBe(true)
  })

  test('a process that was killed leaves no lock behind, and a long path is no hindrance', async () => {
    const folder = join(temporaryFolder(), 'a'.repeat(100))
    mkdirSync(folder)
    const program = `process.chdir(process.argv[1]); require('node:net').createServer().listen('db.lock', () => console.log('on'))`
    const holder = spawn(process.execPath, ['-e', program, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(holder.stdout, 'data')
    await expect(inFolder(folder)).rejects.toMatchObject({ code: 'configuration' })
    holder.kill('SIGKILL')
    await once(holder, 'close')
    const store = await inFolder(folder)
    await store.close()
  })
})

const next =
  'Check that it runs and takes connections from here, or unset DATABASE_URL to keep the data in DATA_DIR.'

describe('a server that cannot be used is one sentence without its password', () => {
  test('nothing listens', async () => {
    await expect(onServer(`postgres://ana:secret@127.0.0.1:${await freePort()}/shop`)).rejects.toMatchObject({
      code: 'configuration',
      sentence: `The database of DATABASE_URL cannot be reached (ECONNREFUSED). ${next}`,
    })
  })

  test('it is no address', async () => {
    await expect(onServer('postgres://ana:secret@[/shop')).rejects.toMatchObject({
      code: 'configuration',
      sentence: `The database of DATABASE_URL cannot be reached (it is not an address such as postgres://name:password@host/database). ${next}`,
    })
  })

  test('something else listens', async () => {
    const other = createServer((connection) => connection.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const { port } = other.address() as { port: number }
    const refused = await onServer(`postgres://ana:secret@127.0.0.1:${port}/shop`).catch((error) => error)
    expect(refused).toMatchObject({ code: 'configuration', next })
    expect(refused.message).not.toContain('secret')
  })
})

describe.skipIf(!has('postgres'))('a PostgreSQL server', () => {
  test('several processes start at once: the tables are made once, and a delivery is first for one of them', async () => {
    const { url } = await startServer()
    const stores = await Promise.all([onServer(url), onServer(url), onServer(url)])
    onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))))
    expect(await Promise.all(stores.map(tables))).toEqual([all, all, all])
    const first = await Promise.all(stores.map(({ db }) => firstDelivery(db, ['a', 'b'])))
    expect(first.filter(Boolean)).toHaveLength(1)
  })

  test('a user who may not make tables, and a database that is not there, are a sentence each', async () => {
    const { url } = await startServer()
    const owner = await onServer(url)
    await owner.db.execute(sql`create role guest login`)
    await owner.db.execute(sql`create database other`)
    await owner.close()
    await expect(
      onServer(url.replace('ana@', 'guest@').replace('/postgres', '/other')),
    ).rejects.toMatchObject({
      sentence:
        'The user of DATABASE_URL may not make tables. Grant it CREATE on the database, or give it a database of its own.',
    })
    await expect(onServer(url.replace(/postgres$/, 'nowhere'))).rejects.toMatchObject({
      sentence: `The database of DATABASE_URL cannot be reached (database "nowhere" does not exist). ${next}`,
    })
  })
})
