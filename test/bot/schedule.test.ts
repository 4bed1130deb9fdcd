import { describe, expect, onTestFinished, test } from 'vitest'
import { writeReviewName } from '../../src/bot/conversation/review-name.ts'
import type { Outbox } from '../../src/jobs/outbox.ts'
import { startSchedules } from '../../src/jobs/schedules-start.ts'
import type { Review } from '../../src/review/request.ts'
import { wordsOf } from '../workspace/messages.ts'
import { startBot } from './bot.ts'
import { engine, shop as realShop } from './engine/repositories.ts'

const unused: Review = () => Promise.reject(new Error('Nothing is reviewed here.'))
const tuesday = Date.parse('2025-06-24T10:00Z')

const aBot = () => startBot({ review: unused, clock: () => tuesday })

/** The number in `Schedule 3: …`. */
const numberIn = (words: string | undefined) => Number(/^Schedule (\d+)/.exec(words ?? '')?.[1])

test('a command makes a schedule that the channel sees, lists it, and ends it', async () => {
  const { workspace, idle, logged } = await aBot()
  const say = async (words: string) => {
    await workspace.command('ana', words)
    await idle()
  }
  await say('schedule quarterly at 9:00 europe/berlin for lib/cluster on main')
  const [made] = await workspace.timeline()
  const number = numberIn(made && wordsOf(made))
  expect(made && wordsOf(made)).toBe(
    `Schedule ${number}: \`lib/cluster\` of shop at \`main\` is reviewed on the first day of January, April, July and October, at 09:00 Europe/Berlin.
First run: 1 July 2025, 09:00 Europe/Berlin. Its report comes in this channel.
To end it: \`unschedule ${number}\``,
  )
  await say('schedule weekly for . of depot')
  await say('schedules')
  expect(workspace.whispered('ana')).toEqual([
    `2 schedules in this channel
- ${number} · quarterly · \`lib/cluster\` of shop at \`main\` · next 1 July 2025, 09:00 Europe/Berlin
- ${number + 1} · weekly · \`depot\` · next 1 July 2025, 09:00 UTC
To end one: \`unschedule\` and its number.`,
  ])
  await say(`unschedule ${number}`)
  await say(`unschedule ${number + 1}`)
  const ended = (await workspace.timeline()).slice(2).map(wordsOf)
  expect(ended).toEqual([
    `Schedule ${number} has ended: \`lib/cluster\` of shop at \`main\` is not reviewed on the first day of January, April, July and October, at 09:00 Europe/Berlin, any more.`,
    `Schedule ${number + 1} has ended: \`depot\` is not reviewed every Tuesday, at 09:00 UTC, any more.`,
  ])
  await say('schedules')
  expect(workspace.whispered('ana').at(-1)).toBe(`No schedule reports in this channel.
Make one: \`schedule quarterly at 09:00 Europe/Berlin for lib/cluster\``)
  expect(logged).toEqual([])
})

test('a mention makes one in its thread, at 09:00 UTC where nothing else is said', async () => {
  const { workspace, idle } = await aBot()
  const { ts } = await workspace.mention('ben', 'schedule monthly for lib, src')
  await idle()
  const [, answer] = (await workspace.messages(ts)).map(wordsOf)
  const number = numberIn(answer)
  expect(
    answer,
  ).toBe(`Schedule ${number}: \`lib, src\` of shop is reviewed every month on day 24, at 09:00 UTC.
First run: 24 July 2025, 09:00 UTC. Its report comes in this channel.
To end it: \`unschedule ${number}\``)
  await workspace.mention('ben', `unschedule ${number}`)
  await idle()
})

