import pino from 'pino'
import { onTestFinished } from 'vitest'
import { createConversation } from '../../src/bot/conversation/conversation.ts'
import type { Conversation } from '../../src/bot/conversation/port.ts'
import type { Repository } from '../../src/bot/conversation/repositories.ts'
import { type Running, startSlack } from '../../src/bot/slack/start.ts'
import type { Review } from '../../src/review/request.ts'
import { openWorkspace } from '../workspace/workspace.ts'

export const shop: Repository = {
  name: 'shop',
  source: { kind: 'remote', name: 'acme/shop', url: 'https://git.example/acme/shop' },
}
export const depot: Repository = {
  name: 'depot',
  source: { kind: 'remote', name: 'acme/depot', url: 'https://git.example/acme/depot' },
}

interface BotOptions {
  readonly review: Review
  readonly repositories?: readonly Repository[]
}

/**
 * The bot as it runs, over HTTP, in a workspace of its own; both are closed when the test ends. `idle` resolves when
 * all that was heard is answered: Bolt hands a delivery on before its acknowledgement has reached the test.
 */
export async function startBot({ review, repositories = [shop, depot] }: BotOptions) {
  const workspace = await openWorkspace()
  const logged: { level: number; msg: string; err?: { message: string } }[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => logged.push(JSON.parse(line)) })
  const answering = new Set<Promise<void>>()
  let running: Running

  const watched = (conversation: Conversation): Conversation => {
    const watch = (answer: Promise<void>): Promise<void> => {
      answering.add(answer)
      return answer.finally(() => answering.delete(answer))
    }
    return {
      hear: (heard) => watch(conversation.hear(heard)),
      click: (click) => watch(conversation.click(click)),
    }
  }
  const start = async (options: BotOptions): Promise<void> => {
    const { botToken, signingSecret, apiUrl } = workspace
    const conversation = watched(
      createConversation({
        review: options.review,
        repositories: options.repositories ?? repositories,
        clock: () => performance.now(),
        log,
      }),
    )
    running = await startSlack({
      botToken,
      signingSecret,
      port: 0,
      host: '127.0.0.1',
      apiUrl,
      conversation,
      log,
    })
    workspace.listen(running.port)
  }

  onTestFinished(async () => {
    await running.close()
    await workspace.close()
  })
  await start({ review })
  return {
    workspace,
    logged,
    async idle(): Promise<void> {
      while (answering.size > 0) await Promise.all(answering)
    },
    /** Ends the process and begins another: nothing that was in memory is left. */
    async restart(options: BotOptions = { review }): Promise<void> {
      await running.close()
      await start(options)
    },
  }
}
