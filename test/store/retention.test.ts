import { eq } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { prune } from '../../src/store/retention.ts'
import { requests, reviews, schedules } from '../../src/store/schema.ts'
import { countRows } from '../../src/store/workspace.ts'
import { aMemoryStore } from './memory.ts'
import { keepTraces, sizes } from './rows.ts'

const old = new Date('2025-01-01T09:00:00Z')
const recent = new Date('2026-06-01T09:00:00Z')
const before = new Date('2026-01-01T00:00:00Z')

test('what was answered long ago is deleted; what is open, recent, dismissed or to be compared with stays', async () => {
  const { db, close } = await aMemoryStore()
  onTestFinished(close)
  await keepTraces(db, { workspace: 'T1', channel: 'C1', created: old })
  await keepTraces(db, { workspace: 'T2', channel: 'C2', created: recent })
  const [schedule] = await db.select().from(schedules).where(eq(schedules.channel, 'C1'))
  const report = { commit: 'c0ffee', findings: [] } as never
  const earlier = { repository: 'shop', paths: [], report, created: new Date('2024-12-01T09:00:00Z') }
  await db.insert(reviews).values({ ...earlier, id: 'earlier', schedule: schedule?.id ?? 0 })
  expect(await prune(db, before)).toEqual({
    requests: 1,
    reviews: 2,
    outbox: 1,
    steps: 2,
    leases: 2,
    heard: 2,
  })
  const left = {
    findings: 0,
    reviews: 1,
    outbox: 2,
    steps: 0,
    leases: 0,
    verdicts: 1,
    schedules: 1,
    requests: 1,
  }
  expect(await countRows(db, 'T1')).toEqual(left)
  expect(await countRows(db, 'T2')).toMatchObject({ requests: 2, reviews: 2, outbox: 3, steps: 2 })
  expect(await prune(db, before)).toEqual({
    requests: 0,
    reviews: 0,
    outbox: 0,
    steps: 0,
    leases: 0,
    heard: 0,
  })
})

test('the last request of a person in a channel loses its words and keeps its row, so that the channel has an owner', async () => {
  const { db, close } = await aMemoryStore()
  onTestFinished(close)
  await keepTraces(db, { workspace: 'T1', channel: 'C1', created: old })
  await db.update(requests).set({ state: 'answered', answered: old })
  expect((await prune(db, before)).requests).toBe(1)
  expect(await db.select({ asked: requests.asked, person: requests.personName }).from(requests)).toEqual([
    { asked: null, person: '' },
  ])
  expect(await countRows(db, 'T1')).toMatchObject({ requests: 1, schedules: 1, verdicts: 1 })
  expect(await sizes(db)).toMatchObject({ requests: 1 })
})
