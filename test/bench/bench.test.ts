import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { BenchResult } from '../../bench/result.ts'
import { run } from '../../bench/run.ts'
import { exponent, median } from '../../bench/statistics.ts'
import { repository } from '../review/checkout/fixtures.ts'

const clauses = Array.from(
  { length: 40 },
  (_, n) => `  def f(${n}, x), do: GenServer.call(x, {:get, ${n}})\n`,
)
const elixir = `defmodule Shop do\n${clauses.join('')}end\n`
const erlang = `-module(shop).\n${'f(X) -> gen_server:call(X, get).\n'.repeat(3)}`

/** The command as npm runs it: what is measured are programs of their own. */
function bench(...words: string[]) {
  return spawnSync(process.execPath, ['scripts/tool.mjs', 'bench/main', ...words], { encoding: 'utf8' })
}

describe('npm run bench', () => {
  it('measures everything over the files of a repository once a round, and prints medians and ratios', () => {
    const { folder } = repository({ 'lib/shop.ex': elixir, 'src/shop.erl': erlang, 'lib/copy.ex': elixir })
    const { status, stdout, stderr } = bench(
      '--mirrors',
      folder,
      '--rounds',
      '1',
      '--large',
      '1000',
      '--json',
    )
    expect([status, stderr.includes('round 1 of 1')], stderr).toEqual([0, true])
    const { corpus, measured, ratios } = JSON.parse(stdout) as BenchResult
    // A copy of a file counts once.
    expect(corpus).toEqual({
      files: 2,
      bytes: elixir.length + erlang.length,
      elixirBytes: elixir.length,
    })
    const rows = measured.filter(({ what }) => !what.startsWith('rg') && !what.includes(' MB of both'))
    expect(rows.map(({ what, bytes, rounds }) => [what, bytes, rounds.length])).toEqual([
      ['contents of the blobs, git cat-file --batch', corpus.bytes, 1],
      ['lex, parse, lower: Elixir, cold', corpus.elixirBytes, 1],
      ['lex, parse, lower: Elixir, warm', corpus.elixirBytes, 1],
      ['tree-sitter parse: Elixir, cold', corpus.elixirBytes, 1],
      ['tree-sitter parse: Elixir, warm', corpus.elixirBytes, 1],
      ['forms written with v8.serialize', corpus.bytes, 1],
      ['forms read back (peak: MiB that they take)', corpus.bytes, 1],
      ['whole quick review, both languages', corpus.bytes, 1],
      ['ast-grep, 30 patterns: Elixir', corpus.elixirBytes, 1],
      ['git clone --depth 1 file://', corpus.bytes, 1],
      ['whole quick review of shop', elixir.length * 2, 1],
      ['ast-grep, 30 patterns: Elixir of shop', elixir.length * 2, 1],
    ])
    expect(measured.every(({ rounds }) => rounds.every(({ seconds }) => seconds > 0))).toBe(true)
    expect(ratios.length).toBeGreaterThan(8)
  }, 300_000)

  it('says in one sentence what it cannot do', async () => {
    let err = ''
    const streams = {
      out: () => {},
      err: (text: string) => {
        err += text
      },
    }
    expect([await run(['--bytes', '1'], streams), err]).toEqual([
      2,
      '`--mirrors` is needed: a folder with git repositories in it. See `npm run bench -- --help`.\n',
    ])
  })
})

describe('statistics', () => {
  it('the median is the middle one, or between the two in the middle', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, Number.NaN])
  })

  it('growth in proportion has the exponent 1, with the square 2', () => {
    const points = (power: number) => [5, 10, 20, 50].map((x) => ({ x, y: 7 * x ** power }))
    expect([exponent(points(1)), exponent(points(2))].map((value) => value.toFixed(9))).toEqual([
      '1.000000000',
      '2.000000000',
    ])
  })
})
