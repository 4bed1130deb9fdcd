import { expect, test } from 'vitest'
import { wordsOf } from '../../workspace/messages.ts'
import { shop, startBot } from '../bot.ts'
import { oneFinding, reviewOf } from '../reviews.ts'

/** A bot on sockets with a review under way, which ends when it is let go. */
async function underWay() {
  let release: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let begun = 0
  const made = reviewOf(oneFinding())
  const bot = await startBot({
    line: 'sockets',
    repositories: [shop],
    review: async (...asked) => {
      begun += 1
      await held
      return made(...asked)
    },
  })
  const { workspace } = bot
  const two = () => workspace.waitFor('two sockets', () => workspace.sockets.count() === 2, 30_000)
  await two()
  await workspace.command('ana', 'review lib/cluster on main')
  await workspace.waitFor('the review', () => begun === 1, 30_000)
  return {
    ...bot,
    two,
    begun: () => begun,
    /** Lets the review end; what the channel and its thread hold then. */
    async ends() {
      release()
      await bot.idle()
      const parents = await workspace.timeline()
      const thread = await workspace.messages(parents[0]?.ts ?? '')
      return { parents: parents.map(({ text }) => text), answers: thread.slice(1).map(({ text }) => text) }
    },
  }
}

const whole = {
  parents: ['Reviewed lib/cluster of shop.'],
  answers: [
    expect.stringContaining('1 critical in lib/cluster'),
    expect.stringContaining('Both sides of a cut have a majority of what they can see'),
  ],
}

test('a review during which every socket is cut and opened again is answered once, whole', async () => {
  const { workspace, two, ends, begun } = await underWay()
  workspace.sockets.cut()
  await workspace.waitFor('no socket', () => workspace.sockets.count() === 0)
  await two()
  expect(await ends()).toEqual(whole)
  expect(begun()).toBe(1)
})

test('what is said while Slack renews both sockets during a review is answered too', async () => {
  const { workspace, two, ends, idle } = await underWay()
  workspace.sockets.refresh(1)
  await workspace.waitFor('one left', () => workspace.sockets.count() === 1)
  const first = await workspace.mention('ben', 'help')
  await two()
  workspace.sockets.refresh(2)
  await workspace.waitFor('one less', () => workspace.sockets.count() < 2)
  await two()
  const second = await workspace.mention('ben', 'help')
  expect((await ends()).answers).toHaveLength(2)
  await idle()
  for (const { ts } of [first, second]) {
    const [, answer, ...more] = await workspace.messages(ts)
    expect(answer && wordsOf(answer).split('\n')[0]).toBe('What you can say')
    expect(more).toEqual([])
  }
})

test('sockets that stall past the time for a pong are replaced during a review, and it is answered once', async () => {
  const { workspace, two, ends } = await underWay()
  const before = workspace.asked.filter(({ method }) => method === 'apps.connections.open').length
  await workspace.waitFor('pings', () => workspace.sockets.answeredPings() >= 2)
  workspace.sockets.fallSilent()
  const opened = () => workspace.asked.filter(({ method }) => method === 'apps.connections.open').length
  await workspace.waitFor('a new socket', () => opened() > before, 30_000)
  await two()
  expect(await ends()).toEqual(whole)
})

test('a delivery that no socket acknowledged comes again, and under a new event id too: one answer', async () => {
  const { workspace, ends, idle } = await underWay()
  const mention = await workspace.mention('ben', 'review src on next')
  await mention.again(1)
  await mention.again(2)
  await mention.underNewId()
  await ends()
  await idle()
  const answers = (await workspace.messages(mention.ts)).slice(1).map(({ text }) => text)
  expect(answers.filter((text) => text === 'Reviewed src of shop.')).toHaveLength(1)
})
