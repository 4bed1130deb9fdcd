import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Report } from '../../src/review/report.ts'
import { breaks } from '../blocks/slack-rules.ts'
import { git, repository, temporaryFolder, writeFiles } from '../review/checkout/fixtures.ts'
import { shell } from './shell.ts'

const halves = `defmodule Shop.Voting do
  def approved?(votes, voters), do: length(votes) >= div(length(voters), 2)
end
`
const waits = `defmodule Shop.Peers do
  use GenServer
  def init(state), do: {:ok, state}
  def handle_call({:stock, peer}, _from, state), do: {:reply, :rpc.call(peer, Shop.Stock, :all, []), state}
end
`
const fine = `defmodule Shop.Voting do
  def approved?(votes, voters), do: length(votes) >= div(length(voters), 2) + 1
end
`

describe('exit codes', () => {
  it.each([
    ['critical', halves, 1],
    ['important', halves, 1],
    ['none', halves, 0],
    ['critical', waits, 0],
    ['important', waits, 1],
    ['minor', fine, 0],
  ])('with --fail-on %s', async (failOn, source, code) => {
    const { folder } = repository({ 'lib/shop.ex': source })
    expect((await shell('review', folder, '--fail-on', failOn)).code).toBe(code)
  })

  it('the default is important', async () => {
    const { folder } = repository({ 'lib/shop.ex': waits })
    expect((await shell('review', folder)).code).toBe(1)
  })
})

describe('formats', () => {
  it('json is a Report of the commit, without what is below the threshold unless --all asks for it', async () => {
    const files = { 'scripts/peers.exs': waits, 'lib/shop.ex': halves }
    const { folder, commit } = repository(files)
    const posted = Report.parse(JSON.parse((await shell('review', folder, '--format', 'json')).out))
    const all = Report.parse(JSON.parse((await shell('review', folder, '--format', 'json', '--all')).out))
    expect(posted.commit).toBe(commit)
    expect(posted.findings.map(({ rule, posted }) => [rule, posted])).toEqual([['quorum-not-majority', true]])
    expect(all.findings.map(({ rule, posted }) => [rule, posted])).toEqual([
      ['quorum-not-majority', true],
      ['rpc-no-timeout', false],
    ])
    expect(posted.counts).toEqual({ critical: 1, important: 0, minor: 0, belowThreshold: 1, accepted: 0 })
  })

  it('block-kit is the array of messages in posting order, each within the limits', async () => {
    const { folder } = repository({ 'lib/shop.ex': halves })
    const messages = JSON.parse((await shell('review', folder, '--format', 'block-kit')).out)
    expect(messages.length).toBeGreaterThan(2)
    for (const message of messages) expect(breaks(message)).toEqual([])
  })

  it('terminal and markdown name the place, the severity and the witness', async () => {
    const { folder } = repository({ 'lib/shop.ex': halves })
    for (const format of ['terminal', 'markdown']) {
      const { out } = await shell('review', folder, '--format', format)
      expect(out).toContain('lib/shop.ex:2')
      expect(out).toContain('Critical')
      expect(out).toContain('2 voters')
    }
  })

  it('rules lists every rule, as text and as JSON', async () => {
    const { out } = await shell('rules')
    const listed = JSON.parse((await shell('rules', '--format', 'json')).out)
    expect(listed).toHaveLength(out.trim().split('\n').length)
    expect(listed).toContainEqual({
      id: 'leader-by-node-order',
      family: 'leadership',
      severity: 'critical',
      title: 'The leader is the first of the visible nodes',
    })
  })
})

describe('a working folder', () => {
  it('is reviewed at HEAD, and says how many changed files were not read', async () => {
    const { folder } = repository({ 'lib/shop.ex': fine })
    writeFiles(folder, { 'lib/shop.ex': halves, 'lib/new.ex': waits })
    const report = Report.parse(JSON.parse((await shell('review', folder, '--format', 'json')).out))
    expect(report.findings).toEqual([])
    expect(report.coverage.notes).toEqual(['2 changed files were not read: the review is of the commit.'])
  })

  it('is read as it is with --worktree, marked dirty', async () => {
    const { folder } = repository({ 'lib/shop.ex': fine })
    writeFiles(folder, { 'lib/shop.ex': halves })
    const report = Report.parse(
      JSON.parse((await shell('review', folder, '--worktree', '--format', 'json')).out),
    )
    expect(report.findings.map(({ rule }) => rule)).toEqual(['quorum-not-majority'])
    expect(report.target).toMatchObject({ kind: 'worktree', dirty: true })
  })

  it('without git is read as it is', async () => {
    const folder = join(temporaryFolder(), 'plain')
    mkdirSync(folder)
    writeFiles(folder, { 'lib/shop.ex': halves })
    const report = Report.parse(JSON.parse((await shell('review', folder, '--format', 'json')).out))
    expect(report.commit).toBeNull()
    expect(report.target.kind).toBe('folder')
    expect(report.findings.map(({ rule }) => rule)).toEqual(['quorum-not-majority'])
  })
})

