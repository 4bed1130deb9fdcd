import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Keeping } from '../../src/cli/keeping.ts'
import { openKeeping } from '../../src/keeping.ts'
import { lockFolder } from '../../src/store/lock.ts'
import { openStore } from '../../src/store/open.ts'
import { temporaryFolder } from '../review/checkout/fixtures.ts'
import { keepTraces } from '../store/rows.ts'
import { shellOf } from './shell.ts'

/** A command line over something kept of T1 and T2; what was closed is counted. */
function aShell(fails?: Error) {
  const done = { forgotten: [] as string[], closed: 0 }
  const counts = { requests: 2, reviews: 1 }
  const keeping: Keeping = {
    workspaces: async () => ['T1', 'T2'],
    async export(workspace, take) {
      take({ table: 'requests', row: { workspace } })
      if (fails) throw fails
      take({ table: 'reviews', row: { id: 'r' } })
    },
    count: async () => counts,
    async forget(workspace) {
      done.forgotten.push(workspace)
      return counts
    },
    async close() {
      done.closed += 1
    },
  }
  return { shell: shellOf({ keeping: async () => keeping }), done }
}

const rows = `{"table":"requests","row":{"workspace":"T1"}}\n{"table":"reviews","row":{"id":"r"}}\n`
const counted = `{"table":"requests","rows":2}\n{"table":"reviews","rows":1}\n`

test('export prints a JSON line for each row, or writes them to a file for its owner alone', async () => {
  const { shell, done } = aShell()
  expect(await shell('export', 'T1')).toEqual({ code: 0, out: rows, err: '' })
  const file = join(temporaryFolder(), 'T1.jsonl')
  expect(await shell('export', 'T1', '--output', file)).toEqual({
    code: 0,
    out: '',
    err: `Wrote ${file}, 2 rows.\n`,
  })
  expect(readFileSync(file, 'utf8')).toBe(rows)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(done.closed).toBe(2)
})

test('where the disk is full there is no half of a file, and one sentence', async () => {
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC', syscall: 'write' })
  const { shell } = aShell(full)
  const file = join(temporaryFolder(), 'T1.jsonl')
  expect(await shell('export', 'T1', '--output', file)).toEqual({
    code: 2,
    out: '',
    err: `distreview: The export could not be written to \`${file}\` (ENOSPC), so there is no such file. Name a file in a folder that exists, that you may write to and that has space.\n`,
  })
  expect([existsSync(file), existsSync(`${file}.part`)]).toEqual([false, false])
})

test('forget says first what would be deleted, and deletes when it is asked again with the name', async () => {
  const { shell, done } = aShell()
  expect(await shell('forget', 'T1')).toEqual({
    code: 2,
    out: counted,
    err: 'distreview: Nothing was deleted: that is what is kept of T1. To delete it for good, say: distreview forget T1 --confirm T1\n',
  })
  expect((await shell('forget', 'T1', '--confirm', 'T2')).err).toBe(
    'distreview: Nothing was deleted: `--confirm` names `T2`, and what was to be forgotten is `T1`. Name the same workspace twice.\n',
  )
  expect(done.forgotten).toEqual([])
  expect(await shell('forget', 'T1', '--confirm', 'T1')).toEqual({ code: 0, out: counted, err: '' })
  expect(done).toEqual({ forgotten: ['T1'], closed: 3 })
})

test.each([
  [
    ['export'],
    '`export` needs a workspace: the id of a Slack team or Teams tenant, or web. See `distreview --help`.',
  ],
  [['forget', 'T1', 'T2'], '`forget` takes one workspace, got `T2` as well. See `distreview --help`.'],
  [['export', 'T3'], 'Nothing is kept of a workspace `T3`. It is one of: T1, T2.'],
])('%j is one sentence', async (words, sentence) => {
  const { shell } = aShell()
  expect(await shell(...words)).toEqual({ code: 2, out: '', err: `distreview: ${sentence}\n` })
})

test('over a database in a folder: what is exported is gone when it was forgotten; a folder in use, or without one, is a sentence', async () => {
  const dataFolder = temporaryFolder()
  const shell = shellOf({ keeping: openKeeping, environment: { DATA_DIR: dataFolder } })
  expect((await shell('export', 'T1')).err).toBe(
    `distreview: There is no database in DATA_DIR, ${dataFolder}. Set DATA_DIR or DATABASE_URL as distreview is started with.\n`,
  )
  const failed = (error: Error) => {
    throw error
  }
  const store = await openStore({ dataFolder, databaseUrl: null, failed })
  await keepTraces(store.db, { workspace: 'T1', channel: 'C1', created: new Date(0) })
  await store.close()
  const { out } = await shell('export', 'T1')
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).table),
  ).toHaveLength(14)
  expect((await shell('forget', 'T1', '--confirm', 'T1')).code).toBe(0)
  expect((await shell('export', 'T1')).err).toBe(
    'distreview: Nothing is kept of a workspace `T1`. Nothing is kept of any: check DATA_DIR and DATABASE_URL.\n',
  )
  const unlock = await lockFolder(join(dataFolder, 'db'))
  expect((await shell('export', 'T1')).err).toContain('Another distreview is running on ')
  await unlock()
})
