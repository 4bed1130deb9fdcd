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
    ['', { kind: 'form' }],
    ['   ', { kind: 'form' }],
    ['please', { kind: 'form' }],
    ['form', { kind: 'form' }],
    ['open the form, please', { kind: 'form' }],
    ['help', { kind: 'help' }],
    ['Please HELP', { kind: 'help' }],
    ['what can you do?', { kind: 'help' }],
    ['status', { kind: 'status' }],
    ['what is running?', { kind: 'status' }],
    ['What’s running', { kind: 'status' }],
    ['cancel', { kind: 'cancel' }],
    ['please cancel', { kind: 'cancel' }],
    ['stop that', { kind: 'cancel' }],
    ['could you stop the review, please', { kind: 'cancel' }],
    ['repos', { kind: 'repositories' }],
    ['Repositories', { kind: 'repositories' }],
    ['which repos can you review?', { kind: 'repositories' }],
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
    ['could you review lib/cluster on the release branch?', review(['lib/cluster'], 'release')],
    ['please have a look at lib/cluster', review(['lib/cluster'])],
    ['Could you please take another look at lib/a.ex and src/b.erl?', review(['lib/a.ex', 'src/b.erl'])],
    ['look at lib/cluster at v1.2', review(['lib/cluster'], 'v1.2')],
    ['hey, can you check lib/cluster in the depot repository please', review(['lib/cluster'], null, 'depot')],
    ['review the lib folder on branch feature/x', review(['lib'], 'feature/x')],
    ['would you go over the whole repository on main, thanks', review([], 'main')],
    ['review everything of the repo shop deep', review([], null, 'shop', 'deep')],
    ['review lib/cluster on main for me', review(['lib/cluster'], 'main')],
    [
      'review https://git.example/acme/shop/tree/main/lib deep',
      { kind: 'link', address: 'https://git.example/acme/shop/tree/main/lib', depth: 'deep' },
    ],
    [
      'could you review <https://git.example/acme/shop/pull/12>?',
      { kind: 'link', address: 'https://git.example/acme/shop/pull/12', depth: null },
    ],
    [
      'please take a look at https://git.example/acme/shop/-/merge_requests/7 quick.',
      { kind: 'link', address: 'https://git.example/acme/shop/-/merge_requests/7', depth: 'quick' },
    ],
    [
      'https://git.example/acme/shop',
      { kind: 'link', address: 'https://git.example/acme/shop', depth: null },
    ],
    ['evaluate', { kind: 'evaluate' }],
    ['Evaluate a mechanism for stock', { kind: 'evaluate', useCase: 'a mechanism for stock' }],
    ['evaluate "a lock, 5 nodes"', { kind: 'evaluate', useCase: 'a lock, 5 nodes' }],
    ['evaluate data=lock nodes=5', { kind: 'evaluate', set: ['data=lock', 'nodes=5'] }],
    [
      'please evaluate a counter, data=bounded, for billing',
      { kind: 'evaluate', useCase: 'a counter,  for billing', set: ['data=bounded'] },
    ],
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
    ['review http://host/a/b', `"http://host/a/b" is an address. ${address}`],
    [
      'review https://host/a/b lib',
      '"lib" stands beside a link, which says by itself what to review. Paste one link alone, or with quick, standard or deep after it.',
    ],
    ['status of shop', '"status" stands alone. It lists the reviews under way in this channel.'],
    ['findings of shop', '"findings" stands alone. It lists those of the last review here.'],
    ['repos of acme', '"repos" stands alone. It lists the repositories that are connected.'],
    ['cancel 3', '"cancel" stands alone. Say it in the thread of the review.'],
    ['statsu', '"statsu" is not a word that I know. Did you mean status?'],
    ['finding', '"finding" is not a word that I know. Did you mean findings?'],
    ['recomendations', '"recomendations" is not a word that I know. Did you mean recommendations?'],
    [
      'look at the weather',
      '"look" is not a word that I know. Say help for what I can do. Write for example: review lib/cluster on main.',
    ],
    [
      'ignore 4',
      'It is not said why 4 is to be ignored. Say it with the reason, which is kept: ignore 4 because …',
    ],
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
    ['state of the leader after a crash?', 'state of the leader after a crash?'],
    ['check the weather', 'check the weather'],
  ])('%j is one', (words, asked) => {
    expect(parseRequest(words, { askable: true })).toEqual({ kind: 'ask', question: asked })
  })

  test.each([
    ['', { kind: 'form' }],
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

describe('a question about a review', () => {
  const finding = (aspect: string, number: number, said: string | null = null) => ({
    about: 'finding',
    aspect,
    number,
    said,
  })
  test.each<[string, object]>([
    ['why is 2 critical?', finding('why', 2, 'critical')],
    ['Why is finding 12 wrong', finding('why', 12)],
    ['tell me why #3 is', { refused: true }],
    ['explain 2', finding('why', 2)],
    ['show the fix for 3', finding('fix', 3)],
    ['Could you show me the fix for number 3, please?', finding('fix', 3)],
    ['how do we fix 3?', finding('fix', 3)],
    ['how does 1 fail', finding('failure', 1)],
    ['show 4', finding('card', 4)],
    ['what did you not read?', { about: 'not-read' }],
    ['What didn’t you read', { about: 'not-read' }],
    ['which files did you skip?', { about: 'not-read' }],
    ['which nodes can write during a partition', { about: 'partition', does: 'write' }],
    ['who can still read in a network split?', { about: 'partition', does: 'read' }],
    ['which side can elect a leader during a netsplit', { about: 'partition', does: 'lead' }],
    ['what happens to writes during a partition', { about: 'partition', does: 'write' }],
    ['what changed since last time', { about: 'changes' }],
    ["what's new since the last review?", { about: 'changes' }],
    [
      'ignore 4 because that cache is per node on purpose',
      { about: 'ignore', number: 4, reason: 'that cache is per node on purpose' },
    ],
    ['Ignore #4: we Know', { about: 'ignore', number: 4, reason: 'we Know' }],
    ['undo', { about: 'undo', number: null }],
    ['undo 4', { about: 'undo', number: 4 }],
    ['review again', { about: 'again' }],
    ['please review it again', { about: 'again' }],
    ['show 5 more', { about: 'more', most: 5 }],
    ['show more', { about: 'more', most: null }],
    ['findings', { about: 'findings' }],
    ['show me all findings', { about: 'findings' }],
    ['checklist', { about: 'checklist' }],
    ['the checklist', { refused: true }],
    ['show the checklist', { about: 'checklist' }],
    ['recommendations', { about: 'recommendations' }],
    ['what do you recommend?', { about: 'recommendations' }],
    ['test plan', { about: 'test-plan' }],
    ['show the architecture', { about: 'architecture' }],
    ['what holds?', { about: 'holds' }],
  ])('%s', (words, asks) => {
    if ('refused' in asks) expect(refused(words).code).toBe('usage')
    else expect(parseRequest(words)).toEqual({ kind: 'follow-up', asks })
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