describe('the path narrows what is judged', () => {
  it('what it calls outside is still read: the result of the wrapper is an error there', async () => {
    const wrapper = 'defmodule W do\n  def ask(peer), do: :rpc.call(peer, S, :all, [], 2_000)\nend\n'
    const careless = 'defmodule C do\n  def all(peer), do: Enum.map(W.ask(peer), & &1)\nend\n'
    const { folder } = repository({ 'lib/w/w.ex': wrapper, 'lib/c/c.ex': careless })
    const report = Report.parse(
      JSON.parse((await shell('review', folder, 'lib/c', '--all', '--format', 'json')).out),
    )
    expect(report.findings.map(({ rule, locations }) => [rule, locations.map(({ path }) => path)])).toEqual([
      ['rpc-error-as-value', ['lib/c/c.ex', 'lib/w/w.ex']],
    ])
    expect(report.coverage).toMatchObject({ files: 1, contextFiles: 1 })
  })
})

describe('bad input is one sentence that says what to do', () => {
  const big = Buffer.alloc(40_000_000, 'x = 1\n')

  it.each<[string, (folder: string) => string[], number, RegExp]>([
    ['no repository', () => ['review'], 2, /needs a repository/],
    ['an unknown command', () => ['reveiw', '.'], 2, /no command `reveiw`.*--help/],
    ['an unknown option', (folder) => ['review', folder, '--dept', 'quick'], 2, /--dept/],
    [
      'a depth that there is not',
      (folder) => ['review', folder, '--depth', 'deepest'],
      2,
      /--depth.*quick.*deepest/,
    ],
    [
      'a format that there is not',
      (folder) => ['review', folder, '--format', 'pdf'],
      2,
      /--format.*terminal.*pdf/,
    ],
    [
      '--worktree with --ref',
      (folder) => ['review', folder, '--worktree', '--ref', 'main'],
      2,
      /takes no `--ref`/,
    ],
    ['a repository that is not there', () => ['review', '/nowhere/shop'], 3, /\/nowhere\/shop/],
    ['a ref that is not there', (folder) => ['review', folder, '--ref', 'mian'], 3, /`mian`.*`main`/],
    [
      'a path that is not there',
      (folder) => ['review', folder, 'lib/shp.ex'],
      3,
      /`lib\/shp.ex` is not in.*Did you mean `lib\/shop.ex`/,
    ],
    ['a path that leads out', (folder) => ['review', folder, '../other'], 3, /leads out of the repository/],
    [
      'a path without Elixir or Erlang',
      (folder) => ['review', folder, 'docs'],
      3,
      /no Elixir or Erlang file in `docs`.*`lib`/,
    ],
    ['a 40 MB file', (folder) => ['review', folder, 'data/big.ex'], 3, /40 MB, over the limit of 4 MB/],
    ['a binary file', (folder) => ['review', folder, 'data/binary.erl'], 3, /a binary file/],
    [
      'invalid UTF-8',
      (folder) => ['review', folder, 'data/latin.ex'],
      3,
      /not valid UTF-8.*save it as UTF-8/,
    ],
  ])('%s', async (_name, words, code, sentence) => {
    const { folder } = repository({
      'lib/shop.ex': fine,
      'docs/notes.md': '# Notes\n',
      'data/big.ex': big,
      'data/binary.erl': Buffer.from([0x2d, 0x6d, 0, 1, 2]),
      'data/latin.ex': Buffer.from([0x23, 0x20, 0xe9, 0x0a]),
    })
    const got = await shell(...words(folder))
    expect(got.err).toMatch(sentence)
    expect(got.err).toMatch(/^distreview: .*\n$/)
    expect(got.err).not.toContain('    at ')
    expect(got.out).toBe('')
    expect(got.code).toBe(code)
  })

  it('what is skipped beside readable files is named, and the review goes on', async () => {
    const { folder } = repository({
      'lib/shop.ex': halves,
      'lib/big.ex': big,
      'lib/page.heex': '<p/>',
      'lib/bin.erl': Buffer.from([0, 1]),
    })
    const report = Report.parse(JSON.parse((await shell('review', folder, '--format', 'json')).out))
    expect(report.findings).toHaveLength(1)
    expect(report.coverage.skipped).toEqual([
      { path: 'lib/page.heex', reason: 'a template' },
      { path: 'lib/big.ex', reason: '40 MB, over the limit of 4 MB for a file' },
      { path: 'lib/bin.erl', reason: 'a binary file' },
    ])
  })

  it('a shallow clone is reviewed; a ref that it lacks is one sentence', async () => {
    const { folder } = repository({ 'lib/shop.ex': halves })
    const first = git(folder, ['rev-parse', 'HEAD'])
    git(folder, ['commit', '-q', '--allow-empty', '-m', 'second'])
    const clone = join(temporaryFolder(), 'shallow')
    git(folder, ['clone', '-q', '--depth=1', `file://${folder}`, clone])
    expect((await shell('review', clone)).code).toBe(1)
    const lacking = await shell('review', clone, '--ref', first)
    expect(lacking.code).toBe(3)
    expect(lacking.err).toMatch(/shallow/)
  })

  it('a def that cannot be read loses itself only, and is named', async () => {
    const broken = `${halves.replace(/end\n$/, '')}  def broken(, do: 1\nend\n`
    const { folder } = repository({ 'lib/shop.ex': broken })
    const report = Report.parse(JSON.parse((await shell('review', folder, '--format', 'json')).out))
    expect(report.findings.map(({ rule }) => rule)).toEqual(['quorum-not-majority'])
    expect(report.coverage.unread).toMatchObject([{ path: 'lib/shop.ex', startLine: 3 }])
  })
})
