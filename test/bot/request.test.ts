import { describe, expect, test } from 'vitest'
import { parseRequest } from '../../src/bot/request.ts'
import { Refusal } from '../../src/review/refusal.ts'

const review = (
  paths: string[],
  ref: string | null = null,
  repository: string | null = null,
  depth: string | null = null,
) => ({ kind: 'review', paths, ref, repository, depth })

const schedule = (every: string, given: object) => ({
  kind: 'schedule',
  every,
  at: '09:00',
  zone: 'UTC',
  paths: [],
  ref: null,
  repository: null,
  ...given,
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
    ['review lib quick', review(['lib'], null, null, 'quick')],
    ['review lib DEEP on main of shop', review(['lib'], 'main', 'shop', 'deep')],
    ['review lib on main of shop standard', review(['lib'], 'main', 'shop', 'standard')],
    ['review on main deep', review([], 'main', null, 'deep')],
    ['review ./deep and lib', review(['deep', 'lib'])],
    ['evaluate', { kind: 'evaluate' }],
    ['Evaluate a mechanism for stock', { kind: 'evaluate' }],
    ['schedules', { kind: 'schedules' }],
    ['unschedule 2', { kind: 'unschedule', number: 2 }],
    ['please unschedule #12', { kind: 'unschedule', number: 12 }],
    [
      'schedule quarterly at 09:00 Europe/Berlin for lib/cluster',
      schedule('quarterly', { zone: 'Europe/Berlin', paths: ['lib/cluster'] }),
    ],
    ['schedule weekly for lib', schedule('weekly', { paths: ['lib'] })],
    ['Schedule Monthly At 7:05 For lib', schedule('monthly', { at: '07:05', paths: ['lib'] })],
    [
      'schedule weekly america/new_york for lib/a, lib/b and ./c on main of shop',
      schedule('weekly', {
        zone: 'America/New_York',
        paths: ['lib/a', 'lib/b', 'c'],
        ref: 'main',
        repository: 'shop',
      }),
    ],
    [
      'schedule weekly of shop for lib at 23:30 utc',
      schedule('weekly', { at: '23:30', zone: 'UTC', paths: ['lib'], repository: 'shop' }),
    ],
    ['schedule weekly for .', schedule('weekly', {})],
  ])('%j', (words, request) => {
    expect(parseRequest(words)).toEqual(request)
  })
})

