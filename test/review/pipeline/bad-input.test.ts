import { expect, test } from 'vitest'
import { review } from '../../../src/review/pipeline.ts'
import { repository } from '../checkout/fixtures.ts'

const voting = `defmodule Shop.Voting do
  def approved?(votes, voters), do: length(votes) >= div(length(voters), 2)
end
`
const deep = (open: string, close: string) => `${open.repeat(10_000)}1${close.repeat(10_000)}`

test('whatever else is in the repository is named in the coverage, and costs no finding', async () => {
  const { folder: path } = repository({
    'lib/voting.ex': voting,
    'lib/truncated.ex': `${voting}\ndefmodule Shop.Half do\n  def a, do: 1\n  def b(x) do\n    case x do\n      1 -> {`,
    'lib/deep.ex': `defmodule Shop.Deep do\n  def a, do: ${deep('[', ']')}\n  def b, do: 1\nend\n`,
    'src/shop_deep.erl': `-module(shop_deep).\na() -> ${deep('{', '}')}.\nb() -> 1.\n`,
    'lib/long.ex': `x = "${'a'.repeat(5_000_000)}"\n`,
    'lib/wide.ex': `defmodule Shop.Wide do\n  def a, do: "${'a'.repeat(3_000_000)}"\nend\n`,
    'lib/prose.ex': 'Dear colleague,\n\nthis is (no Elixir: it is a letter.\n',
    'lib/latin.ex': Buffer.from('defmodule Shop.Latin do\n  def a, do: "\xe9"\nend\n', 'latin1'),
    'src/shop_latin.erl': Buffer.from('-module(shop_latin).\na() -> "\xe9".\n', 'latin1'),
    'src/shop_broken.erl': '-module(shop_broken).\na() -> case x of.\nb() -> 1.\n',
  })
  const report = await review(
    { source: { kind: 'local', name: 'shop', path }, paths: [], ref: null, worktree: false, depth: 'quick' },
    { clock: () => 0, mirrors: null, version: '0', progress: () => {} },
  )
  const found = report.findings.map(({ rule, locations }) => `${rule} ${locations[0]?.path}`)
  expect(found).toEqual(['quorum-not-majority lib/truncated.ex', 'quorum-not-majority lib/voting.ex'])
  expect(report.coverage.skipped).toEqual([
    { path: 'lib/long.ex', reason: '5 MB, over the limit of 4 MB for a file' },
    { path: 'lib/latin.ex', reason: 'not valid UTF-8, which Elixir does not compile: save it as UTF-8' },
  ])
  expect(report.coverage.notes).toEqual(['1 Erlang file is not UTF-8 and was read as Latin-1.'])
  const unread = report.coverage.unread.map(({ path: file, startLine }) => `${file}:${startLine}`)
  expect(unread).toEqual([
    'lib/deep.ex:2',
    'lib/prose.ex:1',
    'lib/prose.ex:3',
    'lib/truncated.ex:5',
    'lib/truncated.ex:7',
    'src/shop_broken.erl:2',
    'src/shop_deep.erl:2',
  ])
})
