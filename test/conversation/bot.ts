import pino from 'pino'
import { onTestFinished } from 'vitest'
import { createConversation } from '../../src/bot/conversation/conversation.ts'
import type { Conversation } from '../../src/bot/conversation/port.ts'
import { writeReviewName } from '../../src/bot/conversation/review-name.ts'
import { plantExamples } from '../../src/bot/web/examples.ts'
import { openJobs } from '../../src/jobs/jobs.ts'
import type { Platform } from '../../src/jobs/platform.ts'
import { createSchedules } from '../../src/jobs/schedules.ts'
import { startSchedules } from '../../src/jobs/schedules-start.ts'
import { createAsk } from '../../src/review/expert/question.ts'
import { review } from '../../src/review/pipeline.ts'
import type { Review } from '../../src/review/request.ts'
import { temporaryFolder } from '../review/checkout/fixtures.ts'
import { scriptedApi } from '../review/expert/api.ts'
import { expertOver } from '../review/expert/cluster.ts'
import { aMemoryStore } from '../store/memory.ts'
import { morning } from './script.ts'

/** What the model does: one finding in the review, and an answer after it has read the code. */
const model = () =>
  scriptedApi([
    {
      calls: [
        [
          'submit_finding',
          {
            rule: 'race-read-modify-write',
            path: 'lib/shop/stock.ex',
            startLine: 7,
            endLine: 7,
            quote: '  def decrement(key, quantity), do: :mnesia.dirty_update_counter(:stock, key, -quantity)',
            severity: 'critical',
            confidence: 75,
            problem: 'Stock is taken without a look at what is left.',
            failureScenario: ['One item is left.', 'Both sides of a cut take it.'],
            impact: 'The same item is sold twice.',
            lookedFor: [
              { guard: 'a transaction', letters: 'mnesia.transaction' },
              { guard: 'a lower bound', letters: null },
            ],
            fix: 'Take stock in one transaction that refuses to go below zero.',
          },
        ],
      ],
    },
    { says: 'Reviewed.' },
    { calls: [['read_lines', { path: 'lib/shop/stock.ex', startLine: 1, endLine: 29 }]] },
    {
      says: 'Both sides go on taking stock:\n\n- `lib/shop/stock.ex:7` takes it without a look at what is left.\n- `lib/shop/stock.ex:28` does nothing when a node is lost.',
    },
  ])

/**
 * The bot as main.ts makes it, on the example `shop`, without a platform yet: the real engine, an expert over a
 * scripted model, a database in memory and a clock that the test moves. All of it is closed when the test ends.
 */
export async function aBot() {
  const store = await aMemoryStore()
  onTestFinished(() => store.close())
  const clock = { now: Date.parse(morning) }
  let posted: (() => void) | undefined
  const wrongs: string[] = []
  const log = pino(
    { level: 'info' },
    {
      write(line: string) {
        const { level, msg } = JSON.parse(line)
        if (level >= 40) wrongs.push(line)
        if (msg === 'a scheduled review was posted') posted?.()
      },
    },
  )
  const jobs = await openJobs({ store, log })
  onTestFinished(() => jobs.stop())
  const sources = await plantExamples('examples', temporaryFolder())
  const repositories = sources.map((source) => ({ name: source.name, source }))
  const expert = expertOver(model())
  const engine: Review = (request, progress, signal) =>
    review(
      { ...request, depth: request.depth ?? 'standard' },
      { clock: () => clock.now, mirrors: null, version: '0.1.0', progress, expert, signal },
    )
  const shared = { review: engine, repositories, clock: () => clock.now, log }
  const answering = createConversation({
    ...shared,
    schedules: createSchedules(store.db, shared.clock),
    jobs,
    ask: createAsk(expert, { mirrors: null, stopping: jobs.stopping }),
  })
  const underWay = new Set<Promise<void>>()
  let arrived: (() => void) | undefined
  function watch(answer: Promise<void>): Promise<void> {
    const over = answer.finally(() => underWay.delete(over))
    underWay.add(over)
    arrived?.()
    return over
  }
  const conversation: Conversation = {
    hear: (heard) => watch(answering.hear(heard)),
    click: (click) => watch(answering.click(click)),
    submit: (submitted) => watch(answering.submit(submitted)),
  }
  let look: () => Promise<void> = () => Promise.reject(new Error('The bot has no platform yet.'))

  return {
    conversation,
    log,
    /** What was logged that should not be. */
    wrongs: wrongs as readonly string[],
    async begin(platform: Platform): Promise<void> {
      await answering.begin([platform])
      const schedules = await startSchedules({
        ...shared,
        db: store.db,
        queues: jobs.queues,
        outbox: jobs.outbox,
        platforms: [platform],
        nameOf: writeReviewName,
        signal: jobs.stopping,
      })
      onTestFinished(() => schedules.stop())
      look = schedules.look
    },
    /** Does what is heard, and resolves when it has arrived and is answered. */
    async answered(act: () => Promise<unknown>): Promise<void> {
      const arrival = new Promise<void>((resolve) => {
        arrived = resolve
      })
      await act()
      await arrival
      while (underWay.size > 0) await Promise.all(underWay)
      await answering.settled()
    },
    async comesTo(instant: string): Promise<void> {
      const report = new Promise<void>((resolve) => {
        posted = resolve
      })
      clock.now = Date.parse(instant)
      await look()
      await report
    },
  }
}