describe('words that cannot be read get one sentence that says what to write', () => {
  const machine = 'Name a path relative to the root of the repository, such as lib/cluster.'
  const numbers = 'Write its number, as in: unschedule 2. The numbers are listed by: schedules.'
  const scheduled = 'Write for example: schedule quarterly at 09:00 Europe/Berlin for lib/cluster.'
  const zones =
    'Write it as Europe/Berlin or UTC; paths stand after for, as in: schedule weekly for lib/cluster.'
  const address = 'Name a path inside a connected repository; of <name> picks the repository.'
  test.each([
    [
      'review',
      'It is not said what to review. Name a path, as in: review lib/cluster on main. The whole repository is: review .',
    ],
    ['reveiw lib', '"reveiw" is not a word that I know. Did you mean review?'],
    ['Reviews lib', '"Reviews" is not a word that I know. Did you mean review?'],
    ['schedul weekly', '"schedul" is not a word that I know. Did you mean schedule?'],
    ['unshedule 1', '"unshedule" is not a word that I know. Did you mean unschedule?'],
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
    [
      'review lib quick deep',
      '"quick" and "deep" are two depths. Say one of them; a folder of that name is ./deep.',
    ],
    [
      'review deep lib',
      '"lib" stands after the depth "deep". Name the paths first. Write for example: review lib/cluster on main.',
    ],
    [
      'review quick',
      'It is not said what to review. Name a path, as in: review lib/cluster on main. The whole repository is: review .',
    ],
    ['schedules of shop', '"schedules" stands alone. It lists the schedules of this channel.'],
    ['unschedule', `It is not said which schedule. ${numbers}`],
    ['unschedule two', `It is not said which schedule. ${numbers}`],
    ['unschedule 0', `It is not said which schedule. ${numbers}`],
    ['unschedule 1 2', `It is not said which schedule. ${numbers}`],
    ['schedule', `It is not said how often. Say weekly, monthly or quarterly. ${scheduled}`],
    ['schedule for lib', `It is not said how often. Say weekly, monthly or quarterly. ${scheduled}`],
    ['schedule quartely for lib', '"quartely" is not a period that I know. Did you mean quarterly?'],
    ['schedule daily for lib', '"daily" is not a period that I know. Say weekly, monthly or quarterly.'],
    ['schedule weekly at 25:00 for lib', '"25:00" is not a time of the day. Write it from 00:00 to 23:59.'],
    ['schedule weekly at 9am for lib', '"9am" is not a time of the day. Write it from 00:00 to 23:59.'],
    ['schedule weekly at for lib', `"at" is not followed by a time. ${scheduled}`],
    ['schedule weekly at 9:00 at 10:00 for lib', `"at" is said twice. Ask for one at a time. ${scheduled}`],
    [
      'schedule weekly at 09:00 Europe/Brelin for lib',
      '"Europe/Brelin" is not a time zone that I know. Did you mean Europe/Berlin?',
    ],
    [
      'schedule weekly at 09:00 berlin for lib',
      '"berlin" is not a time zone that I know. Did you mean Europe/Berlin?',
    ],
    ['schedule weekly +02:00 for lib', `"+02:00" is not a time zone that I know. ${zones}`],
    ['schedule weekly lib/cluster', `"lib/cluster" is not a time zone that I know. ${zones}`],
    ['schedule weekly UTC Europe/Berlin for lib', `"Europe/Berlin" is one word too many. ${scheduled}`],
    ['schedule weekly of shop lib', `"lib" is one word too many. ${scheduled}`],
    [
      'schedule weekly at 09:00',
      `It is not said what to review. Say for and a path; the whole repository is: for . ${scheduled}`,
    ],
    ['schedule weekly for', `"for" is not followed by a path. ${scheduled}`],
    ['schedule weekly for and on main', `"for" is not followed by a path. ${scheduled}`],
    ['schedule weekly for a for b', `"for" is said twice. Ask for one at a time. ${scheduled}`],
    ['schedule weekly for lib on', `"on" is not followed by a branch, a tag or a commit. ${scheduled}`],
    ['schedule weekly for /etc', `"/etc" is a path of a machine. ${machine}`],
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

describe('where a question may be asked', () => {
  test.each([
    ['what happens to writes on the small side?', 'what happens to writes on the small side?'],
    [
      '  please, why is `<http://stock.ex|stock.ex>` wrong, and since when?\n',
      'please, why is `stock.ex` wrong, and since when?',
    ],
    ['lib/stock.ex and lib/lock.ex: which first?', 'lib/stock.ex and lib/lock.ex: which first?'],
  ])('%j is one', (words, asked) => {
    expect(parseRequest(words, { askable: true })).toEqual({ kind: 'ask', question: asked })
  })

  test.each([
    ['', { kind: 'help' }],
    ['help me', { kind: 'help' }],
    ['review lib', review(['lib'])],
    ['schedules', { kind: 'schedules' }],
  ])('%j keeps its meaning', (words, request) => {
    expect(parseRequest(words, { askable: true })).toEqual(request)
  })

  test.each([
    ['reveiw lib', '"reveiw" is not a word that I know. Did you mean review?'],
    ['shedules', '"shedules" is not a word that I know. Did you mean schedules?'],
    ['lib/cluster', '"lib/cluster" is not a word that I know. Did you mean: review lib/cluster?'],
  ])('a slip stays one: %j', (words, sentence) => {
    expect(refused(words, { askable: true }).sentence).toBe(sentence)
  })
})

function refused(words: string, where: { readonly askable?: boolean } = {}): Refusal {
  try {
    parseRequest(words, where)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('These words were read.')
}
