import { pino } from 'pino'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { createConversation } from '../../../src/bot/conversation/conversation.ts'
import type { Conversation } from '../../../src/bot/conversation/port.ts'
import type { Repository } from '../../../src/bot/conversation/repositories.ts'
import { buttonsOf } from '../../../src/bot/web/buttons.ts'
import type { Said } from '../../../src/bot/web/wire.ts'
import { openJobs } from '../../../src/jobs/jobs.ts'
import { createSchedules } from '../../../src/jobs/schedules.ts'
import { memoryStore } from '../../store/memory.ts'
import { type Block, wordsOf } from '../../workspace/messages.ts'
import { aWeb, visit } from '../web/visitor.ts'
import { badInputs } from './bad-input.ts'
import { engine, shallowClone, shop } from './repositories.ts'

let connected: ReturnType<typeof shop>
let depot: Repository

beforeAll(() => {
  connected = shop()
  depot = shallowClone()
})

/** Tells the requests of one chat from those of others in the same database. */
let chats = 0

/** The web chat over the real engine; `room` waits for what was heard and reads all messages in their order. */
async function aChat() {
  const log = pino({ level: 'silent' })
  const store = await memoryStore()
  const jobs = await openJobs({ store, log, name: `requests-${++chats}` })
  onTestFinished(() => jobs.stop())
  const conversation = createConversation({
    review: engine,
    repositories: [connected, depot],
    schedules: createSchedules(store.db, () => 0),
    jobs,
    clock: () => 0,
    log,
  })
  const clicks: Promise<void>[] = []
  const watched: Conversation = {
    ...conversation,
    click(click) {
      const answer = conversation.click(click)
      clicks.push(answer)
      return answer
    },
  }
  const web = await aWeb({ conversation: watched, repositories: ['shop', 'depot'] })
  await conversation.begin([web.platform])
  const visitor = await visit(web)
  return {
    ...visitor,
    async room(): Promise<readonly Said[]> {
      await Promise.all(clicks.splice(0))
      await conversation.settled()
      const events = await visitor.events()
      const said = await events.next(events.welcome.newest)
      events.leave()
      return said.sort((a, b) => a.order - b.order)
    },
  }
}

const reads = ({ text, blocks }: Said) => wordsOf({ text, blocks: blocks as Block[] })

test('words in the page review the repository, and every button has its answer in the thread', async () => {
  const chat = await aChat()
  await chat.say('review lib on main')
  const [said, parent, summary, card, ...others] = await chat.room()
  if (!said || !parent || !summary || !card) throw new Error('Messages are missing.')
  expect(others).toEqual([])
  expect([said, parent, summary, card].map(({ from, thread }) => `${from} ${thread}`)).toEqual([
    'you null',
    'distreview null',
    `distreview ${parent.id}`,
    `distreview ${parent.id}`,
  ])
  expect(reads(parent).split('\n')[0]).toBe(
    `distreview Reviewed \`lib\` of shop at \`main\` (${connected.commit.slice(0, 7)}).`,
  )
  expect(reads(summary).split('\n')[0]).toBe('1 critical in lib')
  expect(reads(card)).toContain('length(votes) >= div(length(voters), 2)')
  for (const { action, value } of buttonsOf(summary.blocks)) await chat.click(summary.id, action, value)
  const opens: Readonly<Record<string, string>> = {
    'show-failure': 'Witness: 2 nodes, cut in two.',
    'show-fix': 'Still at risk:',
    'show-why': '+30 computed-witness:',
  }
  for (const { action, value } of buttonsOf(card.blocks)) {
    await chat.click(card.id, action, value)
    const [, , , now] = await chat.room()
    if (opens[action]) expect(now && reads(now), action).toContain(opens[action])
  }
  const answers = (await chat.room()).slice(4)
  expect(answers.map((answer) => `${reads(answer).split(':')[0]} ${answer.thread}`).sort()).toEqual([
    `Checklist ${parent.id}`,
    `Which mechanism fits? ${parent.id}`,
  ])
})

test('bad input is answered in one sentence that says what to do, and the next words are heard', async () => {
  const chat = await aChat()
  let before = 0
  for (const { name, words, parent, answer } of badInputs(connected.commit, '')) {
    await chat.say(words)
    const messages = await chat.room()
    const said = messages.slice(before).map(reads)
    before = messages.length
    expect(said, name).toEqual(parent === null ? [words, answer] : [words, parent, answer])
  }
})
