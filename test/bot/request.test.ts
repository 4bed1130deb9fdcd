import { describe, expect, test } from 'vitest'
import { parseRequest } from '../../src/bot/request.ts'
import { Refusal } from '../../src/review/refusal.ts'

const review = (paths: string[], ref: string | null = null, repository: string | null = null) => ({
  kind: 'review',
  paths,
  ref,
  repository,
})

describe('words become a request', () => {
  test.each([
    ['', { kind: 'help' }],
    ['   ', { kind: 'help' }],
    ['help', { kind: 'help' }],
    ['Please HELP', { kind: 'help' }],
    ['please', { kind: 'help' }],
    ['review .', review([])],
    ['review ./', review([])],
    ['review lib .', review([])],
    ['review on main', review([], 'main')],
    ['review of shop', review([], null, 'shop')],
    ['review lib/cluster', review(['lib/cluster'])],
    ['Review lib/cluster On main Of shop', review(['lib/cluster'], 'main', 'shop')],
    ['review lib of shop on v1.2', review(['lib'], 'v1.2', 'shop')],
    ['please review lib/a, lib/b and lib/c on feature/x', review(['lib/a', 'lib/b', 'lib/c'], 'feature/x')],
    ['review lib/a,lib/b', review(['lib/a', 'lib/b'])],
    ['review lib lib/ ./lib lib//x', review(['lib', 'lib/x'])],
    ['review `lib/cluster` on `main`', review(['lib/cluster'], 'main')],
    ['review "lib/a" and ‘lib/b’ on “main”', review(['lib/a', 'lib/b'], 'main')],
    ['review\nlib/a\non\tmain', review(['lib/a'], 'main')],
    ['review ./on on main', review(['on'], 'main')],
    ['review <http://cluster.ex|cluster.ex> and <http://b.sh|lib/b.sh>', review(['cluster.ex', 'lib/b.sh'])],
    ['review `<http://mix.ex|mix.ex>`', review(['mix.ex'])],
    ['review src/größe.erl', review(['src/größe.erl'])],
    ['review lib/.hidden..ex', review(['lib/.hidden..ex'])],
  ])('%j', (words, request) => {
    expect(parseRequest(words)).toEqual(request)
  })
})

describe('words that cannot be read get one sentence that says what to write', () => {
  const machine = 'Name a path relative to the root of the repository, such as lib/cluster.'
  const address = 'Name a path inside a connected repository; of <name> picks the repository.'
  test.each([
    [
      'review',
      'It is not said what to review. Name a path, as in: review lib/cluster on main. The whole repository is: review .',
    ],
    ['reveiw lib', '"reveiw" is not a word that I know. Did you mean review?'],
    ['Reviews lib', '"Reviews" is not a word that I know. Did you mean review?'],
    ['hlp', '"hlp" is not a word that I know. Did you mean help?'],
    ['lib/cluster', '"lib/cluster" is not a word that I know. Did you mean: review lib/cluster?'],
    [
      'deploy lib',
      '"deploy" is not a word that I know. Say help for what I can do. Write for example: review lib/cluster on main.',
    ],
    [
      'review lib on',
      '"on" is not followed by a branch, a tag or a commit. Write for example: review lib/cluster on main.',
    ],
    [
      'review lib on of shop',
      '"on" is not followed by a branch, a tag or a commit. Write for example: review lib/cluster on main.',
    ],
    [
      'review lib of',
      '"of" is not followed by the name of a repository. Write for example: review lib/cluster on main.',
    ],
    [
      'review lib on main on dev',
      '"on" is said twice. Ask for one at a time. Write for example: review lib/cluster on main.',
    ],
    [
      'review on main lib',
      '"lib" stands after "on" or "of". Name the paths first. Write for example: review lib/cluster on main.',
    ],
    ['review /etc/passwd', `"/etc/passwd" is a path of a machine. ${machine}`],
    ['review ~/code', `"~/code" is a path of a machine. ${machine}`],
    ['review C:\\code', `"C:\\code" is a path of a machine. ${machine}`],
    ['review \\\\host\\share', `"\\\\host\\share" is a path of a machine. ${machine}`],
    [
      'review lib/../../x',
      '"lib/../../x" leaves the folder that it starts in. Name a path relative to the root of the repository, without "..".',
    ],
    ['review https://host/a/b', `"https://host/a/b" is an address. ${address}`],
    ['review <https://host/a/b>', `"https://host/a/b" is an address. ${address}`],
    ['review file:///etc', `"file:///etc" is an address. ${address}`],
    ['review git@host:a/b.git', `"git@host:a/b.git" is an address. ${address}`],
    [
      `review ${'x'.repeat(4_000)}`,
      'That is 4,007 characters. Ask in at most 4,000; a folder stands for everything in it.',
    ],
  ])('%j', (words, sentence) => {
    const refusal = refused(words)
    expect({ code: refusal.code, sentence: refusal.sentence }).toEqual({ code: 'usage', sentence })
  })
})

function refused(words: string): Refusal {
  try {
    parseRequest(words)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('These words were read.')
}
