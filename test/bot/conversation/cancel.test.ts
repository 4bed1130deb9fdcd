import { expect, test } from 'vitest'
import type { Review } from '../../../src/review/request.ts'
import { buttonsOf, wordsOf } from '../../workspace/messages.ts'
import { startBot } from '../bot.ts'
import { commit, oneFinding, reviewOf } from '../reviews.ts'

type Bot = Awaited<ReturnType<typeof startBot>>

/** A review that fetches and then goes on until somebody ends it. */
function endless() {
  const ended: unknown[] = []
  const review: Review = (_request, progress, signal) => {
    progress({ phase: 'fetch', state: 'done', text: 'fetched', commit })
    progress({ phase: 'read', state: 'under-way', text: 'reading' })
    return new Promise((_, reject) => {
      signal?.addEventListener('abort', () => {
        ended.push(signal.reason)
        reject(signal.reason)
      })
    })
  }
  return { review, ended }
}

async function parents({ workspace }: Bot): Promise<string[]> {
  return (await workspace.timeline()).map(wordsOf)
}
const reading = (bot: Bot) => async () => (await parents(bot)).some((words) => words.includes('◌ reading'))

const cancelled = `distreview Cancelled the review of \`lib\` of shop (3f2a91c) for ana.
✓ fetched
Cancelled by ben.`

test('D7: the button Cancel ends the review under way, and its thread says by whom', async () => {
  const { review, ended } = endless()
  const bot = await startBot({ review })
  await bot.workspace.command('ana', 'review lib')
  await bot.workspace.waitFor('the reading', reading(bot), 40_000)
  const [parent] = await bot.workspace.timeline()
  if (!parent) throw new Error('There is no first message.')
  await bot.workspace.press('ben', parent, 'Cancel')
  await bot.idle()
  expect(ended).toHaveLength(1)
  expect(await parents(bot)).toEqual([cancelled])
  expect(await bot.workspace.messages(parent.ts)).toHaveLength(1)
  await bot.workspace.pressed('ben', parent, buttonsOf(parent)[0]?.element ?? {})
  await bot.idle()
  expect(bot.workspace.whispered('ben')).toEqual(['That review is over.'])
})

test('D7: cancel said in a thread ends its review; where there is none a sentence says so', async () => {
  const { review } = endless()
  const bot = await startBot({ review })
  await bot.workspace.command('ana', 'review lib')
  await bot.workspace.waitFor('the reading', reading(bot), 40_000)
  const [parent] = await bot.workspace.timeline()
  await bot.workspace.command('ben', 'cancel')
  await bot.workspace.mention('ben', 'cancel', { thread: parent?.ts ?? '' })
  await bot.idle()
  expect(bot.workspace.whispered('ben')).toEqual(['You have no review under way in this channel.'])
  const thread = await bot.workspace.messages(parent?.ts ?? '')
  // The display name of whoever mentions us is not told to us.
  expect(thread.slice(0, 1).map(wordsOf).join()).toContain('Cancelled the review of')
  expect(thread.map(wordsOf).at(-1)).toBe('It is cancelled; its first message says so.')
})

test('D8: the button Try again begins a review that failed three times once more, in its thread', async () => {
  let failures = 0
  const good = reviewOf(oneFinding())
  const bot = await startBot({
    review: (request, progress, signal) => {
      failures += 1
      if (failures <= 3) throw new TypeError('undefined is not a token')
      return good(request, progress, signal)
    },
  })
  await bot.workspace.command('ana', 'review lib on main')
  await bot.idle()
  const [parent] = await bot.workspace.timeline()
  const failure = (await bot.workspace.messages(parent?.ts ?? ''))[1]
  if (!parent || !failure) throw new Error('The failure was not said.')
  await bot.workspace.press('ana', failure, 'Try again')
  await bot.idle()
  const thread = await bot.workspace.messages(parent.ts)
  expect(thread.map((message) => wordsOf(message).split('\n')[0])).toEqual([
    'distreview Reviewed `lib` of shop at `main` (3f2a91c) for ana.',
    'The review failed 3 times and is not tried again by itself.',
    '1 critical in lib/cluster, src',
    '1 · Critical · Both sides of a cut have a majority of what they can see',
  ])
  await bot.workspace.press('ana', failure, 'Try again')
  await bot.idle()
  expect(bot.workspace.whispered('ana')).toEqual(['That review is answered in its thread.'])
})
