import pino from 'pino'
import { onTestFinished } from 'vitest'
import type { Card } from '../../../src/blocks/card.ts'
import type { Click, Conversation, Heard, Submitted } from '../../../src/bot/conversation/port.ts'
import { startSlack } from '../../../src/bot/slack/start.ts'
import { openWorkspace } from '../../workspace/workspace.ts'

/** How Slack and the bot reach each other. */
export const lines = ['HTTP', 'sockets'] as const
export type LineName = (typeof lines)[number]

export function saying(words: string): Card {
  return { summary: words, parts: [{ kind: 'line', line: [{ kind: 'text', text: words }] }] }
}

interface Logged {
  readonly msg: string
  readonly err?: { readonly message: string }
}

/**
 * The bot in a workspace of its own, with this conversation; both are closed when the test ends. What it hears is
 * kept in the order it came. `pongWithin` is in milliseconds.
 */
export async function openLine(
  line: LineName,
  conversation: Partial<Conversation> = {},
  pongWithin = 5_000,
  clock: () => number = Date.now,
) {
  const workspace = await openWorkspace()
  const logged: Logged[] = []
  const log = pino({ level: 'warn' }, { write: (words: string) => logged.push(JSON.parse(words)) })
  const heard: Heard[] = []
  const clicks: Click[] = []
  const submitted: Submitted[] = []
  const { botToken, signingSecret, appToken, apiUrl } = workspace
  const way = line === 'HTTP' ? { signingSecret, port: 0, host: '127.0.0.1' } : { appToken, pongWithin }
  const running = await startSlack({
    ...way,
    botToken,
    apiUrl,
    clock,
    log,
    conversation: {
      async hear(said) {
        heard.push(said)
        await conversation.hear?.(said)
      },
      async click(click) {
        clicks.push(click)
        await conversation.click?.(click)
      },
      async submit(form) {
        submitted.push(form)
        await conversation.submit?.(form)
      },
    },
  })
  workspace.listen(running.port)
  onTestFinished(async () => {
    await running.close()
    await workspace.close()
  })
  return { workspace, running, heard, clicks, submitted, logged }
}
