import { describe, expect, it } from 'vitest'
import { elixir } from '../../oracle/elixir.ts'
import { erlang } from '../../oracle/erlang.ts'
import type { Reference } from '../../oracle/reference.ts'
import { run } from '../../oracle/run.ts'
import { has } from '../programs.ts'
import { repository, temporaryFolder } from '../review/checkout/fixtures.ts'

const { folder } = repository({
  'lib/shop.ex': 'defmodule Shop do\n  def total(a, b), do: a |> Kernel.+(b)\nend\n',
  'lib/later.ex': 'defmodule Later do\n  def json, do: ~JSON[{}]\nend\n',
  'lib/broken.exs': 'defmodule Broken do\n  def f(do\nend\n',
  'src/lease.erl': '-module(lease).\n-export([f/1]).\nf(X) -> [Y || Y <- X, Y > 1].\n',
  'src/later.erl': '-module(later).\nf() ->\n    """\n    text\n    """.\ng() -> ~"text".\nh() -> ok.\n',
  'README.md': 'not a source\n',
})

async function printed(words: readonly string[], references?: Record<'elixir' | 'erlang', Reference>) {
  let out = ''
  const code = await run(
    words,
    (text) => {
      out += text
    },
    references,
  )
  return { code, out }
}

/** Rows of figures, with one space between them. */
const rows = (out: string) =>
  out
    .split('\n')
    .filter((line) => /^ +\d/.test(line))
    .map((line) => line.trim().replace(/ +/g, ' '))

