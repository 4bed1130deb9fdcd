import { expect, test } from 'vitest'
import { type Api, scriptedApi, type Turn } from './api.ts'
import { aClaim } from './claims.ts'
import { type Asked, reviewCluster } from './cluster.ts'

const reading: Turn = { calls: [['read_lines', { path: 'lib/counter.ex', startLine: 1, endLine: 16 }]] }
const claiming: Turn = { calls: [['submit_finding', aClaim()]] }

/** A model that never ends by itself: it submits once, then reads, at this price a turn. */
function endless(usage: Turn['usage']): Api {
  return scriptedApi(Array.from({ length: 100 }, (_, at) => ({ ...(at === 0 ? claiming : reading), usage })))
}

const dear: Turn['usage'] = { input_tokens: 20_000, output_tokens: 5_000 }

test.each<[string, Asked, Turn['usage'], object]>([
  [
    'tokens',
    { maxTokens: 500_000 },
    dear,
    { stoppedBy: 'tokens', note: 'The expert ended with what it had: its limit of 150,000 tokens was met.' },
  ],
  [
    'money',
    { maxUsd: 2 },
    dear,
    { stoppedBy: 'money', note: 'The expert ended with what it had: its limit of 0.60 USD was met.' },
  ],
  [
    'turns at depth standard',
    {},
    {},
    {
      stoppedBy: 'turns',
      turns: 25,
      note: 'The expert ended with what it had: its limit of 24 turns was met.',
    },
  ],
  [
    'turns at depth deep',
    { depth: 'deep' },
    {},
    {
      stoppedBy: 'turns',
      turns: 61,
      note: 'The expert ended with what it had: its limit of 60 turns was met.',
    },
  ],
])('a cap on %s ends the review with what it has, and says so', async (_cap, asked, usage, expected) => {
  const { report } = await reviewCluster(endless(usage), asked)
  expect(report.expert).toMatchObject({ submitted: 1, dropped: [], ...expected })
  expect(report.findings.filter(({ origin }) => origin === 'model')).toHaveLength(1)
})

test('no request can lead over a cap: its longest answer is measured by what is left', async () => {
  const api = scriptedApi(
    Array.from({ length: 100 }, () => (body) => ({
      ...reading,
      // As bad as it can get: the whole request is written to the cache, the answer is as long as it may be.
      usage: {
        input_tokens: 0,
        cache_creation_input_tokens: Math.floor(JSON.stringify(body).length / 2.5),
        output_tokens: body.max_tokens,
      },
    })),
  )
  const { report } = await reviewCluster(api, { maxTokens: 1_000_000, maxUsd: 3 })
  expect(report.expert?.stoppedBy).toBe('money')
  expect(report.expert?.costUsd).toBeLessThanOrEqual(3 * 0.4 * 0.75)
  expect(report.expert?.costUsd).toBeGreaterThan(3 * 0.4 * 0.75 * 0.8)
  const longest = api.bodies.map((body) => body.max_tokens)
  expect(longest[0]).toBe(16_000)
  expect(longest.at(-1)).toBeLessThan(16_000)
})

test('tokens and money are summed over all turns, by what each kind costs', async () => {
  const usage = {
    input_tokens: 1_000,
    cache_creation_input_tokens: 20_000,
    cache_read_input_tokens: 30_000,
    output_tokens: 2_000,
  }
  const api = scriptedApi([
    { ...reading, usage },
    { says: 'Nothing.', usage },
  ])
  const { report } = await reviewCluster(api)
  expect(report.expert).toEqual({
    model: 'claude-opus-5-5',
    turns: 2,
    inputTokens: 102_000,
    cachedTokens: 60_000,
    outputTokens: 4_000,
    // Twice 1,000 at 4, 20,000 at 5, 30,000 at 0.2 and 2,000 at 20 USD a million.
    costUsd: expect.closeTo(2 * (0.004 + 0.1 + 0.006 + 0.04), 10),
    submitted: 0,
    dropped: [],
    refuted: [],
    sections: [],
    stoppedBy: null,
    note: null,
  })
})

test('a model without a known price is counted as the dearest, and the report says so', async () => {
  const usage = { input_tokens: 1_000_000, output_tokens: 0 }
  const api = scriptedApi([{ says: 'Nothing.', usage }])
  const { report } = await reviewCluster(api, { model: 'claude-next' })
  expect(report.expert).toMatchObject({
    model: 'claude-next',
    costUsd: 10,
    note: 'The price of claude-next is not known here: its cost is counted as that of the dearest model.',
  })
})
