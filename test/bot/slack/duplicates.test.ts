import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../../../src/bot/slack/outbound.ts'
import { createOutbox } from '../../../src/jobs/outbox.ts'
import { memoryStore } from '../../store/memory.ts'
import { wordsOf } from '../../workspace/messages.ts'
import { openWorkspace } from '../../workspace/workspace.ts'
import { saying } from './lines.ts'

const log = pino({ level: 'silent' })
const cards = ['one', 'two'].map(saying)
let posts = 0

/** A thread of Slack, and the outbox on it; `suspected` are the posts that may be there twice. */
async function aThread(patience = 10_000) {
  const [workspace, { db }] = await Promise.all([openWorkspace(), memoryStore()])
  onTestFinished(() => workspace.close())
  const { botToken, apiUrl, channel } = workspace
  const { platform } = await connect({ botToken, apiUrl, log, patience })
  const parent = await platform.post({ channel, thread: null }, [saying('parent')])
  const place = { channel, thread: parent.id }
  const suspected: string[] = []
  const outbox = createOutbox({
    db,
    log,
    wait: async () => {},
    suspect: async (_platform, key) => {
      suspected.push(key)
    },
  })
  const key = `ambiguous-${++posts}`
  return {
    workspace,
    platform,
    place,
    suspected,
    key,
    post: () => outbox.post(key, platform, place, cards),
    said: async () => (await workspace.messages(parent.id)).slice(1).map(wordsOf),
  }
}

test('D2: a message that lands after it was given up is there twice until it is removed, and the thread ends with one', async () => {
  const { workspace, platform, place, suspected, key, post, said } = await aThread(300)
  workspace.delay('chat.postMessage', 1_500, 1)
  const posted = await post()
  expect(suspected).toEqual([key])
  await workspace.waitFor('the late message', async () => (await said()).length === 3)
  expect(await said()).toEqual(['one', 'two', 'one'])
  expect(await platform.removeDuplicates?.(place, key, posted)).toBe(1)
  expect(await said()).toEqual(['one', 'two'])
  expect(await platform.removeDuplicates?.(place, key, posted)).toBe(0)
})

test.each<[string, (workspace: Awaited<ReturnType<typeof openWorkspace>>) => void]>([
  ['whose answer is lost', ({ lose }) => lose('chat.postMessage', 1)],
  ['that is refused with an internal error', ({ fail }) => fail('chat.postMessage', 1)],
  ['that is answered 429', ({ limitRate }) => limitRate('chat.postMessage', 0, 2)],
])('D2: a message %s is there once', async (_what, happens) => {
  const { workspace, post, said } = await aThread()
  happens(workspace)
  await post()
  expect(await said()).toEqual(['one', 'two'])
})
