import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAsk } from '../../../src/review/expert/question.ts'
import { aClaim } from './claims.ts'
import { expertOver, folderOf, reviewCluster } from './cluster.ts'

/** A model that somebody else made, over HTTP. What it has no answer for it refuses with 503. */
const mock = new LLMock({ port: 0, strict: true })
beforeAll(() => mock.start())
afterAll(() => mock.stop())

test('a review over HTTP: the model reads, submits one claim that is true and one that is not, and ends', async () => {
  mock.reset()
  mock.on(
    { userMessage: /Review it now/, hasToolResult: false },
    {
      toolCalls: [
        {
          name: 'read_lines',
          arguments: JSON.stringify({ path: 'lib/counter.ex', startLine: 1, endLine: 16 }),
        },
        { name: 'submit_finding', arguments: JSON.stringify(aClaim()) },
        { name: 'submit_finding', arguments: JSON.stringify(aClaim({ path: 'lib/other.ex' })) },
      ],
    },
  )
  mock.on(
    { userMessage: /Refute it/, hasToolResult: false },
    {
      toolCalls: [
        {
          name: 'give_verdict',
          arguments: JSON.stringify({ verdict: 'stands', because: 'Nothing speaks against it.' }),
        },
      ],
    },
  )
  mock.on({ hasToolResult: true }, { content: 'Nothing more.' })
  const { report } = await reviewCluster({}, { baseUrl: mock.url })
  expect(report.findings.map(({ origin, rule }) => `${origin} ${rule}`)).toContain(
    'model race-read-modify-write',
  )
  expect(report.expert).toMatchObject({
    turns: 3,
    submitted: 2,
    dropped: [
      {
        claim: 'race-read-modify-write at lib/other.ex:6-7',
        reason: 'there is no file lib/other.ex among those that were read',
      },
    ],
    stoppedBy: null,
    note: null,
  })
})

test.each([
  [
    429,
    'rate_limit_error',
    'The model did not answer: the limit of requests or tokens of this key was met (429), also after waiting.',
  ],
  [529, 'overloaded_error', 'claude-opus-5-5 is overloaded and did not answer (529), also after waiting.'],
])('%d over HTTP is one sentence', async (status, type, note) => {
  mock.reset()
  mock.on({ userMessage: /Review it now/ }, { error: { message: 'no', type }, status })
  const { report } = await reviewCluster({}, { baseUrl: mock.url })
  expect(report.expert).toMatchObject({ turns: 0, stoppedBy: 'error', note })
})

test('a question over HTTP', async () => {
  mock.reset()
  mock.on(
    { userMessage: /who calls bump/, hasToolResult: false },
    {
      toolCalls: [
        { name: 'callers', arguments: JSON.stringify({ module: 'Shop.Counter', function: 'bump' }) },
      ],
    },
  )
  mock.on({ hasToolResult: true }, { content: 'The admin tool calls it, at tools/admin.ex:4.' })
  const { report } = await reviewCluster(null)
  const ask = createAsk(expertOver({}, { baseUrl: mock.url }), { mirrors: null })
  const source = { kind: 'local' as const, name: 'shop', path: folderOf() }
  expect(await ask({ source, report, question: 'who calls bump?' })).toMatchObject({
    text: 'The admin tool calls it, at tools/admin.ex:4.',
    wrongPlaces: 0,
    run: { turns: 2, submitted: 0, stoppedBy: null },
  })
})
