import { describe, expect, test } from 'vitest'
import { WhatIf } from '../../src/review/what-if/index.ts'
import { repository } from '../review/checkout/fixtures.ts'
import { shell } from './shell.ts'

const { folder, commit } = repository({
  'lib/boss.ex': `defmodule Club.Boss do
  use GenServer
  def start_link(_), do: GenServer.start_link(__MODULE__, nil, name: {:global, __MODULE__})
  def init(state), do: {:ok, state}
end
`,
})

describe('what-if', () => {
  test('prints the answer over the repository, with the places of its code', async () => {
    const { out, err, code } = await shell('what-if', folder, 'we have 5 nodes: what if one node is isolated')
    expect([code, err]).toEqual([0, ''])
    const words = out.replace(/\s+/g, ' ')
    expect(words).toContain('What if: One node is cut off from all others.')
    expect(words).toContain('In short: Every side goes on by itself with :global names.')
    expect(words).toContain('Noticed: 45 s to 75 s.')
    expect(words).toContain(':global names (lib/boss.ex:3)')
    expect(words).toContain('{a, b, c, d}: can register names. {e}: can register names.')
    expect(words).toContain(`at ${commit.slice(0, 7)}`)
  })

  test('json is a WhatIf, markdown the same card; the question may stand without quotes', async () => {
    const words = ['what', 'if', '2', 'of', '5', 'fail']
    const { out, code } = await shell('what-if', folder, ...words, '--format', 'json')
    expect(code).toBe(0)
    const answer = WhatIf.parse(JSON.parse(out))
    expect(answer.scenario).toEqual({ kind: 'nodes-fail', failed: 2, of: 5 })
    expect(answer.about?.commit).toBe(commit)
    expect(answer.mechanisms.map(({ kind, basis }) => [kind, basis])).toEqual([['global-names', 'code']])
    const markdown = await shell('what-if', folder, words.join(' '), '--format', 'markdown')
    expect(markdown.out).toContain('What if: 2 of 5 nodes fail at once')
  })
})

describe('what cannot be answered is one sentence', () => {
  test.each<[string[], number, RegExp]>([
    [['what-if'], 2, /needs a repository/],
    [['what-if', folder], 2, /needs a question after the repository/],
    [['what-if', folder, ' '], 2, /needs a question/],
    [['what-if', folder, 'what if 2 of 1 fail'], 2, /2 of 1 nodes cannot be lost/],
    [['what-if', folder, 'what if we grow to -5 nodes'], 2, /"-5 nodes" is no number/],
    [['what-if', folder, 'what if pigs fly'], 3, /"what if pigs fly" is not understood. Write for example/],
    [['what-if', '/nowhere/at/all', 'what if a node dies'], 3, /\/nowhere\/at\/all/],
    [['what-if', folder, 'what if a node dies', '--format', 'block-kit'], 2, /terminal, json, markdown/],
    [['what-if', folder, 'what if a node dies', '--worktree', '--ref', 'x'], 2, /takes no `--ref`/],
    [['what-if', folder, 'what if a node dies', '--ref', 'nowhere'], 3, /nowhere/],
  ])('%j ends in %i', async (words, expected, sentence) => {
    const { out, err, code } = await shell(...words)
    expect(err).toMatch(sentence)
    expect(err).toMatch(/^distreview: [^\n]*\n$/)
    expect([out, code]).toEqual(['', expected])
  })
})
