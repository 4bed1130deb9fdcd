import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { quoted } from '../../../oracle/elixir-quoted.ts'
import { parseElixir } from '../../../src/review/source/elixir/index.ts'
import { has } from '../../programs.ts'

const folder = fileURLToPath(new URL('elixir-samples/', import.meta.url))
const samples = readdirSync(folder).map((name) => folder + name)

describe.skipIf(!has('elixir'))('the parser of the language itself', () => {
  it('reads the same tree from every sample, node by node', () => {
    // Not through a shell; the language's own warnings about the samples go to stderr.
    const printed = execFileSync(
      'elixir',
      [fileURLToPath(new URL('../../../oracle/elixir-trees.exs', import.meta.url)), ...samples],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    )
    const theirs = printed.trimEnd().split('\n')
    expect(theirs).toHaveLength(samples.length)
    for (const [index, path] of samples.entries()) {
      const text = readFileSync(path, 'latin1')
      const { nodes, unread } = parseElixir(text)
      expect(unread).toEqual([])
      const sameFloats = theirs[index]?.replace(/F#([-+.\de]+)/g, (_, digits) => `F#${Number(digits)}`)
      expect(quoted(nodes, text)).toBe(sameFloats)
    }
  }, 60_000)
})
