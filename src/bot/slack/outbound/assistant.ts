import type { Logger } from 'pino'
import type { Client } from './client.ts'

/** One thing to ask, as a button above the composer: its label, and the words that it sends. */
export interface Prompt {
  readonly title: string
  readonly message: string
}

interface Thread {
  readonly channel: string
  readonly thread: string
}

/** Characters of a title; Slack's own bound is not published, and longer ones are cut in its list of conversations. */
const longestTitle = 60

/**
 * What stands around a conversation with the app: prompts, a title, and what is under way. None of it is an answer, so
 * that a failure is logged and nothing more.
 */
export function createAssistant(client: Client, log: Logger) {
  const quietly = (call: Promise<unknown>): Promise<void> =>
    call.then(
      () => {},
      (error: unknown) => log.warn({ err: error }, 'What stands around a conversation could not be shown.'),
    )
  return {
    suggest(channel: string, thread: string | null, prompts: readonly Prompt[]): Promise<void> {
      return quietly(
        client.assistant.threads.setSuggestedPrompts({
          channel_id: channel,
          ...(thread === null ? {} : { thread_ts: thread }),
          title: 'For example',
          prompts: [...prompts],
        }),
      )
    },
    title({ channel, thread }: Thread, words: string): Promise<void> {
      const title = [...words.replace(/\s+/g, ' ')].slice(0, longestTitle).join('')
      return quietly(client.assistant.threads.setTitle({ channel_id: channel, thread_ts: thread, title }))
    },
    status,
  }

  /** Nothing is under way where the status is empty. */
  function status({ channel, thread }: Thread, words: string): Promise<void> {
    return quietly(
      client.assistant.threads.setStatus({ channel_id: channel, thread_ts: thread, status: words }),
    )
  }
}

export type Assistant = ReturnType<typeof createAssistant>
