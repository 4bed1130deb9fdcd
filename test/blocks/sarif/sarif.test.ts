import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sarif } from '../../../src/blocks/sarif.ts'
import { rules } from '../../../src/review/rules/index.ts'
import { report } from '../arbitrary.ts'
import { aReport } from '../sample.ts'
import { aFinding, aLocation } from '../sample-finding.ts'

const schemaFile = createRequire(import.meta.url).resolve(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
)
// Draft 4, of which it uses nothing that later drafts changed but the name of its id.
const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'))
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
addFormats.default(ajv)
const valid = ajv.compile(schema)

function errorsOf(text: string) {
  return valid(JSON.parse(text)) ? [] : valid.errors
}

const patched = aFinding({
  fix: {
    summary: 'Count the configured voters',
    code: null,
    language: 'elixir',
    residualRisk: null,
    patch: {
      files: [
        {
          path: 'lib/cluster/leader election.ex',
          edits: [
            { startLine: 3, endLine: 2, lines: ['  @voters 5'] },
            { startLine: 34, endLine: 35, lines: ['    a', '    b'] },
            { startLine: 40, endLine: 41, lines: [] },
          ],
        },
      ],
      diff: '--- a\n',
    },
  },
  accepted: { reason: 'one node by design', path: '.distreview.yml', line: 4 },
})

test('a finding is one result with its places, fingerprints, witness, patch and acceptance', () => {
  const given = aReport({ findings: [patched] })
  const [run] = JSON.parse(sarif(given)).runs
  const [result] = run.results
  const at = {
    artifactLocation: { uri: 'lib/cluster/leader_election.ex', uriBaseId: '%SRCROOT%' },
    region: { startLine: 34, endLine: 35, snippet: { text: patched.locations[0]?.snippet } },
  }
  const where = { ...at, region: { startLine: 34, endLine: 35 } }
  expect(result).toMatchObject({
    ruleId: 'quorum-of-visible',
    ruleIndex: 0,
    level: 'error',
    message: {
      text: `${patched.title}. ${patched.problem}. ${patched.impact}.`,
    },
    partialFingerprints: { 'ruleAndForm/v1': 'a1b2c3d4e5f60718', 'ruleAndSymbol/v1': '8170f6e5d4c3b2a1' },
    rank: 92,
    properties: { confidence: 92, confidenceBasis: 'witness', origin: 'rule', posted: true },
  })
  expect(result.locations).toEqual([
    {
      physicalLocation: at,
      logicalLocations: [{ fullyQualifiedName: 'Shop.LeaderElection.elect/1', kind: 'function' }],
    },
  ])
  const steps = patched.witness.kind === 'none' ? [] : patched.witness.steps
  expect(result.codeFlows[0].threadFlows).toEqual([
    {
      locations: steps.map((text, step) => ({
        location: { message: { text }, physicalLocation: where },
        executionOrder: step + 1,
      })),
    },
  ])
  const file = { uri: 'lib/cluster/leader%20election.ex', uriBaseId: '%SRCROOT%' }
  expect(result.fixes).toEqual([
    {
      description: { text: 'Count the configured voters.' },
      artifactChanges: [
        {
          artifactLocation: file,
          replacements: [
            {
              deletedRegion: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 1 },
              insertedContent: { text: '  @voters 5\n' },
            },
            {
              deletedRegion: { startLine: 34, startColumn: 1, endLine: 35 },
              insertedContent: { text: '    a\n    b' },
            },
            { deletedRegion: { startLine: 40, startColumn: 1, endLine: 42, endColumn: 1 } },
          ],
        },
      ],
    },
  ])
  expect(result.suppressions).toEqual([
    {
      kind: 'external',
      status: 'accepted',
      justification: 'one node by design',
      location: {
        physicalLocation: {
          artifactLocation: { uri: '.distreview.yml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 4 },
        },
      },
    },
  ])
})

test('the run names the commit, the time and everything that was not read', () => {
  const [run] = JSON.parse(sarif(aReport())).runs
  expect(run.versionControlProvenance).toEqual([
    {
      repositoryUri: 'https://github.com/acme/shop',
      revisionId: '3f2a91c0d4b5e6f708192a3b4c5d6e7f80912a3b',
      branch: 'main',
      mappedTo: { uriBaseId: '%SRCROOT%' },
    },
  ])
  const [invocation] = run.invocations
  expect(invocation).toMatchObject({
    executionSuccessful: true,
    startTimeUtc: '2026-11-03T10:15:00Z',
    endTimeUtc: '2026-11-03T10:15:01.912Z',
  })
  const told = invocation.toolExecutionNotifications.map(
    (each: { descriptor: { id: string }; message: { text: string } }) => [
      each.descriptor.id,
      each.message.text,
    ],
  )
  expect(told).toContainEqual(['file-not-read', 'Not read: 17 MB, over the limit.'])
  expect(told).toContainEqual(['part-not-read', 'Not read: an unfinished form.'])
  expect(told).toContainEqual(['coverage', 'The clone is shallow.'])
})

test('each rule has its page of help, and every level is told', () => {
  const severities = ['critical', 'important', 'minor'] as const
  const findings = rules.map((rule, at) =>
    aFinding({ rule: rule.id, severity: severities[at % 3], posted: true }),
  )
  const text = sarif(aReport({ findings }))
  expect(errorsOf(text)).toEqual([])
  const [run] = JSON.parse(text).runs
  expect(run.tool.driver.rules).toHaveLength(rules.length)
  for (const { id, help } of run.tool.driver.rules) {
    expect(help.text).toContain('How it fails')
    expect(help.markdown).toContain(`Rule \`${id}\``)
  }
  expect([...new Set(run.results.map(({ level }: { level: string }) => level))]).toEqual([
    'error',
    'warning',
    'note',
  ])
})

test('what is below the threshold is left out until it is asked for', () => {
  const findings = [aFinding(), aFinding({ posted: false, locations: [aLocation()] })]
  const results = (all: boolean) => JSON.parse(sarif(aReport({ findings }), { all })).runs[0].results.length
  expect([results(false), results(true)]).toEqual([1, 2])
})

test('any report is valid SARIF 2.1.0, printable, and the same bytes twice', () => {
  expect(errorsOf('{"version":"2.1.0","runs":[{}]}')).not.toEqual([])
  fc.assert(
    fc.property(report, (given) => {
      const text = sarif(given, { all: true })
      expect(errorsOf(text)).toEqual([])
      expect(text).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u)
      expect(sarif(given, { all: true })).toBe(text)
    }),
    { numRuns: 30 },
  )
}, 120_000)
