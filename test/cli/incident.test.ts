import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repository, temporaryFolder } from '../review/checkout/fixtures.ts'
import { scriptedApi } from '../review/expert/api.ts'
import { apiKey, cluster } from '../review/expert/cluster.ts'
import { shell, shellOf } from './shell.ts'

test('incident ranks the findings that explain what happened, and says what to check first, without a key', async () => {
  const { folder } = repository(cluster)
  const { code, out } = await shell(
    'incident',
    folder,
    'two leaders after a network partition',
    '--format',
    'json',
  )
  const incident = JSON.parse(out)
  expect(code).toBe(0)
  expect(incident.symptoms).toEqual([
    { id: 'two-leaders', title: 'two leaders or owners at once', words: 'two leaders' },
    { id: 'cut', title: 'the network was cut, or a node was seen as down', words: 'partition' },
  ])
  expect(incident.causes[0].finding.rule).toBe('quorum-not-majority')
  expect(incident.causes[0].explains).toEqual([
    'two leaders or owners at once',
    'the network was cut, or a node was seen as down',
  ])
  expect(incident.checkFirst.map(({ id }: { id: string }) => id)).toEqual([
    'members',
    'nodedown-log',
    'leases',
    'inconsistent-database',
  ])
})

test('other words rank other findings first', async () => {
  const { folder } = repository(cluster)
  const { out } = await shell('incident', folder, 'requests', 'hang', 'and', 'time', 'out')
  expect(out).toContain('Calls wait, time out or pile up'.toLowerCase())
  expect(out.replace(/\s+/g, ' ')).toContain('1. A remote call')
  expect(out).toContain('lib/store.ex:4')
  expect(out).toContain('Check first:')
})

test.each([
  [['incident'], 2, '`incident` needs a repository, and then what happened. See `distreview --help`.'],
  [
    ['incident', '.'],
    2,
    '`incident` needs what happened after the repository. Write for example: distreview incident . "after a network cut two nodes ran the nightly job".',
  ],
  [
    ['incident', '/nowhere', 'the colour is odd'],
    3,
    'Nothing in these words says what was seen. Say it for example as: after a network cut two nodes ran the nightly job, or: an order was lost during a deploy.',
  ],
  [
    ['review', '.', '--transcript', 'x.jsonl'],
    2,
    '`--transcript` shows what is sent to the model: it goes with `--depth standard` or `deep`. See `distreview --help`.',
  ],
])('%j is refused in a sentence', async (words, code, sentence) => {
  expect(await shell(...words)).toEqual({ code, out: '', err: `distreview: ${sentence}\n` })
})

test('--transcript shows what was sent and what came back, each message once, and no key', async () => {
  const { folder } = repository(cluster)
  const file = join(temporaryFolder(), 'transcript.jsonl')
  const api = scriptedApi([{ calls: [['outline', { of: '' }]] }, { says: 'Nothing more.' }])
  await shellOf({ environment: { ANTHROPIC_API_KEY: apiKey }, fetch: api.fetch })(
    ...['review', folder, '--depth', 'standard', '--transcript', file],
  )
  const text = readFileSync(file, 'utf8')
  const entries = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(entries.map((entry) => Object.keys(entry)[0])).toEqual(['sent', 'received', 'sent', 'received'])
  const { stream: _stream, ...first } = { ...api.bodies[0], stream: true }
  expect(entries[0].sent).toEqual(first)
  expect(entries[2].sent).toMatchObject({ asBefore: 1, messages: [{ role: 'assistant' }, { role: 'user' }] })
  expect(text).not.toContain(apiKey)
  expect(statSync(file).mode & 0o077).toBe(0)
})

test('a transcript that cannot be written stops the review before anything is sent', async () => {
  const { folder } = repository(cluster)
  const api = scriptedApi([])
  const { code, err } = await shellOf({ environment: { ANTHROPIC_API_KEY: apiKey }, fetch: api.fetch })(
    ...['review', folder, '--depth', 'deep', '--transcript', join(folder, 'none', 'x')],
  )
  expect([code, api.bodies.length]).toEqual([3 - 1, 0])
  expect(err).toMatch(
    /^distreview: The transcript cannot be written to `.+` \(ENOENT\), so nothing was sent\./,
  )
})
