import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { treesOf } from '../../../oracle/erlang-trees.ts'
import { has } from '../../programs.ts'

const folder = fileURLToPath(new URL('erlang-fixtures/', import.meta.url))
const fixtures = ['lease.erl', 'switches.erl', 'syntax.erl', 'macros.hrl'].map((name) => folder + name)

/** Comes with erl. */
const escript = 'escript'

describe.skipIf(!has('erl'))('the parser of the language itself', () => {
  it('makes the same tree of every form of every fixture', () => {
    const printed = execFileSync(
      escript,
      [fileURLToPath(new URL('../../../oracle/erlang-trees.escript', import.meta.url))],
      {
        encoding: 'utf8',
        input: fixtures.join('\n'),
      },
    )
    const theirs = printed.trim().split('\n')
    for (const [index, path] of fixtures.entries()) {
      const ours = treesOf(readFileSync(path, 'latin1')).map(({ tree }) => tree)
      expect([path, ...ours]).toEqual(theirs[index]?.split('\t'))
    }
  }, 30_000)
})
