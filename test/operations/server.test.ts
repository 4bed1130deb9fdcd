import { expect, onTestFinished, test } from 'vitest'
import { point } from '../../src/jobs/points.ts'
import { createMetrics } from '../../src/operations/metrics.ts'
import { openOperations } from '../../src/operations/server.ts'
import type { Waiting } from '../../src/store/waiting.ts'

const rows: readonly Waiting[] = [
  { kind: 'review', stage: 'in line', requests: 2, oldest: 30 },
  { kind: 'words', stage: 'new', requests: 1, oldest: 4 },
]

interface Surroundings {
  readonly token?: string
  readonly waiting?: () => Promise<readonly Waiting[]>
  readonly database?: () => Promise<unknown>
  readonly notReady?: () => string | null
}

async function operations({ token, ...given }: Surroundings = {}) {
  const clock = { now: 0 }
  const metrics = createMetrics({ waiting: given.waiting ?? (async () => rows), clock: () => clock.now })
  const opened = await openOperations({
    port: 0,
    token: token ?? null,
    metrics,
    notReady: given.notReady ?? (() => null),
    database: given.database ?? (async () => {}),
    patience: 50,
  })
  onTestFinished(async () => {
    await opened.close()
    metrics.close()
  })
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`http://127.0.0.1:${opened.port}${path}`, { headers })
    return { status: answer.status, text: await answer.text() }
  }
  return { get, clock, port: opened.port }
}

const ours = (text: string) =>
  text.split('\n').filter((line) => line.startsWith('distreview_') && !line.includes('_bucket'))

test('the metrics say what waits, how old it is, how long steps took, and what was posted and tried again', async () => {
  const { get, clock } = await operations()
  const passes: readonly [number, Parameters<typeof point>][] = [
    [0, ['stored', { work: 'r' }]],
    [100, ['card', { work: 'r', key: 'r/parent', at: 0 }]],
    [2_100, ['begun', { work: 'r' }]],
    [2_600, ['step', { work: 'r', step: 'commit' }]],
    [3_600, ['step', { work: 'r', step: 'expert/1' }]],
    [3_700, ['retry', { of: 'post', work: 'r', key: 'r/answer' }]],
    [4_100, ['saved', { work: 'r' }]],
    [4_300, ['card', { work: 'r', key: 'r/answer', at: 0 }]],
  ]
  for (const [now, passed] of passes) {
    clock.now = now
    point(...passed)
  }
  const { status, text } = await get('/metrics')
  expect(status).toBe(200)
  expect(ours(text)).toEqual([
    'distreview_database_up 1',
    'distreview_queue_depth{kind="review",stage="in line"} 2',
    'distreview_queue_depth{kind="words",stage="new"} 1',
    'distreview_oldest_request_seconds 30',
    ...['open', 'wait', 'fetch', 'expert turn', 'save', 'post'].flatMap((step, at) => [
      `distreview_step_seconds_sum{step="${step}"} ${[0.1, 2, 0.5, 1, 0.5, 0.2][at]}`,
      `distreview_step_seconds_count{step="${step}"} 1`,
    ]),
    'distreview_requests_total 1',
    'distreview_reviews_total 1',
    'distreview_posts_total 2',
    'distreview_retries_total{of="post"} 1',
    'distreview_retries_total{of="job"} 0',
  ])
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m)
})

test('where the database is away the metrics say so, and guess no depth', async () => {
  const { get } = await operations({ waiting: () => Promise.reject(new Error('away')) })
  const { text } = await get('/metrics')
  expect(text).toContain('distreview_database_up 0\n')
  expect(text).not.toMatch(/^distreview_queue_depth\{/m)
})

test('it is ready while it takes requests and its database answers in time', async () => {
  const never = await operations({ database: () => new Promise(() => {}) })
  const away = await operations({ database: () => Promise.reject(new Error('away')) })
  const stopping = await operations({ notReady: () => 'It is being stopped.' })
  const well = await operations()
  expect(await Promise.all([never, away, stopping, well].map(({ get }) => get('/readyz')))).toEqual([
    { status: 503, text: 'Its database does not answer.\n' },
    { status: 503, text: 'Its database does not answer.\n' },
    { status: 503, text: 'It is being stopped.\n' },
    { status: 200, text: 'It takes requests.\n' },
  ])
  expect(await away.get('/healthz')).toEqual({ status: 200, text: 'It runs.\n' })
  expect(await well.get('/')).toEqual({
    status: 404,
    text: 'There are /healthz, /readyz and /metrics here.\n',
  })
})

test('with a token the metrics are for whoever has it', async () => {
  const { get } = await operations({ token: 'sixteen-letters-' })
  const refused = { status: 401, text: 'The metrics need METRICS_TOKEN, as a bearer token.\n' }
  expect(await get('/metrics')).toEqual(refused)
  expect(await get('/metrics', { authorization: 'Bearer sixteen-letters' })).toEqual(refused)
  expect((await get('/metrics', { authorization: 'Bearer sixteen-letters-' })).status).toBe(200)
})

test('a port that is taken is one sentence', async () => {
  const { port } = await operations()
  const metrics = { text: async () => '', contentType: 'text/plain' }
  const again = { port, token: null, metrics, notReady: () => null, database: async () => {} }
  await expect(openOperations(again)).rejects.toMatchObject({
    code: 'configuration',
    sentence: `OPERATIONS_PORT, ${port}, is taken. Set it to another port, or stop what uses this one.`,
  })
})
