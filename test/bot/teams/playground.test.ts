import pino from 'pino'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Card } from '../../../src/blocks/card.ts'
import { createConversation } from '../../../src/bot/conversation/conversation.ts'
import { referencesInMemory } from '../../../src/bot/teams/references.ts'
import { sentInMemory } from '../../../src/bot/teams/sent.ts'
import { startTeams } from '../../../src/bot/teams/start.ts'
import { openJobs } from '../../../src/jobs/jobs.ts'
import { createSchedules } from '../../../src/jobs/schedules.ts'
import { freePort } from '../../main/program.ts'
import { memoryStore } from '../../store/memory.ts'
import { depot, shop } from '../bot.ts'
import { oneFinding, reviewOf } from '../reviews.ts'
import { hasChromium, openChromium } from '../web/chromium.ts'
import { hostsBeyond } from './loopback-sockets.ts'
import { startPlayground, visitPlayground } from './playground.ts'

let browser: Browser
beforeAll(async () => {
  if (hasChromium) browser = await openChromium()
})
afterAll(() => browser?.close())

let bots = 0

/** The bot with its conversation in the playground, and a person before it; all closed when the test ends. */
async function meeting() {
  const beyond = hostsBeyond()
  const store = await memoryStore()
  const log = pino({ level: 'silent' })
  const jobs = await openJobs({ store, log, name: `playground-${++bots}` })
  const clock = () => performance.now()
  const conversation = createConversation({
    review: reviewOf(oneFinding()),
    repositories: [shop, depot],
    schedules: createSchedules(store.db, clock),
    jobs,
    clock,
    log,
  })
  const references = referencesInMemory()
  const app = { type: 'Playground' } as const
  const bot = await startTeams({ app, port: 0, conversation, references, sent: sentInMemory(), log })
  await conversation.begin([bot.platform])
  const playground = await startPlayground(bot.port, await freePort())
  const visitor = await visitPlayground(browser, playground.address)
  onTestFinished(async () => {
    await visitor.page.close()
    await playground.close()
    await bot.close()
    await jobs.stop()
    expect(beyond).toEqual([])
  })
  return { bot, ...visitor }
}

const card = (text: string): Card => ({
  summary: text,
  parts: [{ kind: 'line', line: [{ kind: 'text', text }] }],
})

const review = [
  `distreview Reviewed lib/cluster, src of shop at main (3f2a91c) for Alex Wilber.
✓ fetched 1.3 MB in 0.4 s · ✓ read 212 files, 31,480 lines · ✓ 58 rules
1 critical in lib/cluster, src. Start with 1: Both sides of a cut have a majority of what they can see.`,
  `1 critical in lib/cluster, src
Both lead, and both accept decrements of the same stock. Start with 1.
acme/shop at main (3f2a91c). Read 212 of 214 files, 31,480 lines (2 left out: lib/cluster/data.exs, 17 MB, over the limit; lib/cluster/web.heex, a template). 9 more files read for context. 58 rules, 1.9 s.
Checklist: 3 of 13
Architecture`,
  `1 · Critical · Both sides of a cut have a majority of what they can see
lib/cluster/leader_election.ex:34-35 · open at 3f2a91c · in Shop.LeaderElection.elect/1 · confidence 92: computed witness
    reachable = length([node() | Node.list()])
    if reachable >= div(reachable, 2) + 1, do: become_leader()
The size of the cluster is counted from the nodes that are visible, so it shrinks with the partition. Both lead, and both accept decrements of the same stock.
Looked for and not found: a configured voter list; a vote per term; a fencing token at Stock.put/2.
How it fails
Show fix
Why
Which mechanism fits?
Right
Wrong`,
]

/** What stands in the card, below its own words, once it is asked how it fails. */
const failure = `1. Five nodes run; the network is cut 3 | 2.
2. The left side sees 3 nodes and asks for 2 votes; it elects a leader.
3. The right side sees 2 nodes and asks for 2 votes; it elects a leader too.`

const patience = { timeout: 20_000 }

describe.skipIf(!hasChromium)('in the Microsoft 365 Agents Playground', () => {
  test('a review in a channel is read in the thread, its button opens an answer there, and a report comes unasked', async () => {
    const { bot, enter, say, press, reads, page } = await meeting()
    await enter('channel')
    await say('review lib/cluster, src on main')
    await expect.poll(reads, patience).toEqual(review)
    await press('How it fails')
    await expect.poll(async () => (await reads())[2], patience).toContain(failure)
    expect((await reads()).slice(0, 2)).toEqual(review.slice(0, 2))
    expect(await page.getByText('Alex Wilber', { exact: true }).last().isVisible()).toBe(true)

    const due = await bot.platform.post({ channel: 'team-id', thread: null }, [card('The report is due.')])
    // A new post stands above the older ones.
    await expect.poll(async () => (await reads())[0], patience).toBe('The report is due.')
    await bot.platform.update(due, card('The report is there.'))
    await bot.platform.post({ channel: 'team-id', thread: due.id }, [card('Nothing is new.')])
    await expect
      .poll(async () => (await reads()).slice(0, 2), patience)
      .toEqual(['The report is there.', 'Nothing is new.'])
  })

  test('a form in a channel is filled in and answered', async () => {
    const { enter, say, press, reads, choose } = await meeting()
    await enter('channel')
    await say('evaluate')
    await choose('What is it?', 'order: one total order per key')
    await choose('How consistent must it be?', /^2/)
    await press('Evaluate')
    await expect.poll(async () => (await reads()).length, patience).toBe(2)
    const [, answer = ''] = await reads()
    expect(answer).toContain('\nAnswers: data=order, consistency=2. ')
  })

  test('a personal chat answers as well', async () => {
    const { enter, say, press, reads } = await meeting()
    await enter('chat')
    await say('review lib/cluster, src on main')
    await expect.poll(reads, patience).toEqual(review)
    await press('How it fails')
    await expect.poll(async () => (await reads())[2], patience).toContain(failure)
    await say('help')
    await expect.poll(async () => (await reads()).at(-1), patience).toMatch(/^What you can say\n/)
  })
})
