import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Review } from '../../../src/review/request.ts'
import { findings, reviews } from '../../../src/store/schema.ts'
import { memoryStore } from '../../store/memory.ts'
import { wordsOf } from '../../workspace/messages.ts'
import { depot, startBot } from '../bot.ts'
import { commit, oneFinding, reviewOf } from '../reviews.ts'

type Bot = Awaited<ReturnType<typeof startBot>>
const words = 'review lib/cluster, src on main'

/** A review that fetches and then goes on until its process stops. */
const endless: Review = (_request, progress, signal) => {
  progress({ phase: 'fetch', state: 'done', text: 'fetched by the first', commit })
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}

/** The first line of each message of each thread of the channel, and the last of its first message. */
async function threads({ workspace }: Bot) {
  const parents = await workspace.timeline()
  const read = await Promise.all(parents.map(({ ts }) => workspace.messages(ts)))
  return read.map((messages) => ({
    lines: messages.map((message) => wordsOf(message).split('\n')[0]),
    note: messages[0] && wordsOf(messages[0]).replace('\n[Cancel]', '').split('\n').at(-1),
  }))
}

const answered = [
  'distreview Reviewed `lib/cluster, src` of shop at `main` (3f2a91c) for ana.',
  '1 critical in lib/cluster, src',
  '1 · Critical · Both sides of a cut have a majority of what they can see',
]
const headline =
  '1 critical in lib/cluster, src. Start with 1: Both sides of a cut have a majority of what they can see.'
const over = (bot: Bot) => async () =>
  (await threads(bot)).every(({ lines }) => lines[0]?.includes('Reviewed'))

test('a review under way where the process stops is started again by the next, in the same thread, which says so', async () => {
  const bot = await startBot({ review: endless })
  await bot.workspace.command('ana', words)
  await bot.workspace.waitFor('the first step', async () => {
    const [thread] = await threads(bot)
    return thread?.note === '✓ fetched by the first'
  })
  const review = reviewOf(oneFinding())
  await bot.restart({ review })
  await bot.workspace.waitFor('the answer', over(bot))
  await bot.idle()
  expect(await threads(bot)).toEqual([
    { lines: answered, note: `${headline} Started again after a restart.` },
  ])
  expect(review.requests).toHaveLength(1)
  expect(bot.logged.map(({ msg }) => msg)).toEqual(['reviewed'])
})

test('a finished review whose answer could not be posted is answered by the next process, and not made again', async () => {
  const bot = await startBot({ review: reviewOf(oneFinding()) })
  const { workspace } = bot
  await workspace.command('ana', 'help')
  await bot.idle()
  let reviewed = false
  await bot.restart({
    review: async (request, progress, signal) => {
      reviewed = true
      workspace.fail('chat.postMessage', 1)
      return reviewOf(oneFinding())(request, progress, signal)
    },
  })
  await workspace.command('ana', words)
  await workspace.waitFor('the failure', () => {
    const posts = workspace.asked.filter(({ method }) => method === 'chat.postMessage')
    return reviewed && posts.length === 2
  })
  const unused: Review = () => Promise.reject(new Error('It was not to be made again.'))
  await bot.restart({ review: unused })
  await workspace.waitFor('the answer', over(bot))
  await bot.idle()
  expect(await threads(bot)).toEqual([{ lines: answered, note: `${headline} Went on after a restart.` }])
})

test('an answer that landed and whose acknowledgement was lost is there once', async () => {
  const bot = await startBot({ review: reviewOf(oneFinding()) })
  // The first message, and then the first of the answer.
  bot.workspace.lose('chat.postMessage', 2)
  await bot.workspace.command('ana', words)
  await bot.idle()
  expect(await threads(bot)).toEqual([{ lines: answered, note: headline }])
  const retried = 'A post may have failed; it is looked for and tried again.'
  expect(bot.logged.filter(({ msg }) => msg === retried)).toHaveLength(2)
})

test('D3: a mention that is delivered again after a restart is answered once, whatever its event id', async () => {
  const review = reviewOf(oneFinding())
  const bot = await startBot({ review })
  const mention = await bot.workspace.mention('ana', words)
  await bot.idle()
  await bot.restart()
  expect(await mention.again(1)).toMatchObject({ status: 200 })
  expect(await mention.underNewId()).toMatchObject({ status: 200 })
  await bot.idle()
  expect(await bot.workspace.messages(mention.ts)).toHaveLength(4)
  expect(review.requests).toHaveLength(1)
})

test('a repository that is gone after a restart is said to whoever asked', async () => {
  const bot = await startBot({ review: endless })
  await bot.workspace.command('ana', words)
  await bot.workspace.waitFor(
    'the first step',
    async () => (await threads(bot))[0]?.note === '✓ fetched by the first',
  )
  await bot.restart({ review: endless, repositories: [depot] })
  await bot.workspace.waitFor('the sentence', () => bot.workspace.whispers.length > 0)
  expect(bot.workspace.whispered('ana')).toEqual(['No repository "shop" is connected.\nConnected: depot.'])
})

test('a finished review is kept whole, with its findings by both fingerprints', async () => {
  const report = oneFinding({ commit: 'c0ffee00'.repeat(5) })
  const bot = await startBot({ review: reviewOf(report) })
  await bot.workspace.command('ana', words)
  await bot.idle()
  const { db } = await memoryStore()
  const [kept, ...others] = await db
    .select()
    .from(reviews)
    .where(eq(reviews.commit, 'c0ffee00'.repeat(5)))
  if (!kept) throw new Error('Nothing was kept.')
  expect(others).toEqual([])
  expect(JSON.stringify(kept.report)).toBe(JSON.stringify(report))
  const { repository, paths, ref, schedule, request, id } = kept
  expect({ repository, paths, ref, schedule, request }).toEqual({
    repository: 'shop',
    paths: ['lib/cluster', 'src'],
    ref: 'main',
    schedule: null,
    request: id,
  })
  const [finding] = report.findings
  if (!finding) throw new Error('There is no finding.')
  expect(await db.select().from(findings).where(eq(findings.review, id))).toEqual([
    {
      review: id,
      position: 0,
      rule: finding.rule,
      severity: finding.severity,
      title: finding.title,
      path: finding.locations[0]?.path,
      posted: finding.posted,
      fingerprint: finding.fingerprint,
      symbolFingerprint: finding.symbolFingerprint,
    },
  ])
})
