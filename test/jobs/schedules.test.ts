import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { nextRun, periods } from '../../src/jobs/calendar.ts'
import { openQueues } from '../../src/jobs/queues.ts'
import { startSchedules } from '../../src/jobs/schedules-start.ts'
import type { Review } from '../../src/review/request.ts'
import { shop } from '../bot/bot.ts'
import { oneFinding, reviewOf } from '../bot/reviews.ts'
import { aChannel } from './channel.ts'
import { aProcess, openDatabase } from './process.ts'

let database: Awaited<ReturnType<typeof openDatabase>>
beforeAll(async () => {
  database = await openDatabase()
})
beforeEach(() => database.empty())
afterAll(() => database.close())

const hour = 3_600_000
const utc = (text: string) => Date.parse(`${text}Z`)
const ana = { id: 'U1', name: 'ana' }
const asked = { platform: 'slack', place: { channel: 'C1', thread: null }, person: ana } as const

test('over a year in two time zones, with restarts and down times, each due run is made exactly once', async () => {
  let now = utc('2026-12-05T12:00')
  const end = utc('2028-01-01T00:00')
  const channel = aChannel()
  const start = () =>
    aProcess(database, {
      review: reviewOf(oneFinding()),
      repositories: [shop],
      channels: [channel],
      clock: () => now,
    })
  let running = start()
  const made = []
  // Times that the changes of summer time leave out or show twice.
  for (const [zone, at] of [
    ['Europe/Berlin', '02:30'],
    ['America/New_York', '01:30'],
  ] as const) {
    for (const every of periods) {
      // A Sunday, on which clocks change.
      const wanted = { every, at, zone, repository: 'shop', paths: [], ref: null }
      now = utc('2026-12-06T12:00')
      made.push(await running.schedules.add({ ...wanted, paths: ['lib'] }, asked))
    }
  }

  const down: readonly (readonly [number, number])[] = [
    [utc('2027-03-13T00:00'), utc('2027-03-30T12:00')],
    [utc('2027-06-30T00:00'), utc('2027-07-02T15:00')],
    [utc('2027-10-31T00:20'), utc('2027-11-09T05:00')],
  ]
  const ran: { schedule: number; due: number; missed: number; at: number }[] = []
  const record = (from: number) => {
    for (const { msg, ...job } of running.logged.slice(from) as unknown as ((typeof ran)[number] & {
      msg: string
    })[]) {
      if (msg === 'a scheduled review was posted')
        ran.push({ schedule: job.schedule, due: job.due, missed: job.missed, at: now })
    }
  }
  for (let step = 0; now < end; step += 1) {
    now += (2 + ((step * 7) % 21)) * hour
    const gap = down.find(([from, until]) => from <= now && now < until)
    if (gap) now = gap[1]
    const from = running.logged.length
    const queued = await running.tick()
    if (queued > 0 && step % 2 === 0) {
      // It dies between queueing and running, and another process goes on.
      running = start()
      await running.work()
      record(0)
    } else {
      await running.work()
      record(from)
    }
  }

  for (const schedule of made) {
    const dates: number[] = []
    for (let date = nextRun(schedule, schedule.created); date <= now; date = nextRun(schedule, date))
      dates.push(date)
    const own = ran.filter((run) => run.schedule === schedule.number)
    const covered = own.flatMap(({ due, missed }) => {
      const first = dates.indexOf(due)
      return dates.slice(first, first + 1 + missed)
    })
    expect(covered).toEqual(dates)
    for (const { due, at, missed } of own) {
      const wasDown = down.some(([from, until]) => from <= due && due < until)
      expect(at - due <= 22 * hour || wasDown).toBe(true)
      expect(missed === 0 || wasDown).toBe(true)
    }
  }
  // Two messages a run, each under a key of its own.
  const keys = channel.messages.map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys.length).toBe(2 * ran.length)
})