describe('what cannot be agreed is one sentence to the person, and nothing is kept', () => {
  test.each([
    [
      'schedule weekly for lib of shp',
      'No repository "shp" is connected.\nDid you mean shop? Connected: shop, depot.',
    ],
    ['schedule dayly for lib', '"dayly" is not a period that I know.\nSay weekly, monthly or quarterly.'],
    ['unschedule 99', 'There is no schedule 99 in this channel.\nThe numbers are listed by: schedules.'],
  ])('%s', async (words, sentence) => {
    const { workspace, idle } = await aBot()
    await workspace.command('ana', words)
    await workspace.command('ana', 'schedules')
    await idle()
    expect(workspace.whispered('ana')[0]).toBe(sentence)
    expect(workspace.whispered('ana')[1]).toContain('No schedule reports in this channel.')
    expect(await workspace.timeline()).toEqual([])
  })

  test('a second one that is the same', async () => {
    const { workspace, idle } = await aBot()
    await workspace.command('ana', 'schedule weekly for lib, src')
    await idle()
    await workspace.command('ben', 'schedule weekly at 9:00 utc for src and lib')
    await idle()
    const [made, ...others] = await workspace.timeline()
    const number = numberIn(made && wordsOf(made))
    expect(others).toEqual([])
    expect(workspace.whispered('ben')).toEqual([
      `That schedule is there already.\nIt is schedule ${number}; to end it, say: unschedule ${number}.`,
    ])
    await workspace.command('ana', `unschedule ${number}`)
    await idle()
  })

  test('one in a channel where nothing can be posted', async () => {
    const { workspace, idle } = await aBot()
    const channel = workspace.elsewhere
    await workspace.command('ana', 'schedule weekly for lib', { channel })
    await idle()
    await workspace.command('ana', 'schedules', { channel })
    await idle()
    expect(workspace.whispered('ana')).toEqual([
      'distreview is not a member of this channel.\nInvite it with /invite @distreview, then ask again.\n[Invite distreview]',
      expect.stringContaining('No schedule reports in this channel.'),
    ])
  })
})

test('a due report is a thread of its own in the channel, and its buttons answer', async () => {
  const connected = realShop()
  const clock = { now: tuesday }
  let running: ReturnType<typeof startSchedules> | undefined
  const bot = await startBot({ review: engine, repositories: [connected], clock: () => clock.now })
  const { workspace, idle, log } = bot
  await workspace.command('ana', 'schedule quarterly for lib on main')
  await idle()
  const { jobs, platform } = bot.beside()
  const reported = new Promise<void>((resolve) => {
    const post: Outbox['post'] = async (key, ...rest) => {
      const posted = await jobs.outbox.post(key, ...rest)
      if (key.endsWith(' report')) resolve()
      return posted
    }
    running = startSchedules({
      db: jobs.db,
      queues: jobs.queues,
      outbox: { ...jobs.outbox, post },
      review: engine,
      repositories: [connected],
      platforms: [platform],
      nameOf: writeReviewName,
      clock: () => clock.now,
      log,
      signal: jobs.stopping,
    })
  })
  const schedules = await running
  onTestFinished(() => schedules?.stop())
  expect(await workspace.timeline()).toHaveLength(1)
  clock.now = Date.parse('2025-07-01T09:00Z')
  await schedules?.look()
  await reported

  const [, parent] = await workspace.timeline()
  expect(parent && wordsOf(parent)).toBe(
    'Quarterly review of `lib` of shop at `main`.\nFirst review: 1 critical.',
  )
  const thread = await workspace.messages(parent?.ts ?? '')
  const begins = thread.slice(1).map((message) => wordsOf(message).split('\n')[0])
  expect(begins).toEqual([
    '1 critical in lib',
    'Checklist: 2 of 13 met',
    '1 · Critical · The threshold is not more than half',
    expect.stringMatching(/^Next run of schedule \d+: 1 October 2025, 09:00 UTC\.$/),
  ])
  const [, , , card] = thread
  if (card === undefined) throw new Error('There is no card.')
  await workspace.press('ben', card, 'How it fails')
  await idle()
  const answer = (await workspace.messages(parent?.ts ?? ''))[3]
  expect(answer && wordsOf(answer)).toContain('Witness: 2 nodes, cut in two.')
})
