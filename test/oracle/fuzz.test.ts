import { describe, expect, it } from 'vitest'
import { fuzz } from '../../oracle/fuzz/fuzz.ts'
import { run } from '../../oracle/fuzz/run.ts'
import { repository, temporaryFolder } from '../review/checkout/fixtures.ts'

const corpus = {
  elixir: ['defmodule A do\n  def f(x), do: <<x>>\nend\n'],
  erlang: ['-module(a).\nf(X) -> <<X>>.\n'],
}

async function printed(...words: string[]) {
  let out = ''
  const code = await run(words, (text) => {
    out += text
  })
  return { code, out: out.replace(/[\d.]+ (MB|ms|s)\b/g, 'N $1') }
}

describe('fuzzing', () => {
  it('reads the same inputs for the same seed', () => {
    const inputs = (seed: number) => {
      const seen: string[] = []
      fuzz(corpus, 300, seed, {
        check: (_, text) => {
          seen.push(text)
          return null
        },
      })
      return seen
    }
    const first = inputs(7)
    expect(first).toHaveLength(300)
    expect(inputs(7)).toEqual(first)
    expect(inputs(8)).not.toEqual(first)
  })

  it('reports each way to break a promise once, with the smallest input that breaks it', () => {
    const check = (_language: string, text: string) =>
      /<<[\s\S]*x[\s\S]*>>/i.test(text) ? { kind: 'binary', detail: text } : null
    const { failures } = fuzz(corpus, 400, 3, { check })
    expect(failures.map(({ language, input }) => [language, input.toLowerCase()])).toEqual([
      ['elixir', '<<x>>'],
      ['erlang', '<<x>>'],
    ])
    expect(failures.every(({ times, broken, input }) => times > 1 && broken.detail === input)).toBe(true)
  })

  it('prints the seed and the figures, of our own files or of those of repositories', async () => {
    const own = await printed('--runs', '200', '--seed', '5')
    expect(own.code).toBe(0)
    expect(own.out).toMatch(
      /^seed 5\ncorpus \d\d+ Elixir and \d\d+ Erlang files\n200 inputs, N MB, in N s; the slowest took N ms\nNo promise is broken.\n$/,
    )
    const { folder } = repository({ 'lib/a.ex': corpus.elixir.join(''), 'src/a.erl': corpus.erlang.join('') })
    const theirs = await printed('--mirrors', folder, '--runs', '200', '--seed', '5')
    expect(theirs).toEqual({
      code: 0,
      out: own.out.replace(/corpus.*/, 'corpus 1 Elixir and 1 Erlang files'),
    })
  })

  it('says in one sentence what it cannot do', async () => {
    expect(await printed('--runs', 'many')).toEqual({
      code: 2,
      out: '`--runs` is a whole number; got `many`. See `npm run fuzz -- --help`.\n',
    })
    const nowhere = temporaryFolder()
    const { code, out } = await printed('--seed', '1', '--mirrors', nowhere)
    expect(code).toBe(2)
    expect(out).toContain(`There is no git repository below ${nowhere}. Name a folder of mirrors.\n`)
  })
})
