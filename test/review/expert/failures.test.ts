import { describe, expect, test } from 'vitest'
import { type Scripted, scriptedApi } from './api.ts'
import { aClaim } from './claims.ts'
import { apiKey, reviewCluster } from './cluster.ts'

const claimed: Scripted = { calls: [['submit_finding', aClaim()]] }
const http = (status: number, type: string, message = 'no'): Scripted => ({ status, type, message })

const failures: readonly (readonly [string, Scripted, string, string])[] = [
  [
    'a wrong key',
    http(401, 'authentication_error'),
    'error',
    'The model did not answer: ANTHROPIC_API_KEY is not valid (401).',
  ],
  [
    'no credit',
    http(402, 'billing_error'),
    'error',
    'The model did not answer: the account has no credit left (402).',
  ],
  [
    'a key without leave',
    http(403, 'permission_error'),
    'error',
    'The model did not answer: the key of ANTHROPIC_API_KEY may not use claude-opus-5-5 (403).',
  ],
  [
    'no such model',
    http(404, 'not_found_error'),
    'error',
    'The model did not answer: there is no model claude-opus-5-5 for this key (404); ANTHROPIC_MODEL names it.',
  ],
  [
    'a request that is too large',
    http(413, 'request_too_large'),
    'error',
    'The model did not answer: the request was too large (413).',
  ],
  [
    'a limit of requests',
    http(429, 'rate_limit_error'),
    'error',
    'The model did not answer: the limit of requests or tokens of this key was met (429), also after waiting.',
  ],
  [
    'an error of the API',
    http(500, 'api_error'),
    'error',
    "The model's API had an error of its own (500), also after trying again.",
  ],
  [
    'an overload',
    http(529, 'overloaded_error'),
    'error',
    'claude-opus-5-5 is overloaded and did not answer (529), also after waiting.',
  ],
  [
    'a refused request',
    http(400, 'invalid_request_error', 'thinking: not\nsupported. password: "hunter2"'),
    'error',
    'The model\'s API refused the request (400, invalid_request_error): thinking: not supported. password: "(masked)".',
  ],
  ['no connection', 'unreachable', 'error', "The model's API could not be reached."],
  ['a time-out', 'silence', 'error', 'claude-opus-5-5 did not answer in time.'],
  [
    'a refusal',
    { stop: 'refusal', details: { type: 'refusal', category: 'cyber', explanation: null } },
    'error',
    'claude-opus-5-5 declined to go on (cyber), so the expert ended early.',
  ],
  [
    'a refusal without a category',
    { stop: 'refusal' },
    'error',
    'claude-opus-5-5 declined to go on, so the expert ended early.',
  ],
  [
    'an answer that is cut off',
    { stop: 'max_tokens', calls: [['submit_finding', { rule: 'race-read-mod' }]] },
    'tokens',
    'An answer of the expert was cut off at 16,000 tokens, so it ended there.',
  ],
  [
    'a full context window',
    { stop: 'model_context_window_exceeded' },
    'tokens',
    'The expert ended early: claude-opus-5-5 can hold no more text.',
  ],
  [
    'a stream that breaks off',
    { says: 'I am reading the', cut: 'closed' },
    'error',
    'The answer of claude-opus-5-5 broke off in the middle, also after trying again.',
  ],
  [
    'an overload within the stream',
    { says: 'I am reading the', cut: 'overloaded_error' },
    'error',
    'claude-opus-5-5 is overloaded and did not answer (529), also after waiting.',
  ],
  [
    'an unknown reason to stop',
    { stop: 'coffee' },
    'error',
    'claude-opus-5-5 ended for a reason that is not known here.',
  ],
]

describe.each(failures)('%s', (_name, failure, stoppedBy, note) => {
  const asked = { timeout: 200 }

  test('at once: one sentence, and the report of the engine', async () => {
    const { report } = await reviewCluster(scriptedApi([failure]), asked)
    const { report: alone } = await reviewCluster(null)
    expect(report).toEqual({ ...alone, expert: report.expert })
    expect(report.expert).toMatchObject({ model: 'claude-opus-5-5', submitted: 0, stoppedBy, note })
    expect(JSON.stringify(report)).not.toContain(apiKey)
  })

  test('later: what was found before it is kept', async () => {
    const { report } = await reviewCluster(scriptedApi([claimed, failure]), asked)
    expect(report.findings.filter(({ origin }) => origin === 'model')).toHaveLength(1)
    expect(report.expert).toMatchObject({ submitted: 1, dropped: [], stoppedBy, note })
  })
})

test('a limit or an overload is met by trying again', async () => {
  const api = scriptedApi([http(529, 'overloaded_error'), claimed])
  const { report } = await reviewCluster(api, { retries: 1 })
  expect(report.expert).toMatchObject({ submitted: 1, stoppedBy: null, note: null, turns: 3 })
})

test('an answer that broke off is asked for again, and what it cost is counted', async () => {
  const usage = { input_tokens: 7_000 }
  const api = scriptedApi([
    { says: 'I am reading the', cut: 'closed', usage },
    { says: 'Nothing.', usage },
  ])
  const { report } = await reviewCluster(api, { retries: 1 })
  expect(report.expert).toMatchObject({ turns: 1, inputTokens: 14_000, stoppedBy: null, note: null })
})

test('a paused turn goes on where it was, in one message of the assistant', async () => {
  const api = scriptedApi([
    { stop: 'pause_turn', says: 'Thinking.' },
    { stop: 'pause_turn', says: 'Still.' },
    claimed,
  ])
  const { report } = await reviewCluster(api)
  expect(report.expert).toMatchObject({ submitted: 1, turns: 5, stoppedBy: null, note: null })
  expect(api.bodies.map(({ messages }) => messages.map(({ role }) => role).join(' '))).toEqual([
    'user',
    'user assistant',
    'user assistant',
    'user assistant user',
  ])
})

test('malformed calls are answered with what is wrong, and counted in the note', async () => {
  const api = scriptedApi([
    {
      calls: [
        ['read_lines', { path: 'lib/counter.ex', startLine: 'one' }],
        ['run_code', { code: 'halt()' }],
        ['submit_finding', aClaim({ failureScenario: [] })],
      ],
    },
    (body) => {
      const results = body.messages.at(-1)?.content
      const errors =
        Array.isArray(results) && results.map((block) => block.type === 'tool_result' && block.is_error)
      return { says: JSON.stringify(errors) }
    },
  ])
  const { report } = await reviewCluster(api)
  expect(api.results()).toEqual([
    expect.stringMatching(
      /^The input of read_lines is wrong \(startLine: .+; endLine: .+\)\. Call it again\.$/,
    ),
    'There is no tool run_code.',
    expect.stringMatching(/^The input of submit_finding is wrong \(failureScenario: .+\)\. Call it again\.$/),
  ])
  expect(report.expert).toMatchObject({
    submitted: 0,
    stoppedBy: null,
    note: '3 calls of tools were malformed; the model was told so.',
  })
})

test('a review that is stopped stops the expert, and is no failure of the model', async () => {
  const stop = new AbortController()
  const api = scriptedApi([
    () => {
      stop.abort(new Error('stopped'))
      return 'silence'
    },
  ])
  await expect(reviewCluster(api, { signal: stop.signal })).rejects.toThrow('stopped')
})
