import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { startSlack } from '../../../src/bot/slack/start.ts'
import { Refusal } from '../../../src/review/refusal.ts'
import type { Review } from '../../../src/review/request.ts'
import { wordsOf } from '../../workspace/messages.ts'
import { openWorkspace } from '../../workspace/workspace.ts'
import { startBot } from '../bot.ts'

const unused: Review = () => Promise.reject(new Error('Nothing is reviewed here.'))
const log = pino({ level: 'silent' })
const conversation = { hear: async () => {}, click: async () => {}, submit: async () => {} }
const form = 'application/x-www-form-urlencoded' as const

test('a command is acknowledged without words, long before it is answered', async () => {
  let release: () => void = () => {}
  const { workspace, idle } = await startBot({
    review: () =>
      new Promise((_resolve, reject) => {
        // A Refusal is an answer: nothing is tried again.
        release = () => reject(new Refusal('limit', 'Released.', 'Ask again.'))
      }),
  })
  const delivered = await workspace.command('ana', 'review lib')
  expect(delivered).toMatchObject({ status: 200, body: '' })
  // Slack gives up after three seconds.
  expect(delivered.milliseconds).toBeLessThan(3_000)
  await workspace.waitFor('the first message', async () => (await workspace.timeline()).length === 1)
  const [parent] = await workspace.timeline()
  expect(await workspace.reads(parent?.ts ?? '')).toBe(
    'distreview: distreview Reviewing `lib` of shop for ana.\n[Cancel]',
  )
  release()
  await idle()
})

test('a request whose signature is wrong is refused with 401 and not answered', async () => {
  const { workspace, idle } = await startBot({ review: unused })
  const body = new URLSearchParams({
    command: '/distreview',
    text: 'help',
    channel_id: workspace.channel,
  }).toString()
  const delivered = await workspace.send({ body, type: form, signature: `v0=${'0'.repeat(64)}` })
  await idle()
  expect(delivered.status).toBe(401)
  expect(workspace.whispers).toEqual([])
})

test("Slack's check of the address is answered", async () => {
  const { workspace } = await startBot({ review: unused })
  const body = JSON.stringify({ type: 'url_verification', challenge: 'c0ffee' })
  const delivered = await workspace.send({ body, type: 'application/json' })
  expect(JSON.parse(delivered.body)).toEqual({ challenge: 'c0ffee' })
})

test('a delivery that cannot be read is logged, and the next one is heard', async () => {
  const { workspace, idle, logged } = await startBot({ review: unused })
  await workspace.event({ type: 'app_mention', user: 'U1', text: 'help' })
  await idle()
  expect(logged.map(({ msg }) => msg)).toEqual(['A delivery from Slack could not be read.'])
  await workspace.command('ana', 'help')
  await idle()
  expect(workspace.whispered('ana')).toHaveLength(1)
})

test('a mention that Slack delivers again is answered once, whatever its event id', async () => {
  const { workspace, idle } = await startBot({ review: unused })
  const mention = await workspace.mention('ana', 'help')
  expect(await mention.again(1)).toMatchObject({ status: 200 })
  expect(await mention.underNewId()).toMatchObject({ status: 200 })
  await idle()
  expect(await workspace.messages(mention.ts)).toHaveLength(2)
})

test('a retry that is the first delivery to arrive is answered', async () => {
  const { workspace, idle, restart } = await startBot({ review: unused })
  const mention = await workspace.mention('ana', 'help')
  await idle()
  await restart()
  await mention.again(2)
  await idle()
  expect(await workspace.messages(mention.ts)).toHaveLength(3)
})

test('bots are not answered, itself among them', async () => {
  const { workspace, idle } = await startBot({ review: unused })
  const event = { type: 'app_mention', text: 'help', ts: '1.1', channel: workspace.channel }
  await workspace.event({ ...event, user: workspace.personId('distreview') })
  await workspace.event({ ...event, user: workspace.personId('ben'), bot_id: 'B0OTHER' })
  await idle()
  expect(workspace.asked.map(({ method }) => method)).toEqual(['auth.test'])
})

test('when Slack says to wait, the message lands after that time and once', async () => {
  const { workspace, idle } = await startBot({ review: unused })
  workspace.limitRate('chat.postMessage', 1, 1)
  const { ts } = await workspace.mention('ana', 'help')
  await idle()
  const [refused, landed] = workspace.asked.filter(({ method }) => method === 'chat.postMessage')
  expect((landed?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1_000)
  const [, answer, ...others] = await workspace.messages(ts)
  expect(answer && wordsOf(answer).split('\n')[0]).toBe('What you can say')
  expect(others).toEqual([])
})

test('closing waits for the answer to what was heard', async () => {
  let release: () => void = () => {}
  const workspace = await openWorkspace()
  onTestFinished(() => workspace.close())
  const { botToken, signingSecret, apiUrl } = workspace
  const slow = {
    ...conversation,
    hear: () =>
      new Promise<void>((resolve) => {
        release = resolve
      }),
  }
  const running = await startSlack({ botToken, signingSecret, apiUrl, port: 0, conversation: slow, log })
  workspace.listen(running.port)
  await workspace.command('ana', 'help')
  let closed = false
  const closing = running.close().then(() => {
    closed = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(closed).toBe(false)
  release()
  await closing
})

test('a taken port is a sentence that names PORT', async () => {
  const workspace = await openWorkspace()
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(async () => {
    other.close()
    await workspace.close()
  })
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  const { botToken, signingSecret, apiUrl } = workspace
  const starting = startSlack({ botToken, signingSecret, apiUrl, port, host: '127.0.0.1', conversation, log })
  await expect(starting).rejects.toMatchObject({
    code: 'configuration',
    sentence: `Port ${port} is taken by another program. Set PORT to a free one, and the addresses in the Slack app with it.`,
  })
})

test('a token that Slack refuses is a sentence that names SLACK_BOT_TOKEN and not the token', async () => {
  const workspace = await openWorkspace()
  onTestFinished(() => workspace.close())
  const { signingSecret, apiUrl } = workspace
  const starting = startSlack({ botToken: 'xoxb-wrong', signingSecret, apiUrl, port: 0, conversation, log })
  await expect(starting).rejects.toMatchObject({
    code: 'configuration',
    sentence:
      "Slack refuses SLACK_BOT_TOKEN (invalid_auth). Copy the Bot User OAuth Token, xoxb-…, from the app's page OAuth & Permissions.",
  })
})

test('Slack out of reach is a sentence that says to check the network', async () => {
  const starting = startSlack({
    botToken: 'xoxb-1',
    signingSecret: 's',
    // Nothing listens on port 1.
    apiUrl: 'http://127.0.0.1:1/api/',
    port: 0,
    conversation,
    log,
  })
  await expect(starting).rejects.toMatchObject({
    code: 'configuration',
    next: 'Check that this machine may open https connections to slack.com.',
  })
})
