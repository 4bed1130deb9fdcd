import { expect, test } from 'vitest'
import type { Review } from '../../../src/review/request.ts'
import { depot, shop, startBot } from '../bot.ts'
import { oneFinding, reviewOf } from '../reviews.ts'

const unused: Review = () => Promise.reject(new Error('Nothing is reviewed here.'))

/** What was asked of the review, as far as a form says it. */
const asked = (review: ReturnType<typeof reviewOf>) =>
  review.requests.map(({ source, paths, ref, depth }) => ({ source, paths, ref, depth }))

test('the shortcut opens the form anywhere; sent without a channel, it is answered in a direct message', async () => {
  const review = reviewOf(oneFinding())
  const { workspace, idle } = await startBot({ review })
  expect(await workspace.shortcut('ana', 'review')).toMatchObject({ status: 200, body: '' })
  await idle()
  expect(workspace.formReads('ana')?.split('\n').slice(-2)).toEqual([
    'Where the answer goes: – (a conversation) Left empty, to a direct message from distreview.',
    '[Review]',
  ])
  await workspace.submit('ana', { Paths: 'lib/cluster', 'Branch, tag or commit': 'main' })
  await idle()
  expect(asked(review)).toEqual([
    { source: shop.source, paths: ['lib/cluster'], ref: 'main', depth: 'standard' },
  ])
  const { channel } = await workspace.direct('ana', 'help')
  await idle()
  const [parent] = await workspace.timeline({ channel })
  expect(parent?.text).toBe('Reviewed lib/cluster of shop.')
  expect(await workspace.timeline()).toEqual([])
})

test('the form sent with a channel is answered in that channel', async () => {
  const { workspace, idle } = await startBot({ review: reviewOf(oneFinding()) })
  await workspace.shortcut('ana', 'review')
  await idle()
  await workspace.submit('ana', { Paths: 'lib', 'Where the answer goes': workspace.channel })
  await idle()
  expect((await workspace.timeline()).map(({ text }) => text)).toEqual(['Reviewed lib of shop.'])
})

test.each([
  [
    'a link to a folder at a branch',
    'look at <https://git.example/acme/depot/tree/release/lib/stock|this>, please',
    { Repository: 'depot', Paths: 'lib/stock', ref: 'release' },
  ],
  [
    'paths in the words',
    'the lock in lib/shop/lock.ex:34 and src/lease.erl and/or the docs are at fault',
    { Repository: 'shop', Paths: 'lib/shop/lock.ex src/lease.erl', ref: '–' },
  ],
  ['the name of a repository', 'is depot safe to deploy?', { Repository: 'depot', Paths: '–', ref: '–' }],
  [
    'a link to what is not connected',
    'see <https://git.example/acme/other/tree/main/lib>',
    { Repository: 'shop', Paths: '–', ref: '–' },
  ],
])('Review this fills the form in from %s, and is answered in its thread', async (_what, words, filled) => {
  const review = reviewOf(oneFinding())
  const { workspace, idle } = await startBot({ review })
  const ts = await workspace.says('ben', words)
  const [message] = await workspace.timeline()
  if (!message) throw new Error('Nothing was said.')
  await workspace.messageShortcut('ana', 'review-this', message)
  await idle()
  const fields = (workspace.formReads('ana') ?? '').split('\n')
  const filledIn = (label: string) =>
    fields
      .find((field) => field.startsWith(`${label}: `))
      ?.slice(label.length + 2)
      .split(' (')[0]
  expect({
    Repository: filledIn('Repository'),
    Paths: filledIn('Paths'),
    ref: filledIn('Branch, tag or commit'),
  }).toEqual(filled)
  await workspace.submit('ana', {})
  await idle()
  expect(await workspace.timeline()).toHaveLength(1)
  expect((await workspace.messages(ts))[1]?.text).toMatch(/^Reviewed /)
  expect(review.requests).toHaveLength(1)
})

test('without a repository the shortcut says in a direct message what can be done', async () => {
  const { workspace, idle } = await startBot({ review: unused, repositories: [] })
  await workspace.shortcut('ana', 'review')
  await idle()
  const { channel } = await workspace.direct('ana', 'thanks a lot')
  const [said] = await workspace.timeline({ channel })
  expect(said?.text).toBe('What distreview understands.')
})

test('direct messages are answered in their thread, with a title and a status', async () => {
  const { workspace, idle } = await startBot({ review: unused })
  const { ts, channel } = await workspace.direct('ana', 'help')
  await idle()
  expect((await workspace.messages(ts, { channel }))[1]?.text).toBe('What distreview understands.')
  expect(workspace.beside).toEqual([
    { kind: 'status', channel, thread: ts, words: ['is on it…'] },
    { kind: 'title', channel, thread: ts, words: ['help'] },
  ])
})

