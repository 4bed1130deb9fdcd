import { expect, test } from 'vitest'
import type { Progress, Review } from '../../../src/review/request.ts'
import { startBot } from '../bot.ts'
import { oneFinding, reviewOf } from '../reviews.ts'

const fetched: Progress = { phase: 'fetch', state: 'done', text: 'fetched 1.3 MB' }
const reading: Progress = { phase: 'read', state: 'under-way', text: 'reading lib' }

/** A review that tells two steps and then waits until it is let go. */
function heldReview() {
  let release: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const made = reviewOf(oneFinding())
  const review: Review = async (request, progress, signal, journal) => {
    progress(fetched)
    progress(reading)
    const stopped = new Promise<never>((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason))
    })
    await Promise.race([held, stopped])
    return made(request, () => {}, signal, journal)
  }
  return { review, release: () => release() }
}

/** What the thread holds after what the person said. */
type Bot = Awaited<ReturnType<typeof startBot>>
async function thread({ workspace }: Bot, { ts, channel }: { ts: string; channel: string }) {
  return (await workspace.messages(ts, { channel })).slice(1).map(({ text }) => text)
}

test('in a thread the steps of a review are streamed while it lasts, and its first message has them afterwards', async () => {
  const { review, release } = heldReview()
  const bot = await startBot({ review })
  const { workspace } = bot
  const said = await workspace.direct('ana', 'review lib')
  const streamed = 'Under way\n✓ fetched 1.3 MB\n◌ reading lib'
  await workspace.waitFor('both steps', async () => (await thread(bot, said)).includes(streamed), 30_000)
  expect(await thread(bot, said)).toEqual(['Reviewing lib of shop.', streamed])
  expect(workspace.openStreams()).toBe(1)
  release()
  await bot.idle()
  expect(workspace.openStreams()).toBe(0)
  expect(await thread(bot, said)).toEqual([
    'Reviewed lib of shop.',
    expect.stringContaining('1 critical'),
    expect.stringContaining('Both sides'),
  ])
  const [, parent] = await workspace.messages(said.ts, { channel: said.channel })
  expect(JSON.stringify(parent?.blocks)).toContain('fetched 1.3 MB')
  expect(bot.logged.map(({ msg }) => msg)).toEqual(['reviewed'])
})

test('in the channel itself, and where Slack takes no stream, the first message is edited', async () => {
  const first = heldReview()
  const bot = await startBot({ review: first.review })
  const { workspace } = bot
  await workspace.command('ana', 'review lib')
  const edited = async () => JSON.stringify((await workspace.timeline())[0]?.blocks ?? [])
  await workspace.waitFor('the step', async () => (await edited()).includes('reading lib'), 30_000)
  expect(workspace.asked.map(({ method }) => method)).not.toContain('chat.startStream')
  first.release()
  await bot.idle()
  workspace.fail('chat.startStream', 1, 'missing_scope')
  const second = heldReview()
  await bot.restart({ review: second.review })
  const said = await workspace.direct('ana', 'review src')
  const parent = async () => {
    const [, message] = await workspace.messages(said.ts, { channel: said.channel })
    return JSON.stringify(message?.blocks ?? [])
  }
  await workspace.waitFor('the step', async () => (await parent()).includes('reading lib'), 30_000)
  second.release()
  await bot.idle()
  expect(workspace.openStreams()).toBe(0)
})

test('after a crash the stream that the dead process left is ended and taken away', async () => {
  const dead = heldReview()
  const bot = await startBot({ review: dead.review })
  const { workspace } = bot
  const said = await workspace.direct('ana', 'review lib')
  await workspace.waitFor('both steps', async () =>
    (await thread(bot, said)).some((text) => text.includes('◌')),
  )
  await bot.restart({ review: reviewOf(oneFinding()) })
  await workspace.waitFor(
    'the answer',
    async () => (await thread(bot, said))[0] === 'Reviewed lib of shop.',
    30_000,
  )
  await workspace.waitFor('no stream', () => workspace.openStreams() === 0)
  await workspace.waitFor('its end', async () => (await thread(bot, said)).length === 3)
  expect((await thread(bot, said)).filter((text) => text.startsWith('Under way'))).toEqual([])
})
