import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { Card } from '../../../src/blocks/card.ts'
import { connect } from '../../../src/bot/slack/outbound.ts'
import { Refusal } from '../../../src/review/refusal.ts'
import { wordsOf } from '../../workspace/messages.ts'
import { openWorkspace } from '../../workspace/workspace.ts'
import { saying } from './lines.ts'

async function open() {
  const workspace = await openWorkspace()
  onTestFinished(() => workspace.close())
  const { botToken, apiUrl } = workspace
  const { platform } = await connect({ botToken, apiUrl, log: pino({ level: 'silent' }) })
  const { channel } = workspace
  const posts = () => workspace.asked.filter(({ method }) => method === 'chat.postMessage').length
  return { workspace, platform, channel, posts, place: { channel, thread: null } }
}

const key = 'request 7, answer'
const three: readonly Card[] = ['one', 'two', 'three'].map(saying)

test('a post whose answer was lost is found by its key, in the channel and in a thread, and is not made twice', async () => {
  const { workspace, platform, place, channel, posts } = await open()
  workspace.lose('chat.postMessage', 1)
  await expect(platform.post(place, [saying('parent')], { key: 'k1', again: false })).rejects.toThrow()
  expect(posts()).toBe(1)
  const [parent] = await workspace.timeline()
  const found = await platform.find(place, 'k1')
  expect(found).toEqual({ channel, thread: null, id: parent?.ts })
  expect(await platform.post(place, [saying('parent')], { key: 'k1', again: true })).toEqual(found)

  const thread = { channel, thread: found?.id ?? '' }
  workspace.lose('chat.postMessage', 1)
  await expect(platform.post(thread, [saying('reply')], { key: 'k2', again: false })).rejects.toThrow()
  const [, reply] = await workspace.messages(thread.thread)
  expect(await platform.find(thread, 'k2')).toEqual({ ...thread, id: reply?.ts })
  expect(posts()).toBe(2)
})

test('of a post that landed in part, the rest is posted, and the first message is named', async () => {
  const { workspace, platform, place } = await open()
  const parent = await platform.post(place, [saying('parent')])
  const thread = { ...place, thread: parent.id }
  const read = async () => (await workspace.messages(parent.id)).map(wordsOf)
  // The first lands; the answer to the second is lost.
  await platform.post(thread, three.slice(0, 1), { key, again: false })
  workspace.lose('chat.postMessage', 1)
  await expect(platform.post(thread, three, { key, again: true })).rejects.toThrow()
  expect(await read()).toEqual(['parent', 'one', 'two'])
  const first = await platform.post(thread, three, { key, again: true })
  expect(await read()).toEqual(['parent', 'one', 'two', 'three'])
  expect(first).toEqual(await platform.find(thread, key))
  expect(first.id).toBe((await workspace.messages(parent.id))[1]?.ts)
  await platform.post(thread, three, { key, again: true })
  expect(await read()).toHaveLength(4)
})

test('what was never posted, or by somebody else, or under another key, is not found', async () => {
  const { workspace, platform, place } = await open()
  await platform.post(place, [saying('other')], { key: 'request 70, answer', again: false })
  const metadata = { event_type: 'distreview', event_payload: { key, at: 0 } }
  await workspace.says('ana', 'request 7, answer', { metadata })
  expect(await platform.find(place, key)).toBe(null)
})

test('a message is found behind many others, page by page', async () => {
  const { workspace, platform, place } = await open()
  const parent = await platform.post(place, [saying('parent')], { key: 'k1', again: false })
  await platform.post({ ...place, thread: parent.id }, [saying('reply')], { key: 'k2', again: false })
  for (let said = 0; said < 5; said += 1) {
    await workspace.says('ben', 'chatter')
    await workspace.says('ben', 'chatter', { thread: parent.id })
  }
  workspace.pagesOf(2)
  expect((await platform.find(place, 'k1'))?.id).toBe(parent.id)
  expect((await platform.find({ ...place, thread: parent.id }, 'k2'))?.thread).toBe(parent.id)
})

test('a message that was edited keeps its key', async () => {
  const { platform, place } = await open()
  const posted = await platform.post(place, [saying('under way')], { key, again: false })
  await platform.update(posted, saying('done'))
  expect(await platform.find(place, key)).toEqual(posted)
})

test('a post with a key waits as long as Slack says, and lands once', async () => {
  const { workspace, platform, place, posts } = await open()
  workspace.limitRate('chat.postMessage', 1, 1)
  await platform.post(place, [saying('one')], { key, again: false })
  const [refused, landed] = workspace.asked.filter(({ method }) => method === 'chat.postMessage')
  expect((landed?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1_000)
  expect(posts()).toBe(2)
  expect(await workspace.timeline()).toHaveLength(1)
})

test('Slack that says to wait again and again is an error, not a wait for ever', async () => {
  const { workspace, platform, place, posts } = await open()
  workspace.limitRate('chat.postMessage', 0, 10)
  await expect(platform.post(place, [saying('one')], { key, again: false })).rejects.toThrow(/rate-limit/)
  expect(posts()).toBe(4)
})

test('a Refusal says that nothing was posted: where a part stands already, the error is another', async () => {
  const { workspace, platform, place } = await open()
  workspace.fail('chat.postMessage', 1, 'not_in_channel')
  await expect(platform.post(place, three, { key, again: false })).rejects.toBeInstanceOf(Refusal)
  await platform.post(place, three.slice(0, 1), { key, again: false })
  workspace.fail('chat.postMessage', 1, 'not_in_channel')
  await expect(platform.post(place, three, { key, again: true })).rejects.not.toBeInstanceOf(Refusal)
})
