import { describe, expect, test } from 'vitest'
import { Report } from '../../../src/review/report.ts'
import { scriptedApi } from './api.ts'
import { aClaim, falseClaims, trueClaims } from './claims.ts'
import { reviewCluster } from './cluster.ts'

const submit = (claim: unknown) => ['submit_finding', claim] as const

describe('twenty claims, ten of them false in a known way', () => {
  const all = falseClaims.flatMap(([lie], at) => [trueClaims[at], lie])
  const api = () => scriptedApi([{ calls: all.slice(0, 7).map(submit) }, { calls: all.slice(7).map(submit) }])

  test('the false ones are dropped with their reason, the others are findings', async () => {
    const { report } = await reviewCluster(api())
    expect(report.expert?.submitted).toBe(20)
    expect(report.expert?.dropped.map(({ reason }) => reason)).toEqual(
      falseClaims.map(([, reason]) => reason),
    )
    const found = report.findings.filter(({ origin }) => origin === 'model')
    const rules = trueClaims.map(({ rule }) => (rule === 'none' ? 'unlisted' : rule))
    expect(found.map(({ rule }) => rule).sort()).toEqual(rules.sort())
    for (const { posted, severity } of found) expect(posted).toBe(severity !== 'minor')
    expect(Report.parse(report)).toEqual(report)
  })

  test('what the rules found is there, unchanged and in its order', async () => {
    const { report: alone } = await reviewCluster(null)
    const { report } = await reviewCluster(api())
    expect(report.findings.filter(({ origin }) => origin === 'rule')).toEqual(alone.findings)
    expect(alone.findings.map(({ rule }) => rule)).toEqual([
      'quorum-not-majority',
      'rpc-error-as-value',
      'rpc-no-timeout',
    ])
    expect(report.checklist).toEqual(alone.checklist)
    expect(report.examined).toEqual(alone.examined)
  })

  test('all of them are counted where they are posted', async () => {
    const { report } = await reviewCluster(api())
    const { report: alone } = await reviewCluster(null)
    expect(report.counts.critical - alone.counts.critical).toBe(9)
    expect(report.counts.minor - alone.counts.minor).toBe(1)
  })
})

test('a finding of the model carries its place, its words, a confidence of at most 80, and says where it comes from', async () => {
  const { report } = await reviewCluster(scriptedApi([{ calls: [submit(aClaim({ confidence: 99 }))] }]))
  const location = {
    path: 'lib/counter.ex',
    startLine: 6,
    endLine: 7,
    symbol: 'Shop.Counter.bump/1',
    snippet: 'count = Shop.Store.get(key)\nShop.Store.put(key, count + 1)',
  }
  expect(report.findings.find(({ origin }) => origin === 'model')).toEqual({
    rule: 'race-read-modify-write',
    family: 'races',
    severity: 'critical',
    confidence: 80,
    confidenceBasis: 'model',
    posted: true,
    fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    symbolFingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    accepted: null,
    title: 'A value is read, computed and written back while others may write it',
    problem: 'The count is read, raised and written in separate steps.',
    failureScenario: ['a and b read 4.', 'Both write 5.'],
    impact: 'One of two orders is not counted.',
    locations: [location],
    evidence: [
      {
        name: 'model-judgement',
        weight: 80,
        text: 'A model judged it; the quoted code was found at these lines, the judgement was not computed.',
        location,
      },
      {
        name: 'challenged',
        weight: 0,
        text: 'A second reading of the code, told to refute it, could not.',
        location,
      },
    ],
    guardsLookedFor: ['a transaction', 'one process that owns the count'],
    witness: { kind: 'none', because: 'A model proposed this finding; no small model was explored for it.' },
    fix: {
      summary: 'Let one process own the count and send it the increment.',
      code: null,
      language: 'elixir',
      residualRisk: null,
      patch: null,
    },
    sources: [],
    origin: 'model',
  })
})

test.each([
  ['a confidence under the threshold is kept and not posted', { confidence: 59 }, [false]],
  ['an important one is posted from 70 on', { severity: 'important', confidence: 70 }, [true]],
  [
    'blanks may be missing at both ends of a quote',
    { quote: 'count = Shop.Store.get(key)\n    Shop.Store.put(key, count + 1)\n' },
    [true],
  ],
  ['blanks in between may not', { quote: 'count = Shop.Store.get(key)\nShop.Store.put(key, count + 1)' }, []],
  [
    'a quote that is a part of its lines may not leave one out',
    { quote: 'Shop.Store.put(key, count + 1)' },
    [],
  ],
  ['a quote of nothing much shows nothing', { startLine: 8, endLine: 8, quote: '  end' }, []],
  ['lines may not run backwards', { startLine: 7, endLine: 6 }, []],
])('%s', async (_title, changes, posted) => {
  const { report } = await reviewCluster(scriptedApi([{ calls: [submit(aClaim(changes))] }]))
  const found = report.findings.filter(({ origin }) => origin === 'model')
  expect(found.map((finding) => finding.posted)).toEqual(posted)
  expect(report.expert).toMatchObject({ submitted: 1, dropped: { length: 1 - posted.length } })
})

test('the same claim twice is one finding', async () => {
  const { report } = await reviewCluster(
    scriptedApi([
      {
        calls: [
          submit(aClaim()),
          submit(aClaim({ startLine: 7, endLine: 7, quote: 'Shop.Store.put(key, count + 1)' })),
        ],
      },
    ]),
  )
  expect(report.expert?.dropped).toEqual([
    {
      claim: 'race-read-modify-write at lib/counter.ex:7-7',
      reason: 'it is reported already, by a claim before it',
    },
  ])
})

test('the model hears at once whether its claim was taken', async () => {
  const api = scriptedApi([{ calls: [submit(aClaim()), submit(aClaim({ rule: 'bad-vibes' }))] }])
  await reviewCluster(api)
  expect(api.results()).toEqual([
    'Taken.',
    'Not taken: there is no hazard bad-vibes in the list. Look again, and submit it once more with corrects: 1, or leave it.',
  ])
})

test('a secret in the words of the model is masked as well', async () => {
  const { report } = await reviewCluster(
    scriptedApi([{ calls: [submit(aClaim({ problem: 'It uses\npassword: "hunter2".' }))] }]),
  )
  expect(report.findings.find(({ origin }) => origin === 'model')?.problem).toBe(
    'It uses password: "(masked)".',
  )
})
