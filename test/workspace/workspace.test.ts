import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Block, wordsOf } from './messages.ts'
import { openWorkspace } from './workspace.ts'

type Opened = Awaited<ReturnType<typeof openWorkspace>>

async function ask(
  workspace: Opened,
  method: string,
  args: Record<string, string>,
  token = workspace.botToken,
) {
  const answer = await fetch(`${workspace.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams(args),
  })
  return (await answer.json()) as { ok: boolean; error?: string; url?: string; messages?: Block[] }
}

/** A bot that takes everything, and the leaves to open a form that came with commands. */
async function aListener() {
  const openings: string[] = []
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('')
    openings.push(new URLSearchParams(body).get('trigger_id') ?? '')
    response.end()
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return { openings, port: (server.address() as AddressInfo).port }
}

/** What a new socket hears first: a message, or the code that it is closed with. */
function greeting(address: string): Promise<unknown> {
  const socket = new WebSocket(address)
  return new Promise((resolve) => {
    socket.on('message', (message) => resolve(JSON.parse(message.toString())))
    socket.on('close', resolve)
  })
}

test('a message that breaks the limits of Slack is refused, and the test fails at its end', async () => {
  const workspace = await openWorkspace()
  const blocks = JSON.stringify([{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }])
  const answer = await ask(workspace, 'chat.postMessage', { channel: workspace.channel, text: 'x', blocks })
  expect(answer).toEqual({ ok: false, error: 'invalid_blocks' })
  expect(await workspace.timeline()).toEqual([])
  await expect(workspace.close()).rejects.toThrow(
    /chat\.postMessage was sent a message that Slack refuses: .*151/,
  )
})

test('a form that breaks the limits of Slack is not shown, and the test fails at its end', async () => {
  const workspace = await openWorkspace()
  const title = { type: 'plain_text', text: 'x'.repeat(25) }
  const view = JSON.stringify({ type: 'modal', title, blocks: [{ type: 'divider' }] })
  const answer = await ask(workspace, 'views.open', { trigger_id: 't', view })
  expect(answer).toEqual({ ok: false, error: 'invalid_arguments' })
  expect(workspace.formReads('ana')).toBe(null)
  await expect(workspace.close()).rejects.toThrow(/views\.open was sent a view that Slack refuses: .*25/)
})

test('a form opens by a leave that Slack gave, once, and only what it asks can be filled in', async () => {
  const workspace = await openWorkspace()
  onTestFinished(() => workspace.close())
  const { openings, port } = await aListener()
  workspace.listen(port)
  await workspace.command('ana', 'evaluate')
  const plain = (text: string) => ({ type: 'plain_text', text })
  const options = [{ text: plain('One value'), value: 'register' }]
  const element = { type: 'static_select', action_id: 'data', options }
  const blocks = [{ type: 'input', block_id: 'data', label: plain('What it is'), element }]
  const view = JSON.stringify({ type: 'modal', title: plain('Form'), submit: plain('Send'), blocks })
  const open = (trigger_id: string) => ask(workspace, 'views.open', { trigger_id, view })
  expect(await open('made-up')).toEqual({ ok: false, error: 'invalid_trigger_id' })
  expect(await open(openings[0] ?? '')).toMatchObject({ ok: true })
  expect(await open(openings[0] ?? '')).toEqual({ ok: false, error: 'exchanged_trigger_id' })
  expect(workspace.formReads('ana')).toBe('Form\nWhat it is: – (One value)\n[Send]')
  expect(workspace.formReads('ben')).toBe(null)
  await expect(workspace.submit('ben', {})).rejects.toThrow('ben has no form on the screen.')
  await expect(workspace.submit('ana', { Nodes: '3' })).rejects.toThrow(
    'The form has no field "Nodes", only: What it is.',
  )
  await expect(workspace.submit('ana', { 'What it is': 'A queue' })).rejects.toThrow(
    'The field data does not offer "A queue".',
  )
})

test('metadata is shown to those who ask for it, and to nobody else', async () => {
  const workspace = await openWorkspace()
  onTestFinished(() => workspace.close())
  const { channel } = workspace
  const metadata = JSON.stringify({ event_type: 'e', event_payload: { a: 1 } })
  await ask(workspace, 'chat.postMessage', { channel, text: 'words', metadata })
  const read = async (more: Record<string, string>) =>
    (await ask(workspace, 'conversations.history', { channel, limit: '10', ...more })).messages?.[0]?.metadata
  expect(await read({})).toBe(undefined)
  expect(await read({ include_all_metadata: 'true' })).toEqual({ event_type: 'e', event_payload: { a: 1 } })
})

test('a socket needs a ticket of its own, and what is sent without a socket is an error', async () => {
  const workspace = await openWorkspace()
  onTestFinished(() => workspace.close())
  workspace.listen(null)
  await expect(workspace.command('ana', 'help')).rejects.toThrow('The bot holds no socket open.')
  expect(await ask(workspace, 'apps.connections.open', {})).toEqual({ ok: false, error: 'invalid_auth' })
  const { url = '' } = await ask(workspace, 'apps.connections.open', {}, workspace.appToken)
  const first = await greeting(url)
  expect(first).toMatchObject({ type: 'hello', num_connections: 1 })
  expect(await greeting(url)).toBe(4_000)
})

test('a method that the double does not know fails the test at its end', async () => {
  const workspace = await openWorkspace()
  expect(await ask(workspace, 'chat.scheduleMessage', {})).toEqual({ ok: false, error: 'unknown_method' })
  await expect(workspace.close()).rejects.toThrow('Nothing here answers POST /api/chat.scheduleMessage.')
})

test('a request that would leave the machine is refused and fails the test at its end', async () => {
  const workspace = await openWorkspace()
  await expect(fetch('https://slack.example/api/auth.test')).rejects.toThrow(
    'A test may not reach slack.example.',
  )
  await expect(workspace.close()).rejects.toThrow(
    'A request left this machine: https://slack.example/api/auth.test',
  )
})

test('a button that is not in the message cannot be pressed', async () => {
  const workspace = await openWorkspace()
  onTestFinished(() => workspace.close())
  await ask(workspace, 'chat.postMessage', { channel: workspace.channel, text: 'no buttons' })
  const [message] = await workspace.timeline()
  if (!message) throw new Error('Nothing was posted.')
  await expect(workspace.press('ana', message, 'Why')).rejects.toThrow(
    'No button "Why" in this message:\nno buttons',
  )
})

test('a message reads like what is seen: lists, code, tables, links and buttons', () => {
  const text = (words: string) => ({ type: 'text', text: words })
  const words = wordsOf({
    text: '',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: 'Title' } },
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: [text('See '), { ...text('a.ex'), style: { code: true } }] },
          {
            type: 'rich_text_list',
            style: 'ordered',
            offset: 2,
            elements: [{ type: 'rich_text_section', elements: [text('third')] }],
          },
          { type: 'rich_text_preformatted', elements: [text('x = 1\ny = 2')] },
        ],
      },
      { type: 'divider' },
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'a' },
            { type: 'raw_text', text: 'b' },
          ],
        ],
      },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'small' }] },
      { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Why' } }] },
    ],
  })
  expect(words).toBe('Title\nSee `a.ex`\n3. third\n```\nx = 1\ny = 2\n```\na | b\nsmall\n[Why]')
})

test('a block that the double cannot read is an error, so that nothing is read past', () => {
  expect(() => wordsOf({ text: '', blocks: [{ type: 'carousel' }] })).toThrow('block of type carousel')
})