test('a message that Slack delivers as a mention and as a message, or twice, is answered once', async () => {
  const { workspace, idle } = await startBot({ review: unused })
  const direct = await workspace.direct('ana', 'help')
  await direct.again()
  await idle()
  expect(await workspace.messages(direct.ts, { channel: direct.channel })).toHaveLength(2)
  const root = await workspace.says('ben', 'what can it do?')
  const mention = await workspace.mention('ana', 'help', { thread: root })
  await workspace.event({
    type: 'message',
    channel: workspace.channel,
    channel_type: 'channel',
    user: workspace.personId('ana'),
    text: `<@${workspace.personId('distreview')}> help`,
    ts: mention.ts,
    thread_ts: root,
  })
  await idle()
  expect(await workspace.messages(root)).toHaveLength(3)
})

test('bots, edits and what is said outside threads get no answer', async () => {
  const { workspace, idle } = await startBot({ review: unused })
  const said = { type: 'message', channel: workspace.channel, text: 'help', ts: '5.1' }
  const ben = workspace.personId('ben')
  await workspace.event({ ...said, channel_type: 'channel', user: ben })
  await workspace.event({ ...said, channel_type: 'im', user: ben, bot_id: 'B0OTHER' })
  await workspace.event({ ...said, channel_type: 'im', user: workspace.personId('distreview') })
  await workspace.event({ ...said, channel_type: 'im', subtype: 'message_changed' })
  await workspace.event({ ...said, channel_type: 'im', subtype: 'channel_join', user: ben })
  await idle()
  expect(workspace.asked.map(({ method }) => method)).toEqual(['auth.test'])
})

test('a reply in its own thread that asks for something certain is answered, other talk is not', async () => {
  const { workspace, idle } = await startBot({ review: reviewOf(oneFinding()) })
  await workspace.command('ana', 'review lib/cluster on main')
  await idle()
  const thread = (await workspace.timeline())[0]?.ts ?? ''
  const before = (await workspace.messages(thread)).length
  await workspace.replies('ben', thread, 'I think we should have lunch first')
  await idle()
  expect(await workspace.messages(thread)).toHaveLength(before + 1)
  await workspace.replies('ben', thread, 'why is 1 critical?')
  await idle()
  expect(await workspace.messages(thread)).toHaveLength(before + 3)
})

test('beside an empty conversation stands what may be asked, each of which is understood', async () => {
  const { workspace, idle, logged } = await startBot({ review: unused })
  await workspace.opensHome('ana', 'messages')
  await workspace.startsThread('ben')
  await idle()
  const words = [
    'What can you do?: help',
    'Review a repository: review .',
    'Which mechanism fits?: evaluate',
    'What if nodes fail?: what if 2 of 5 nodes fail',
  ]
  expect(workspace.beside.map((each) => [each.kind, each.thread === null, each.words])).toEqual([
    ['prompts', true, words],
    ['prompts', false, words],
  ])
  expect(logged).toEqual([])
})

test('while a review is under way its thread says so beside its messages, and nothing when it is over', async () => {
  const { workspace, idle } = await startBot({
    review: async (request, progress, signal, journal) => {
      progress({ phase: 'fetch', state: 'under-way', text: 'fetching main' })
      return reviewOf(oneFinding())(request, progress, signal, journal)
    },
  })
  await workspace.command('ana', 'review lib')
  await idle()
  const thread = (await workspace.timeline())[0]?.ts
  await workspace.waitFor('the end', () => workspace.beside.at(-1)?.words[0] === '')
  const statuses = workspace.beside.filter(({ kind }) => kind === 'status')
  expect(new Set(statuses.map((each) => each.thread))).toEqual(new Set([thread]))
  expect(statuses[0]?.words).toEqual(['is reviewing: fetching main…'])
  expect(statuses.at(-1)?.words).toEqual([''])
})

test('after a crash the status that the dead process left is taken away', async () => {
  const review = reviewOf(oneFinding())
  const { workspace, idle, restart } = await startBot({
    review: (_request, progress, signal) => {
      progress({ phase: 'fetch', state: 'under-way', text: 'fetching main' })
      return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
    },
    repositories: [shop, depot],
  })
  await workspace.command('ana', 'review lib')
  await workspace.waitFor('a status', () => workspace.beside.some(({ kind }) => kind === 'status'))
  await restart({ review })
  await workspace.waitFor('the end', () => workspace.beside.at(-1)?.words[0] === '')
  await idle()
  expect(workspace.beside.at(-1)).toMatchObject({ kind: 'status', words: [''] })
})
