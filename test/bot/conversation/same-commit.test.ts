import { expect, test } from 'vitest'
import type { Report } from '../../../src/review/report.ts'
import type { Review } from '../../../src/review/request.ts'
import { wordsOf } from '../../workspace/messages.ts'
import { startBot } from '../bot.ts'
import { oneFinding } from '../reviews.ts'

const hour = 3_600_000
/** Milliseconds, on a busy machine. */
const patience = 40_000
const words = 'review lib on main quick'

function aGate() {
  let resolve = () => {}
  const promise = new Promise<void>((open) => {
    resolve = open
  })
  return { promise, resolve: () => resolve() }
}

/** A report of a commit of its own, made by the version that the bot is of. */
function aReport(digit: string): Report {
  const report = oneFinding({ commit: digit.repeat(40), depth: 'quick' })
  return { ...report, tool: { ...report.tool, version: '' } }
}

/** A review that resolves to the report, which may have to wait. */
function reviewsOf(report: Report, until: Promise<unknown> = Promise.resolve()) {
  let made = 0
  const review: Review = async (_request, progress, signal, journal) => {
    await journal?.keep('commit', { commit: report.commit, ref: 'main' })
    progress({ phase: 'fetch', state: 'done', text: 'fetched', commit: report.commit })
    await until
    signal?.throwIfAborted()
    made += 1
    return report
  }
  return { review, made: () => made }
}

test('the same place at the same commit is not reviewed again: its report is given at once', async () => {
  const { review, made } = reviewsOf(aReport('a'))
  const gate = aGate()
  const bot = await startBot({ review, remember: hour })
  await bot.workspace.command('ana', words)
  await bot.idle()
  const again = reviewsOf(aReport('a'), gate.promise)
  await bot.restart({ review: again.review })
  await bot.workspace.command('ben', words)
  await bot.idle()
  gate.resolve()
  expect([made(), again.made()]).toEqual([1, 0])
  const threads = await Promise.all(
    (await bot.workspace.timeline()).map(async ({ ts }) => (await bot.workspace.messages(ts)).map(wordsOf)),
  )
  expect(threads.map((thread) => thread.length)).toEqual([3, 3])
  const since = 'Since 3 November 2026: 0 new, 0 fixed, 1 still open.\n'
  const second = threads[1]?.slice(1).map((words) => words.replace(since, ''))
  expect([threads[1]?.[1]?.includes(since), second]).toEqual([true, threads[0]?.slice(1)])
})

test('the same that is under way in the channel: the second is pointed to its thread', async () => {
  const gate = aGate()
  const { review, made } = reviewsOf(aReport('b'), gate.promise)
  const bot = await startBot({ review, remember: hour })
  const { workspace } = bot
  await workspace.command('ana', words)
  const reads = async () => (await workspace.timeline()).map(wordsOf)
  await workspace.waitFor(
    'the first commit',
    async () => (await reads())[0]?.includes('✓ fetched') === true,
    patience,
  )
  await workspace.command('ben', words)
  await workspace.waitFor(
    'the second',
    async () => (await reads())[1]?.includes('Already reviewing') === true,
    patience,
  )
  gate.resolve()
  await bot.idle()
  expect(made()).toBe(1)
  const [first, second] = await workspace.timeline()
  expect(second && wordsOf(second)).toMatch(
    /^distreview Already reviewing `lib` of shop at `main` \(bbbbbbb\) for ben\.\nThe same was asked for before and is under way; the answer comes there\.\n<To that thread\|https:/,
  )
  expect(JSON.stringify(second?.blocks)).toContain(`p${first?.ts.replace('.', '')}`)
  expect(await workspace.messages(second?.ts ?? '')).toHaveLength(1)
  expect(await workspace.messages(first?.ts ?? '')).toHaveLength(3)
})

test('what was not asked for within the time is reviewed again', async () => {
  const { review, made } = reviewsOf(aReport('c'))
  const bot = await startBot({ review, remember: 0 })
  await bot.workspace.command('ana', words)
  await bot.idle()
  await bot.workspace.command('ana', words)
  await bot.idle()
  expect(made()).toBe(2)
})
