import { expect, test } from 'vitest'
import { estimate } from '../../bench/expert.ts'
import { repository } from '../review/checkout/fixtures.ts'
import { cluster } from '../review/expert/cluster.ts'

test('the cost of a review is estimated without a model, by the prices of the product', async () => {
  const { folder } = repository(cluster)
  const { run, cacheReadable } = await estimate(folder, 'standard')
  expect(run).toMatchObject({ turns: expect.any(Number), submitted: 0, stoppedBy: null, note: null })
  const written = run.inputTokens - run.cachedTokens
  const usd = (written * 5 + run.cachedTokens * 0.2 + run.outputTokens * 20) / 1_000_000
  expect(run.costUsd).toBeCloseTo(usd, 6)
  expect(run.outputTokens).toBe(run.turns * 700)
  expect(cacheReadable).toBeGreaterThan(0.8)
})
