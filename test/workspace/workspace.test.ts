import { expect, onTestFinished, test } from 'vitest'
import { wordsOf } from './messages.ts'
import { openWorkspace } from './workspace.ts'

type Opened = Awaited<ReturnType<typeof openWorkspace>>

async function ask(workspace: Opened, method: string, args: Record<string, string>) {
  const answer = await fetch(`${workspace.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${workspace.botToken}` },
    body: new URLSearchParams(args),
  })
  return (await answer.json()) as { ok: boolean; error?: string; ts?: string }
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

test('a method that the double does not know fails the test at its end', async () => {
  const workspace = await openWorkspace()
  expect(await ask(workspace, 'chat.startStream', {})).toEqual({ ok: false, error: 'unknown_method' })
  await expect(workspace.close()).rejects.toThrow('Nothing here answers POST /api/chat.startStream.')
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
  expect(() => workspace.press('ana', message, 'Why')).toThrow('No button "Why" in this message:\nno buttons')
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
