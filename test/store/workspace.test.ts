import { is, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { openQueues } from '../../src/jobs/queues.ts'
import { type ExportedRow, exportWorkspace } from '../../src/store/export.ts'
import { forgetWorkspace } from '../../src/store/forget.ts'
import * as schema from '../../src/store/schema.ts'
import { countRows, tables, workspaces } from '../../src/store/workspace.ts'
import { aMemoryStore } from './memory.ts'
import { keepTraces, sizes } from './rows.ts'

const created = new Date('2026-01-01T09:00:00Z')
const each = {
  findings: 1,
  reviews: 2,
  outbox: 3,
  steps: 2,
  leases: 2,
  verdicts: 1,
  schedules: 1,
  requests: 2,
}

async function twoWorkspaces() {
  const store = await aMemoryStore()
  onTestFinished(() => store.close())
  await keepTraces(store.db, { workspace: 'T1', channel: 'C1', created })
  await keepTraces(store.db, { workspace: 'T2', channel: 'C2', created })
  return store.db
}

test('every table is exported and forgotten, but for the names of deliveries, which say nothing of a workspace', () => {
  const all = Object.entries(schema).filter(([, table]) => is(table, PgTable))
  expect(all.map(([name]) => name).sort()).toEqual([...Object.keys(tables), 'heard'].sort())
})

test('export gives each row of a workspace once, and none of another', async () => {
  const db = await twoWorkspaces()
  expect(await workspaces(db)).toEqual(['T1', 'T2'])
  const rows: ExportedRow[] = []
  await exportWorkspace(db, 'T1', (row) => rows.push(row))
  const many = Object.fromEntries(
    Object.keys(each).map((name) => [name, rows.filter(({ table }) => table === name).length]),
  )
  expect(many).toEqual(each)
  expect(JSON.stringify(rows)).not.toMatch(/T2|C2/)
  expect(rows[0]).toMatchObject({
    table: 'requests',
    row: { id: 'T1-open', personName: 'ana', asked: { words: 'ours' } },
  })
})

test('forget deletes what export gave and nothing else', async () => {
  const db = await twoWorkspaces()
  expect(await countRows(db, 'T1')).toEqual(each)
  expect(await forgetWorkspace(db, 'T1')).toEqual(each)
  expect(await sizes(db)).toEqual({ ...each, heard: 2 })
  expect(await countRows(db, 'T2')).toEqual(each)
  expect(await workspaces(db)).toEqual(['T2'])
})

test('forget deletes the jobs of the queue that are about the workspace', async () => {
  const store = await aMemoryStore()
  onTestFinished(() => store.close())
  for (const [workspace, channel] of [
    ['T1', 'C1'],
    ['T2', 'C2'],
  ] as const) {
    await keepTraces(store.db, { workspace, channel, created })
  }
  const signal = new AbortController().signal
  const queues = await openQueues({ store, log: pino({ level: 'silent' }), signal })
  onTestFinished(() => queues.stop())
  const queue = await queues.open<Record<string, unknown>>('forgotten')
  const schedules = await store.db.select().from(schema.schedules).orderBy(schema.schedules.id)
  for (const [at, workspace] of ['T1', 'T2'].entries()) {
    const schedule = schedules[at]?.id
    await queue.send(store.db, { request: `${workspace}-open` })
    await queue.send(store.db, { platform: 'slack', key: `${workspace}-review/answer` })
    await queue.send(store.db, { schedule, due: 1 })
    await queue.send(store.db, { platform: 'slack', key: `due ${schedule} 2026 parent` })
  }
  await forgetWorkspace(store.db, 'T1')
  const left = await store.db.execute(
    sql`select data from distreview_jobs.job where name = 'forgotten' order by 1::text`,
  )
  const kept = schedules[1]?.id
  expect((left as { rows: { data: unknown }[] }).rows.map(({ data }) => data)).toEqual(
    expect.arrayContaining([
      { request: 'T2-open' },
      { platform: 'slack', key: 'T2-review/answer' },
      { schedule: kept, due: 1 },
      { platform: 'slack', key: `due ${kept} 2026 parent` },
    ]),
  )
  expect((left as { rows: unknown[] }).rows).toHaveLength(4)
})
