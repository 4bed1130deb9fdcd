import type { Logger } from 'pino'
import type { Place, Platform, Step, Underway } from '../../../jobs/platform.ts'
import { slackCode } from '../slack-errors.ts'
import type { Assistant } from './assistant.ts'
import type { Client } from './client.ts'

type Work = Parameters<NonNullable<Platform['progress']>>[1]

interface UnderwayOptions {
  readonly client: Client
  readonly assistant: Assistant
  /** Of the person who asked, for Slack. */
  readonly teamId: string
  readonly log: Logger
}

/** Milliseconds: Slack takes a status away after two minutes. */
const refresh = 60_000
/** Characters of a status, and of a task: one line of the client. */
const longest = { status: 100, task: 200 }

const statusOf = {
  done: 'complete',
  'under-way': 'in_progress',
  failed: 'error',
  'left-out': 'complete',
} as const

/**
 * Work that is under way in a thread of Slack: a status beside it and, where the thread was there before, a message
 * with a task for each step, which Slack streams and which is taken away at the end. Where Slack does not take a
 * stream, steps are for the first message.
 */
export function createUnderway(options: UnderwayOptions): (place: Place, work: Work) => Underway {
  const { client, assistant, teamId, log } = options
  return ({ channel, thread: ts }, { person, isIn, signal, earlier, began }) => {
    const thread = ts ?? ''
    let status: string | null = null
    let refreshed: NodeJS.Timeout | undefined
    let stream: string | null = null
    let streams = isIn
    // One after the other: the last thing said must be the last to land.
    let last: Promise<unknown> = Promise.resolve()
    const inTurn = <Done>(call: () => Promise<Done>): Promise<Done | undefined> => {
      const done = last.then(() => (signal.aborted ? undefined : call()))
      last = done.catch(() => {})
      return done
    }

    function say(): void {
      clearTimeout(refreshed)
      const words = status
      if (words === null || signal.aborted) return
      refreshed = setTimeout(say, refresh)
      refreshed.unref()
      void inTurn(() => assistant.status({ channel, thread }, words))
    }
    signal.addEventListener('abort', () => clearTimeout(refreshed), { once: true })

    async function start(step: Step): Promise<void> {
      const started = await client.chat.startStream({
        channel,
        thread_ts: thread,
        recipient_user_id: person,
        recipient_team_id: teamId,
        task_display_mode: 'plan',
        chunks: [{ type: 'plan_update', title: 'Under way' }, task(step)],
      })
      if (!started.ts) throw new Error('Slack did not say where it streams.')
      stream = started.ts
      await began(started.ts)
    }

    async function remove(message: string): Promise<void> {
      await client.chat.stopStream({ channel, ts: message }).catch(() => {})
      await client.chat.delete({ channel, ts: message }).catch((error: unknown) => {
        if (slackCode(error) !== 'message_not_found')
          log.warn({ err: error }, 'A stream could not be removed.')
      })
    }
    if (earlier !== null) void inTurn(() => remove(earlier))

    return {
      async tell(step) {
        const words = crop(`is reviewing: ${step.words}…`, longest.status)
        if (words !== status) {
          status = words
          say()
        }
        if (!streams) return false
        try {
          await inTurn(async () => {
            if (!streams) return
            if (stream === null) await start(step)
            else await client.chat.appendStream({ channel, ts: stream, chunks: [task(step)] })
          })
        } catch (error) {
          streams = false
          log.warn({ err: error }, 'Steps cannot be streamed here; the first message is edited.')
        }
        return streams
      },
      async over() {
        status = null
        streams = false
        clearTimeout(refreshed)
        await inTurn(() => assistant.status({ channel, thread }, ''))
        await inTurn(async () => {
          if (stream !== null) await remove(stream)
        })
      },
    }
  }
}

function task({ id, state, words }: Step) {
  return { type: 'task_update' as const, id, title: crop(words, longest.task), status: statusOf[state] }
}

function crop(words: string, most: number): string {
  return [...words].slice(0, most).join('')
}
