import { expect, test } from 'vitest'
import { createPurse } from '../../src/jobs/purse.ts'
import { scriptedApi, type Turn } from '../review/expert/api.ts'
import { reviewCluster } from '../review/expert/cluster.ts'
import { memoryStore } from '../store/memory.ts'

const dear: Turn = {
  calls: [['outline', { of: '' }]],
  usage: { input_tokens: 50_000, output_tokens: 5_000 },
}
const november = Date.UTC(2026, 10, 25)

test('a workspace spends no more in a month than its limit, over all its reviews, and the report says so', async () => {
  const { db } = await memoryStore()
  let now = november
  const purseOf = (workspace: string) => createPurse(db, workspace, { usd: 2, tokens: null }, () => now)
  const reviewed = async (workspace: string) => {
    const api = scriptedApi([dear, dear, dear])
    const { report } = await reviewCluster(api, { purse: purseOf(workspace), maxUsd: 100 })
    return { turns: report.expert?.turns, note: report.expert?.note, stoppedBy: report.expert?.stoppedBy }
  }
  const met = {
    stoppedBy: 'money',
    note: "The expert ended with what it had: this workspace's limit of 2.00 USD for 2026-11 was met (EXPERT_MONTH_USD).",
  }
  expect(await reviewed('T1')).toMatchObject({ turns: 4, note: null })
  expect(await reviewed('T1')).toMatchObject({ ...met, turns: 2 })
  expect(await reviewed('T1')).toMatchObject({ ...met, turns: 0 })
  expect(await reviewed('T2')).toMatchObject({ turns: 4, note: null })
  now = Date.UTC(2026, 11, 1)
  expect(await reviewed('T1')).toMatchObject({ turns: 4, note: null })
})

test('an answer that is charged twice counts once; tokens have a limit of their own', async () => {
  const { db } = await memoryStore()
  const purse = createPurse(db, 'T3', { usd: null, tokens: 1_000 }, () => november)
  const spent = { input: 600, cacheWrite: 0, cacheRead: 0, output: 0 }
  await purse.charge('msg_1', spent, 0.1)
  await purse.charge('msg_1', spent, 0.1)
  expect(await purse.short(1)).toBeNull()
  await purse.charge('msg_2', spent, 0.1)
  expect(await purse.short(1)).toBe(
    "The expert ended with what it had: this workspace's limit of 1,000 tokens for 2026-11 was met (EXPERT_MONTH_TOKENS).",
  )
})