describe('a run', () => {
  const wanted = {
    every: 'weekly',
    at: '09:00',
    zone: 'UTC',
    repository: 'shop',
    paths: ['lib'],
    ref: null,
  } as const

  /** Two processes on one database, which share the clock and the channel. */
  async function two(first: Review = reviewOf(oneFinding()), repositories = [shop]) {
    const clock = { now: utc('2025-06-24T10:00') }
    const channel = aChannel()
    const shared = { repositories, channels: [channel], clock: () => clock.now }
    const one = aProcess(database, { ...shared, review: first })
    const other = aProcess(database, { ...shared, review: reviewOf(oneFinding()) })
    const schedule = await one.schedules.add(wanted, asked)
    clock.now = utc('2025-07-01T09:00')
    return { one, other, clock, channel, schedule }
  }

  test('is queued once by processes that look at the same moment', async () => {
    const { one, other, channel } = await two()
    const queued = await Promise.all([one.tick(), other.tick(), one.tick()])
    expect(queued.reduce((sum, each) => sum + each, 0)).toBe(1)
    expect([await one.work(), await other.work()]).toEqual([1, 0])
    expect(channel.messages).toHaveLength(2)
  })

  test('that was cut short between its posts is gone on with, without a second review or a second post', async () => {
    const review = reviewOf(oneFinding())
    const { one, other, channel } = await two(review)
    await one.tick()
    channel.loseAnswer(2)
    await expect(one.work()).rejects.toThrow('The process died.')
    expect(await other.work()).toBe(1)
    expect(channel.messages.map(({ thread }) => thread)).toEqual([null, 'm1'])
    expect(review.requests).toHaveLength(1)
  })

  test('that is under way when the process stops is left for the next one, which says nothing of it', async () => {
    const { one, other, channel } = await two(async () => {
      one.stopping.abort(new Error('distreview was stopped'))
      throw new Error('aborted')
    })
    await one.tick()
    await expect(one.work()).rejects.toThrow('distreview was stopped')
    expect(channel.messages).toEqual([])
    expect(await other.work()).toBe(1)
    expect(channel.messages[0]?.words).toBe('Weekly review of lib of shop.\nFirst review: 1 critical.')
  })

  test('of a schedule that has ended is not made', async () => {
    const { one, schedule, channel } = await two()
    await one.tick()
    await one.schedules.end('slack', 'C1', schedule.number)
    await one.work()
    expect(channel.messages).toEqual([])
  })

  test('waits for its platform, and is made late when that is back', async () => {
    const { one, other, clock, channel } = await two()
    const elsewhere = aProcess(database, {
      review: reviewOf(oneFinding()),
      repositories: [shop],
      channels: [aChannel('web')],
      clock: () => clock.now,
    })
    expect(await elsewhere.tick()).toBe(0)
    clock.now += 3 * 24 * hour
    expect(await one.tick()).toBe(1)
    await other.work()
    expect(channel.messages[0]?.words).toContain(
      'Due on 1 July 2025, 09:00 UTC, run late, on 4 July 2025, 09:00 UTC.',
    )
  })

  test.each([
    [
      'a repository that is not connected any more',
      reviewOf(oneFinding()),
      [],
      (number: number) => `The repository "shop" is not connected any more.
Whoever runs distreview connects it in REPOSITORIES; to end the schedule, say: unschedule ${number}.`,
      [],
    ],
    [
      'a defect, which is logged whole',
      (() => Promise.reject(new TypeError('undefined is not a token'))) as Review,
      [shop],
      () => `It could not be finished; the reason is in the log of distreview.
Ask for the review by hand, and tell whoever runs it if that does not help.`,
      ['undefined is not a token'],
    ],
  ])('is answered in a sentence by %s', async (_, review, repositories, sentence, errors) => {
    const { one, channel, schedule } = await two(review, repositories)
    await one.tick()
    await one.work()
    expect(channel.messages.map(({ words }) => words)).toEqual([
      `Weekly review of lib of shop could not be made.
${sentence(schedule.number)}
Next run of schedule ${schedule.number}: 8 July 2025, 09:00 UTC.`,
    ])
    expect(one.logged.flatMap(({ err }) => (err ? [err.message] : []))).toEqual(errors)
  })
})

test('running, they look at once and every minute, and what is due is in the channel soon after', async () => {
  const clock = { now: utc('2025-06-24T10:00') }
  const channel = aChannel()
  const running = aProcess(database, {
    review: reviewOf(oneFinding()),
    repositories: [shop],
    channels: [channel],
    clock: () => clock.now,
  })
  await running.schedules.add(
    { every: 'weekly', at: '09:00', zone: 'UTC', repository: 'shop', paths: [], ref: null },
    asked,
  )
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const queues = await openQueues({
    store: database.store,
    log: running.options.log,
    signal: running.stopping.signal,
  })
  onTestFinished(() => queues.stop())
  const schedules = await startSchedules({ ...running.options, queues })
  expect(channel.messages).toEqual([])
  const posted = channel.posted(2)
  clock.now = utc('2025-07-01T09:00')
  await vi.advanceTimersByTimeAsync(60_000)
  await posted
  await schedules.stop()
  expect(channel.messages.map(({ thread }) => thread)).toEqual([null, 'm1'])
})
