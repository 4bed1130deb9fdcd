import { expect, test } from 'vitest'
import { createExpert } from '../../../src/review/expert/expert.ts'
import { ModelFailure } from '../../../src/review/expert/failure.ts'
import { openClient } from '../../../src/review/expert/provider.ts'
import { type Api, scriptedApi, type Turn } from './api.ts'
import { type Asked, cluster, reviewCluster } from './cluster.ts'

/** What each tool says to a call, in order. */
async function said(calls: NonNullable<Turn['calls']>, asked: Asked = {}): Promise<readonly string[]> {
  const api = scriptedApi([{ calls }])
  await reviewCluster(api, asked)
  return api.results().map((text) => text.replace(/[0-9a-f]{18}/g, 'MARK'))
}

const inside = (text: string | undefined) => (text ?? '').split('\n').slice(2, -1)

test('code is found by its shape, through pipes and aliases, in both languages', async () => {
  const found = await said([
    ['find_code', { shape: 'call', name: ':rpc.call' }],
    ['find_code', { shape: 'handler', name: 'handle_info', holds: 'nodedown' }],
    ['find_code', { shape: 'comparison', under: 'lib/voting.ex' }],
    ['find_code', { shape: 'call', name: 'ets:*', within: 'take' }],
    ['find_code', { shape: 'constant', name: 'pass*' }],
    ['find_code', { shape: 'receive' }],
  ])
  expect(found.slice(0, 5).map(inside)).toEqual([
    [
      'lib/store.ex:4 in Shop.Store get/1\tdef get(key), do: :rpc.call(:store@a, :ets, :lookup_element, [:counts, key, 2])',
    ],
    ['lib/counter.ex:12 in Shop.Counter handle_info/2\tdef handle_info({:nodedown, _node}, state) do'],
    [
      'lib/voting.ex:2 in Shop.Voting approved?/2\tdef approved?(votes, voters), do: length(votes) >= div(length(voters), 2)',
    ],
    ['src/shop_lock.erl:6 in shop_lock take/1\tets:insert_new(locks, {Name, Token}).'],
    ['lib/store.ex:2 in Shop.Store\t@password "(masked)"'],
  ])
  expect(found[5]).toBe('Nothing has that shape.')
})

test('what the engine knows is told with its places', async () => {
  const [processes = '', mechanisms = '', findings = '', configuration = ''] = await said([
    ['processes', { about: 'Shop.Counter' }],
    ['topology', { part: 'clustering' }],
    ['rule_findings', { only: 'posted' }],
    ['topology', { part: 'configuration' }],
  ])
  expect(processes).toContain('"name": "Shop.Counter"')
  expect(processes).toContain('"lib/counter.ex:1"')
  expect(mechanisms).toContain('"assessment"')
  expect(findings).toMatch(/quorum-not-majority, critical, confidence \d+: /)
  expect(findings).toMatch(/fingerprint [0-9a-f]{16}, at lib\/voting\.ex:2-2/)
  expect(configuration).toContain('"settings"')
})

test('the catalogue, the small models and the consensus model answer', async () => {
  const [page = '', none, broken = '', sound, wrong, fits = '', unread] = await said([
    ['hazard', { id: 'leader-no-fencing' }],
    ['hazard', { id: 'bad-vibes' }],
    ['run_witness', { model: 'read-write-overlap', values: { nodes: 5, read: 2, write: 2 } }],
    ['run_witness', { model: 'read-write-overlap', values: { nodes: 5, read: 3, write: 3 } }],
    ['run_witness', { model: 'read-write-overlap', values: { nodes: 'five' } }],
    ['evaluate_mechanism', { useCase: 'a lock for a nightly job, never twice, 6 nodes, Postgres' }],
    ['evaluate_mechanism', { answers: ['colour=blue'] }],
  ])
  expect(page).toMatch(
    /^leader-no-fencing, critical, leadership: .+\nWhy: .+\nWhere it shows: .+\nIn order when: .+\nFix: /,
  )
  expect(none).toBe('There is no hazard bad-vibes in the list.')
  expect(broken).toMatch(/^Broken\. .+\n1\. /)
  expect(sound).toBe('No bad trace. 3 + 3 > 5: any two sets meet.')
  expect(wrong).toMatch(/^These values do not fit read-write-overlap \(nodes: .+\)\.$/)
  expect(JSON.parse(fits)).toMatchObject({ options: [{ score: expect.any(Number) }, {}, {}, {}, {}] })
  expect(unread).toMatch(/^There is no dimension `colour`\./)
})

