import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openWorkspace } from './workspace.ts'

type Opened = Awaited<ReturnType<typeof openWorkspace>>

async function open() {
  const workspace = await openWorkspace()
  const ask = async (method: string, args: Record<string, string>) => {
    const answer = await fetch(`${workspace.apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${workspace.botToken}` },
      body: new URLSearchParams(args),
    })
    return (await answer.json()) as Record<string, string | boolean | undefined>
  }
  const reads = (thread: string) => workspace.messages(thread).then((all) => all.map(({ text }) => text))
  return { workspace, ask, reads, closes: () => onTestFinished(() => workspace.close()) }
}

const chunks = (...tasks: [string, string][]) =>
  JSON.stringify(tasks.map(([id, status]) => ({ type: 'task_update', id, title: id, status })))

test('a stream is a message in a thread: outside direct messages for somebody, and as long as it is open', async () => {
  const { workspace, ask, reads, closes } = await open()
  closes()
  const { channel } = workspace
  const thread_ts = await workspace.says('ana', 'root')
  const whom = { recipient_user_id: workspace.personId('ana'), recipient_team_id: 'T000000001' }
  expect([
    await ask('chat.startStream', { channel, ...whom }),
    await ask('chat.startStream', { channel, thread_ts }),
    await ask('chat.startStream', { channel, thread_ts, ...whom, chunks: '[{"type":"task_update"}]' }),
  ]).toEqual([
    { ok: false, error: 'invalid_thread_ts' },
    { ok: false, error: 'missing_recipient' },
    { ok: false, error: 'invalid_chunks' },
  ])
  const started = await ask('chat.startStream', {
    channel,
    thread_ts,
    ...whom,
    chunks: chunks(['a', 'in_progress']),
  })
  const at = { channel, ts: String(started.ts) }
  await ask('chat.appendStream', { ...at, chunks: chunks(['a', 'complete'], ['b', 'error']) })
  expect([workspace.openStreams(), await reads(thread_ts)]).toEqual([1, ['root', '✓ a\n✗ b']])
  await ask('chat.stopStream', { ...at, markdown_text: 'over' })
  expect([workspace.openStreams(), await reads(thread_ts)]).toEqual([0, ['root', '✓ a\n✗ b\nover']])
  const late = await ask('chat.appendStream', { ...at, markdown_text: 'late' })
  expect(late).toEqual({ ok: false, error: 'message_not_in_streaming_state' })
})

test('what stands beside a conversation is kept; more prompts than four are refused', async () => {
  const { workspace, ask, closes } = await open()
  closes()
  const at = { channel_id: 'D1', thread_ts: '1.1' }
  const prompts = (many: number) => JSON.stringify(Array(many).fill({ title: 'Help', message: 'help' }))
  await ask('assistant.threads.setTitle', { ...at, title: 'lib' })
  await ask('assistant.threads.setSuggestedPrompts', { channel_id: 'D1', prompts: prompts(1) })
  expect([
    await ask('assistant.threads.setSuggestedPrompts', { ...at, prompts: prompts(5) }),
    await ask('assistant.threads.setStatus', { channel_id: 'D1', status: 'is on it' }),
  ]).toEqual([
    { ok: false, error: 'invalid_arguments' },
    { ok: false, error: 'invalid_thread_ts' },
  ])
  expect(workspace.beside).toEqual([
    { kind: 'title', channel: 'D1', thread: '1.1', words: ['lib'] },
    { kind: 'prompts', channel: 'D1', thread: null, words: ['Help: help'] },
  ])
})

test('a picture that was not put there whole is refused in a message, and the test fails at its end', async () => {
  const { workspace, ask } = await open()
  const picture = { type: 'image', alt_text: 'five nodes', slack_file: { id: 'F1' } }
  const { channel } = workspace
  const answer = await ask('chat.postMessage', { channel, text: 'x', blocks: JSON.stringify([picture]) })
  expect(answer).toEqual({ ok: false, error: 'invalid_blocks' })
  await expect(workspace.close()).rejects.toThrow('It shows the file F1, which was not put there whole.')
})

/** Answers a command of ana's by its response_url so often. */
async function responds(workspace: Opened, times: number): Promise<number[]> {
  let address = ''
  const server = createServer(async (request, response) => {
    address = new URLSearchParams((await request.toArray()).join('')).get('response_url') ?? ''
    response.end()
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((listening) => server.once('listening', listening))
  workspace.listen((server.address() as AddressInfo).port)
  await workspace.command('ana', 'help')
  const body = JSON.stringify({ response_type: 'ephemeral', text: 'hello' })
  const statuses: number[] = []
  for (let said = 0; said < times; said += 1) {
    const { status } = await fetch(address, { method: 'POST', body })
    statuses.push(status)
  }
  return statuses
}

test('a response_url is taken five times, and a sixth fails the test at its end', async () => {
  const { workspace } = await open()
  expect(await responds(workspace, 6)).toEqual([200, 200, 200, 200, 200, 404])
  expect(workspace.whispered('ana')).toHaveLength(5)
  await expect(workspace.close()).rejects.toThrow('A response_url was used in vain: used_url.')
})

test('a channel that was archived and a token that was revoked are refused as Slack does', async () => {
  const { workspace, ask, closes } = await open()
  closes()
  const said = { channel: workspace.channel, text: 'hello' }
  workspace.archive(workspace.channel)
  const archived = await ask('chat.postMessage', said)
  workspace.revoke()
  expect([archived, await ask('auth.test', {})]).toEqual([
    { ok: false, error: 'is_archived' },
    { ok: false, error: 'token_revoked' },
  ])
})
