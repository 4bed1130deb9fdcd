import { expect, test } from 'vitest'
import { Report } from '../../src/review/report.ts'
import { repository } from '../review/checkout/fixtures.ts'
import { type Api, scriptedApi } from '../review/expert/api.ts'
import { aClaim } from '../review/expert/claims.ts'
import { apiKey, cluster } from '../review/expert/cluster.ts'
import { shellOf } from './shell.ts'

/** One command line over a scripted API, with these settings. */
async function depth(
  words: readonly string[],
  environment: Record<string, string>,
  api: Api = scriptedApi([]),
) {
  const printed = await shellOf({ environment, fetch: api.fetch })(...words)
  return { ...printed, asked: api.bodies.length }
}

const key = { ANTHROPIC_API_KEY: apiKey }

test('--depth standard asks the model, and its findings count for the exit code', async () => {
  const { folder } = repository({ 'lib/counter.ex': cluster['lib/counter.ex'] ?? '' })
  const api = scriptedApi([{ calls: [['submit_finding', aClaim()]] }])
  const { code, out, asked } = await depth(
    ['review', folder, '--depth', 'standard', '--format', 'json'],
    key,
    api,
  )
  const report = Report.parse(JSON.parse(out))
  expect([code, asked, report.depth]).toEqual([1, 2, 'standard'])
  expect(report.findings.map(({ origin, rule }) => `${origin} ${rule}`)).toEqual([
    'model race-read-modify-write',
  ])
  expect(out).not.toContain(apiKey)
})

test('no code leaves the machine where no depth was asked for, also with a key in the environment', async () => {
  const { folder } = repository(cluster)
  const { asked, out } = await depth(['review', folder], key)
  expect(asked).toBe(0)
  expect(out).not.toMatch(/Expert:|model key/)
})

test('without a key the rules review, and one line says what a key would add', async () => {
  const { folder } = repository(cluster)
  const { code, out, asked } = await depth(['review', folder, '--depth', 'deep'], {})
  expect([code, asked]).toEqual([1, 0])
  expect(out.replace(/\s+/g, ' ')).toContain(
    'Rules alone: no model key is set. With ANTHROPIC_API_KEY a model also reads the code for what rules cannot see, and answers questions in the thread.',
  )
})

test.each([
  [
    { ...key, EXPERT_MAX_USD: 'much' },
    'A setting is wrong (EXPERT_MAX_USD: an amount in USD from 0.5 on). The README lists every setting.',
  ],
  [
    { ...key, EXPERT_MAX_TOKENS: 'all' },
    'A setting is wrong (EXPERT_MAX_TOKENS: a number of tokens from 100,000 on). The README lists every setting.',
  ],
])('a wrong setting is one sentence: %j', async (environment, sentence) => {
  const { folder } = repository(cluster)
  const { code, err } = await depth(['review', folder, '--depth', 'deep'], environment)
  expect([code, err]).toEqual([3, `distreview: ${sentence}\n`])
})

test('a depth that does not exist is refused with those that do', async () => {
  const { code, err } = await depth(['review', '.', '--depth', 'profound'], {})
  expect([code, err]).toEqual([
    2,
    'distreview: `--depth` is quick, standard, deep; got `profound`. See `distreview --help`.\n',
  ])
})
