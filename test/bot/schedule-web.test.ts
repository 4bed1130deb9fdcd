import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { createConversation } from '../../src/bot/conversation/conversation.ts'
import { writeReviewName } from '../../src/bot/conversation/review-name.ts'
import type { Said } from '../../src/bot/web/wire.ts'
import { openJobs } from '../../src/jobs/jobs.ts'
import { createSchedules } from '../../src/jobs/schedules.ts'
import { startSchedules } from '../../src/jobs/schedules-start.ts'
import { memoryStore } from '../store/memory.ts'
import { type Block, wordsOf } from '../workspace/messages.ts'
import { shop } from './bot.ts'
import { oneFinding, reviewOf } from './reviews.ts'
import { aWeb, visit } from './web/visitor.ts'

const reads = ({ text, blocks }: Said) => wordsOf({ text, blocks: blocks as Block[] })

test('in the web chat a schedule is made, listed and reported in a thread of its own, and ended', async () => {
  const clock = { now: Date.parse('2025-06-24T10:00Z') }
  const log = pino({ level: 'silent' })
  const store = await memoryStore()
  const jobs = await openJobs({ store, log, name: 'requests-of-the-page' })
  onTestFinished(() => jobs.stop())
  const shared = { repositories: [shop], review: reviewOf(oneFinding()), clock: () => clock.now, log }
  const schedules = createSchedules(store.db, shared.clock)
  const conversation = createConversation({ ...shared, schedules, jobs })
  const web = await aWeb({ conversation, repositories: ['shop'] })
  await conversation.begin([web.platform])
  const due = await startSchedules({
    ...shared,
    db: store.db,
    queues: jobs.queues,
    outbox: jobs.outbox,
    platforms: [web.platform],
    nameOf: writeReviewName,
    signal: jobs.stopping,
  })
  onTestFinished(() => due.stop())
  const visitor = await visit(web)
  const events = await visitor.events()
  /** What is said after these words, in the order in which it arrives, without the words themselves. */
  const answers = async (words: string, count: number) => {
    await visitor.say(words)
    return (await events.next(count + 1)).slice(1)
  }

  const [made] = await answers('schedule weekly for lib', 1)
  const number = /^Schedule (\d+)/.exec(made ? reads(made) : '')?.[1]
  expect(
    made && reads(made),
  ).toBe(`Schedule ${number}: \`lib\` of shop is reviewed every Tuesday, at 09:00 UTC.
First run: 1 July 2025, 09:00 UTC. Its report comes in this channel.
To end it: \`unschedule ${number}\``)
  const [listed] = await answers('schedules', 1)
  expect(listed && reads(listed)).toBe(`One schedule in this channel
- ${number} · weekly · \`lib\` of shop · next 1 July 2025, 09:00 UTC
To end one: \`unschedule\` and its number.`)

  clock.now = Date.parse('2025-07-01T09:00Z')
  await due.look()
  const report = await events.next(5)
  const [parent, ...thread] = report
  expect(parent && [parent.thread, reads(parent)]).toEqual([
    null,
    'Weekly review of `lib` of shop.\nFirst review: 1 critical.',
  ])
  expect(thread.map((said) => [said.thread === parent?.id, reads(said).split('\n')[0]])).toEqual([
    [true, '1 critical in lib/cluster, src'],
    [true, 'Checklist: 3 of 13 met'],
    [true, '1 · Critical · Both sides of a cut have a majority of what they can see'],
    [true, `Next run of schedule ${number}: 8 July 2025, 09:00 UTC.`],
  ])

  const [ended] = await answers(`unschedule ${number}`, 1)
  expect(ended && reads(ended)).toBe(
    `Schedule ${number} has ended: \`lib\` of shop is not reviewed every Tuesday, at 09:00 UTC, any more.`,
  )
})