test('an addition to a part of the report, or to a finding of the rules, is kept with its places', async () => {
  const { report: alone } = await reviewCluster(null)
  const [finding] = alone.findings
  const places = [{ path: 'lib/store.ex', startLine: 4, endLine: 5 }]
  const api = scriptedApi([
    {
      calls: [
        ['submit_section', { part: 'coordination', text: 'Nothing elects (lib/counter.ex:12).', places }],
        ['submit_section', { finding: finding?.fingerprint, text: 'Two of four pass.', places }],
        ['submit_section', { finding: 'f00d', text: 'No.', places }],
        ['submit_section', { part: 'tests', text: 'See lib/none.ex:3.', places }],
        ['submit_section', { part: 'tests', text: 'It calls Shop.Store.drop/1.', places }],
        ['submit_section', { part: 'tests', finding: 'f00d', text: 'Both.', places }],
      ],
    },
  ])
  const { report } = await reviewCluster(api)
  expect(api.results()).toEqual([
    'Taken.',
    'Taken.',
    'Not taken: there is no finding f00d.',
    'Not taken: its words name a place that is not there.',
    'Not taken: it speaks of Shop.Store.drop/1, which is not defined in this program.',
    'Not taken: it names a part or a finding, one of the two.',
  ])
  expect(report.expert?.sections.map(({ subject, text }) => [subject, text])).toEqual([
    ['coordination', 'Nothing elects (lib/counter.ex:12).'],
    [finding?.fingerprint, 'Two of four pass.'],
  ])
  expect(report.findings).toEqual(alone.findings)
})

test('a path that a setting withholds is sent by no tool', async () => {
  const api = scriptedApi([
    {
      calls: [
        ['outline', { of: '' }],
        ['read_lines', { path: 'lib/store.ex', startLine: 1, endLine: 6 }],
        ['search', { text: 'GenServer.cast' }],
        ['find_code', { shape: 'call', name: 'cast' }],
        ['callers', { module: 'rpc', function: 'call' }],
        ['callees', { module: 'Shop.Store', function: 'get' }],
        ['processes', {}],
        ['rule_findings', {}],
      ],
    },
  ])
  const { report } = await reviewCluster(api, { withheld: ['lib/sto*'] })
  const sent = JSON.stringify(api.bodies)
  expect(sent).not.toContain('lib/store.ex:')
  expect(sent).not.toContain('lookup_element')
  expect(sent).not.toContain('lib/store.ex (')
  expect(api.results()[1]).toBe('There is no file "lib/store.ex" among those that were read.')
  expect(sent).toContain('1 file is withheld by a setting')
  expect(report.findings.map(({ rule }) => rule)).toContain('rpc-no-timeout')
})

test('of a repository that a setting names, nothing is sent, and the report says so', async () => {
  const api = scriptedApi([])
  const { report } = await reviewCluster(api, { notFor: ['Shop'] })
  expect(api.bodies).toEqual([])
  expect(report.expert).toMatchObject({
    turns: 0,
    costUsd: 0,
    note: 'Nothing of shop was sent to a model: EXPERT_NOT_FOR names it.',
  })
})

test.each([
  ['bedrock', { via: 'bedrock', region: 'eu-central-1' }],
  ['vertex', { via: 'vertex', region: 'europe-west1', project: 'p' }],
] as const)('%s without its package is one sentence', async (via, provider) => {
  const api = scriptedApi([])
  const expert = createExpert({ provider, model: 'm', maxTokens: 1_000_000, maxUsd: 1, fetch: api.fetch })
  expect(expert).toBeDefined()
  const missing = () => Promise.reject(new Error('ERR_MODULE_NOT_FOUND'))
  const opened = openClient(provider, { maxRetries: 0, timeout: 1 }, missing)
  await expect(opened).rejects.toThrow(ModelFailure)
  await expect(opened).rejects.toThrow(
    `EXPERT_VIA is ${via}, and its package is not there: install @anthropic-ai/${via}-sdk beside distreview.`,
  )
})

test('a cloud is asked through its package, with its region', async () => {
  const made: unknown[] = []
  class Cloud {
    constructor(options: unknown) {
      made.push(options)
    }
  }
  const provider = { via: 'vertex', region: 'europe-west1', project: 'p' } as const
  await openClient(provider, { maxRetries: 1, timeout: 5 }, async () => ({ default: Cloud }))
  expect(made).toEqual([
    { region: 'europe-west1', projectId: 'p', maxRetries: 1, timeout: 5, logLevel: 'off' },
  ])
})

/** Characters that stand for a token, as docs/expert.md says. */
const charactersPerToken = 3

test('of what is sent after the first turn, at least four fifths can be read from the cache', async () => {
  const reading = (at: number): Turn => ({
    calls: [['read_lines', { path: Object.keys(cluster)[at % 4], startLine: 1, endLine: 16 }]],
  })
  const api: Api = scriptedApi(Array.from({ length: 12 }, (_, at) => reading(at)))
  await reviewCluster(api)
  const sizes = api.bodies.map(
    ({ tools, system, messages }) => JSON.stringify([tools, system, messages]).length / charactersPerToken,
  )
  let total = 0
  let cached = 0
  for (const [at, size] of sizes.slice(1).entries()) {
    total += size
    cached += sizes[at] ?? 0
  }
  expect(cached / total).toBeGreaterThan(0.8)
})
