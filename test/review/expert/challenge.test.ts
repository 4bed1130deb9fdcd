import { expect, test } from 'vitest'
import { scriptedApi, type Turn } from './api.ts'
import { aClaim } from './claims.ts'
import { reviewCluster } from './cluster.ts'

const claiming: Turn = { calls: [['submit_finding', aClaim()]] }
const verdict = (given: Record<string, unknown>): Turn => ({ calls: [['give_verdict', given]] })
const there = [{ path: 'lib/counter.ex', startLine: 6, endLine: 7 }]

test('what a second reading refutes is not posted, and is counted', async () => {
  const because = 'Only one process calls it: lib/counter.ex:5. <!channel>'
  const api = scriptedApi([claiming], [verdict({ verdict: 'refuted', because, places: there })])
  const { report } = await reviewCluster(api)
  const { report: alone } = await reviewCluster(null)
  expect(report.findings).toEqual(alone.findings)
  expect(report.expert).toMatchObject({
    submitted: 1,
    dropped: [],
    refuted: [
      {
        claim: 'race-read-modify-write at lib/counter.ex:6-7',
        reason: 'Only one process calls it: lib/counter.ex:5. (mention removed)',
      },
    ],
  })
})

test('a refutation must name lines that are there', async () => {
  const api = scriptedApi(
    [claiming],
    [
      verdict({ verdict: 'refuted', because: 'It is fine.' }),
      verdict({
        verdict: 'refuted',
        because: 'No.',
        places: [{ path: 'lib/none.ex', startLine: 1, endLine: 1 }],
      }),
      { says: 'I give up.' },
    ],
  )
  const { report } = await reviewCluster(api)
  const found = report.findings.find(({ origin }) => origin === 'model')
  expect([found?.posted, found?.confidence, found?.evidence.at(-1)?.name]).toEqual([
    true,
    60,
    'not-challenged',
  ])
})

test('it sees the claim and the code, in a context of its own, with tools that only read', async () => {
  const api = scriptedApi([{ calls: [['rule_findings', {}]] }, claiming])
  await reviewCluster(api)
  const [first] = api.challenges
  const words = JSON.stringify(first?.messages)
  expect(first?.messages).toHaveLength(1)
  expect(words).toContain('count = Shop.Store.get(key)')
  expect(words).toContain('The count is read, raised and written in separate steps.')
  expect(words).not.toContain('rpc-no-timeout')
  expect(words).not.toContain('confidence')
  expect(first?.tools?.map((tool) => 'name' in tool && tool.name)).toEqual([
    ...['outline', 'read_lines', 'search', 'find_code', 'callers', 'callees', 'hazard', 'give_verdict'],
  ])
  expect(JSON.stringify(first?.system)).toContain('Your task is to refute the claim')
})

test('what the code does not decide is less sure', async () => {
  const api = scriptedApi([claiming], [verdict({ verdict: 'unclear', because: 'The store is not here.' })])
  const { report } = await reviewCluster(api)
  const found = report.findings.find(({ origin }) => origin === 'model')
  expect([found?.posted, found?.confidence]).toEqual([true, 65])
  const sum = found?.evidence.reduce((total, { weight }) => total + weight, 0)
  expect(sum).toBe(found?.confidence)
})

test('where the second reading fails, the findings are less sure and the report says why', async () => {
  const overloaded = { status: 529, type: 'overloaded_error' }
  const two: Turn = {
    calls: [
      ['submit_finding', aClaim()],
      ['submit_finding', aClaim({ rule: 'timeout-treated-as-not-done', severity: 'important' })],
    ],
  }
  const api = scriptedApi([two], [overloaded])
  const { report } = await reviewCluster(api)
  expect(api.challenges).toHaveLength(1)
  expect(report.expert?.note).toBe(
    '2 claims were not challenged by a second reading and are less sure. claude-opus-5-5 is overloaded and did not answer (529), also after waiting.',
  )
  const found = report.findings.filter(({ origin }) => origin === 'model')
  expect(found.map(({ confidence, posted }) => [confidence, posted])).toEqual([
    [60, true],
    [60, false],
  ])
})

test('a claim that does not stand comes back once; what is corrected counts once', async () => {
  const wrong = aClaim({ startLine: 5, endLine: 6 })
  const api = scriptedApi([
    { calls: [['submit_finding', wrong]] },
    {
      calls: [
        ['submit_finding', aClaim({ corrects: 1 })],
        ['submit_finding', aClaim({ path: 'lib/none.ex' })],
      ],
    },
    { calls: [['submit_finding', aClaim({ path: 'lib/none.ex', corrects: 2 })]] },
    { calls: [['submit_finding', aClaim({ path: 'lib/none.ex', corrects: 2 })]] },
  ])
  const { report } = await reviewCluster(api)
  expect(api.results()).toEqual(['There is no claim 2 to correct.'])
  expect(report.expert).toMatchObject({
    submitted: 2,
    dropped: [
      {
        claim: 'race-read-modify-write at lib/none.ex:6-7',
        reason: 'there is no file lib/none.ex among those that were read',
      },
    ],
  })
})