describe.skipIf(!has('elixir'))('comparing Elixir with its own parser', () => {
  it('counts what is equal, and names what that parser refuses and why', async () => {
    const { code, out } = await printed(['--mirrors', folder, '--language', 'elixir'])
    expect(rows(out)).toEqual([
      '3 1 1 2 0 0 shop',
      '3 1 1 2 0 0 all elixir',
      '1 with sigil with a name of several capitals (Elixir 1.15)',
    ])
    expect(out).toMatch(/ refused {2}lib\/broken\.exs: line \d+: .*\n/)
    expect(out).toMatch(/ refused {2}lib\/later\.ex: line 2: .* {2}\[sigil with a name of several capitals/)
    expect(out).toMatch(/\nNothing differs\.\n$/)
    expect(code).toBe(0)
  }, 60_000)

  it('reads no more files than it is told to', async () => {
    const { out } = await printed(['--mirrors', folder, '--language', 'elixir', '--limit', '1'])
    expect(rows(out)).toEqual(['1 0 0 1 0 0 shop', '1 0 0 1 0 0 all elixir'])
  }, 60_000)
})

describe.skipIf(!has('erl'))('comparing Erlang with its own parser', () => {
  it('goes form by form: a later construct is counted by its name and explains its own form alone', async () => {
    const { code, out } = await printed(['--mirrors', folder, '--language', 'erlang'])
    expect(rows(out)).toEqual([
      '2 6 5 1 1 0 shop',
      '2 6 5 1 1 0 all erlang',
      '1 with ~ sigil (OTP 27)',
      '1 with triple-quoted string (OTP 27)',
    ])
    expect(out).toContain('refused  src/later.erl: the form on line 6  [~ sigil (OTP 27)]')
    expect(out).toContain('differs  src/later.erl  [triple-quoted string (OTP 27)]')
    expect(code).toBe(0)
  }, 60_000)
})

describe('a parser that disagrees', () => {
  /** Answers each path with one line, as the languages' own do. */
  const answering = (script: string): Reference => ({
    ...elixir,
    command: process.execPath,
    args: ['-e', `require('fs').readFileSync(0, 'utf8').trim().split('\\n').forEach((path) => ${script})`],
  })

  it('is a difference, shown at its first place in both trees, and exit code 1', async () => {
    const tree = '= (defmodule (__aliases__ :Broken) [])'
    const references = { elixir: answering(`console.log(${JSON.stringify(tree)})`), erlang }
    const words = ['--mirrors', folder, '--language', 'elixir', '--limit', '2']
    const { code, out } = await printed(words, references)
    expect(rows(out)).toEqual(['2 2 0 0 0 2 shop', '2 2 0 0 0 2 all elixir'])
    expect(out).toContain(
      '  differs  lib/later.ex\n    ours   (defmodule (__aliases__ :Later) [{:do (def v:json [{:do (sigil_JSON (<<>> s7B7D) [])}])}])\n' +
        '    theirs (defmodule (__aliases__ :Broken) [])\n',
    )
    expect(out).toMatch(/\n2 places differ\.\n$/)
    expect(code).toBe(1)
  })

  it('is a defect where it stops before it has answered all', async () => {
    const references = { elixir: answering('process.exit(0)'), erlang }
    const words = ['--mirrors', folder, '--language', 'elixir']
    await expect(printed(words, references)).rejects.toThrow('ended after 0 of 3 files')
  })

  it('is named where it is not installed', async () => {
    const references = { elixir: { ...elixir, command: 'no-such-elixir' }, erlang }
    expect((await printed(['--mirrors', folder, '--language', 'elixir'], references)).out).toContain(
      'The program `no-such-elixir`, the elixir parser to compare with, cannot be started. apt-get install elixir\n',
    )
  })
})

describe('call sites', () => {
  const sites = repository({
    'lib/a.ex':
      'defmodule A do\n  alias Deep.B, as: B\n\n  def f(x), do: x |> B.g(1)\n\n  def h, do: GenServer.call(:"a|b", :m)\n\n  def u, do: unseen(1)\nend\n',
    'lib/b.ex': 'defmodule Deep.B do\n  def g(x, y \\\\ 2), do: {x, y}\nend\n',
    'src/c.erl': '-module(c).\nf(M) -> M:run(1).\ng() -> spawn(?MODULE, f, [c]).\n',
  }).folder

  it('are drawn by the seed and printed with what each was resolved to and where that is defined', async () => {
    const words = ['--mirrors', sites, '--call-sites', '9', '--repositories', 'shop']
    const { code, out } = await printed(words)
    const [head, rule, ...found] = out.trimEnd().split('\n')
    expect([code, head, rule]).toEqual([
      0,
      '| # | Repository | Commit | Place | Call | Resolved to | Defined at | Verdict |',
      '|---|---|---|---|---|---|---|---|',
    ])
    expect(found.map((line) => line.replace(/^\| \d \| shop \| [\da-f]{7} /, '')).sort()).toEqual([
      '| lib/a.ex:4 | `B.g(1)` | `Deep.B:g/2` | lib/b.ex:2 |  |',
      '| lib/a.ex:6 | `GenServer.call(:"a\\|b", :m)` | `gen_server:call/2` |  |  |',
      '| lib/a.ex:8 | `unseen(1)` | unknown: `unseen/1`, perhaps |  |  |',
      '| src/c.erl:2 | `M:run(1)` | at run time: `run/1` |  |  |',
      '| src/c.erl:3 | `spawn(?MODULE, f, [c])` | `erlang:spawn/3`, `c:f/1` (apply) | src/c.erl:2 |  |',
    ])
    expect(await printed(words)).toEqual({ code, out })
    expect((await printed([...words, '--call-sites', '2'])).out.split('\n')).toHaveLength(5)
  })

  it('of a repository that is not there are refused with those that are', async () => {
    const words = ['--mirrors', sites, '--call-sites', '1', '--repositories', 'shop,store']
    expect(await printed(words)).toEqual({
      code: 2,
      out: 'No repository there is named `store`. There are `shop`.\n',
    })
  })
})

describe('arguments', () => {
  it.each([
    [[], '`--mirrors` is needed: a folder with git repositories in it. See `npm run oracle -- --help`.\n'],
    [
      ['--mirrors', '.', '--language', 'c'],
      '`--language` is elixir or erlang; got `c`. See `npm run oracle -- --help`.\n',
    ],
    [
      ['--mirrors', '.', '--call-sites', '3'],
      '`--call-sites` needs `--repositories a,b,c`. See `npm run oracle -- --help`.\n',
    ],
  ])('%j are refused in two sentences', async (words, sentence) => {
    expect(await printed(words)).toEqual({ code: 2, out: sentence })
  })

  it('name a folder without repositories', async () => {
    const empty = temporaryFolder()
    const { code, out } = await printed(['--mirrors', empty])
    expect([code, out]).toEqual([2, `There is no git repository below ${empty}. Name a folder of mirrors.\n`])
  })
})
