import type { Block } from './messages.ts'

/** What stands beside a conversation with an app: https://docs.slack.dev/ai. */
export interface Beside {
  readonly kind: 'status' | 'title' | 'prompts'
  readonly channel: string
  readonly thread: string | null
  /** A prompt as `title: message`. */
  readonly words: readonly string[]
}

type Args = Readonly<Record<string, string>>

/** `ok`, or what Slack calls the reason why not. */
type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: string }

interface Stream {
  readonly channel: string
  readonly thread: string
  readonly ts: string
  readonly tasks: Map<string, string>
  title: string
  text: string
  open: boolean
}

const mark: Readonly<Record<string, string>> = {
  pending: '–',
  in_progress: '◌',
  complete: '✓',
  error: '✗',
}

/**
 * Slack's end of the methods for agents: statuses, titles and prompts, which are no messages, and messages that are
 * streamed. `say` and `change` keep a message in the emulator as the bot's.
 */
export function openAgents(
  say: (channel: string, thread: string, text: string) => Promise<string | null>,
  change: (channel: string, ts: string, text: string) => Promise<void>,
) {
  const beside: Beside[] = []
  const streams = new Map<string, Stream>()

  function keep(kind: Beside['kind'], args: Args, words: readonly string[]): Outcome {
    const { channel_id: channel = '', thread_ts: thread } = args
    if (channel === '') return { ok: false, error: 'channel_not_found' }
    if (kind !== 'prompts' && !thread) return { ok: false, error: 'invalid_thread_ts' }
    beside.push({ kind, channel, thread: thread ?? null, words })
    return { ok: true }
  }

  function prompts(args: Args): Outcome {
    const asked: Block[] = JSON.parse(args.prompts ?? '[]')
    if (asked.length < 1 || asked.length > 4) return { ok: false, error: 'invalid_arguments' }
    return keep(
      'prompts',
      args,
      asked.map(({ title, message }) => `${title}: ${message}`),
    )
  }

  async function start({ channel = '', thread_ts: thread, ...args }: Args) {
    if (!thread) return { ok: false, error: 'invalid_thread_ts' }
    const isDirect = channel.startsWith('D')
    if (!isDirect && !(args.recipient_user_id && args.recipient_team_id)) {
      return { ok: false, error: 'missing_recipient' }
    }
    const stream = { channel, thread, tasks: new Map(), title: '', text: '', open: true }
    const refused = take(stream, args)
    if (refused) return refused
    const ts = await say(channel, thread, reads(stream))
    if (ts === null) return { ok: false, error: 'channel_not_found' }
    streams.set(`${channel} ${ts}`, { ...stream, ts })
    return { ok: true, channel, ts }
  }

  async function go(args: Args, stops: boolean) {
    const { channel = '', ts = '' } = args
    const stream = streams.get(`${channel} ${ts}`)
    if (!stream) return { ok: false, error: 'message_not_found' }
    if (!stream.open) return { ok: false, error: 'message_not_in_streaming_state' }
    const refused = take(stream, args)
    if (refused) return refused
    if (stops) stream.open = false
    await change(channel, ts, reads(stream))
    return { ok: true, channel, ts }
  }

  return {
    beside: beside as readonly Beside[],
    /** Streams that nobody has stopped. */
    openStreams: (): number => [...streams.values()].filter(({ open }) => open).length,
    /** null: none of these methods. */
    async answer(method: string, args: Args): Promise<Block | null> {
      switch (method) {
        case 'assistant.threads.setStatus':
          return keep('status', args, [args.status ?? ''])
        case 'assistant.threads.setTitle':
          return keep('title', args, [args.title ?? ''])
        case 'assistant.threads.setSuggestedPrompts':
          return prompts(args)
        case 'chat.startStream':
          return start(args)
        case 'chat.appendStream':
          return go(args, false)
        case 'chat.stopStream':
          return go(args, true)
        default:
          return null
      }
    },
  }
}

/** Adds what came to the stream; an outcome where Slack would refuse it. */
function take(stream: Omit<Stream, 'ts'>, { chunks, markdown_text }: Args): Outcome | null {
  stream.text += markdown_text ?? ''
  for (const chunk of JSON.parse(chunks ?? '[]') as Block[]) {
    if (chunk.type === 'markdown_text') stream.text += chunk.text
    else if (chunk.type === 'plan_update') stream.title = chunk.title
    else if (chunk.type === 'task_update' && chunk.id && chunk.title && mark[chunk.status])
      stream.tasks.set(chunk.id, `${mark[chunk.status]} ${chunk.title}`)
    else return { ok: false, error: 'invalid_chunks' }
  }
  return stream.text.length > 12_000 ? { ok: false, error: 'msg_too_long' } : null
}

function reads({ title, tasks, text }: Omit<Stream, 'ts'>): string {
  return [title, ...tasks.values(), text].filter((line) => line !== '').join('\n') || '…'
}
