import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { breaks } from '../blocks/slack-rules.ts'
import type { Block } from './messages.ts'

/** One request that the bot made of Slack. */
interface Asked {
  readonly method: string
  readonly args: Readonly<Record<string, string>>
  /** Milliseconds, as by `performance.now()`. */
  readonly at: number
}

/** Something that only one person saw. */
export interface Whisper {
  readonly person: string
  readonly channel: string
  readonly thread: string | null
  readonly text: string
  readonly blocks: readonly Block[]
}

interface FrontOptions {
  /** Of the emulator behind, which keeps the messages. */
  readonly emulatorUrl: string
  readonly botToken: string
  readonly botId: string
  /** Channels that the bot is not a member of. */
  readonly closed: ReadonlySet<string>
}

/** Methods that the double answers faithfully; every other one fails the test that called it. */
const known = new Set(['auth.test', 'chat.postMessage', 'chat.update', 'chat.postEphemeral'])

/**
 * Stands before the emulator and adds what it lacks: refusal of tokens that are not the bot's, of channels that the
 * bot is not in and of messages that break Slack's limits; rate limits on demand; response_url.
 */
export async function openFront(options: FrontOptions) {
  const asked: Asked[] = []
  const whispers: Whisper[] = []
  /** What a test must not end with. */
  const complaints: string[] = []
  const listeners = new Set<() => void>()
  const commands = new Map<string, { person: string; channel: string }>()
  let limited = { times: 0, retryAfter: 0, method: '' }
  let failing = { times: 0, method: '' }

  const server = createServer(async (request, response) => {
    try {
      await serve(request, response)
    } catch (error) {
      complaints.push(`The double failed: ${error}`)
      response.writeHead(500).end()
    }
    for (const listener of [...listeners]) listener()
  })

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const [, kind, name = ''] = (request.url ?? '').split('/')
    if (kind === 'api' && known.has(name)) return api(name, request, body, response)
    if (kind === 'response' && commands.has(name)) return respondTo(name, JSON.parse(body), response)
    complaints.push(`Nothing here answers ${request.method} ${request.url}.`)
    json(response, { ok: false, error: 'unknown_method' })
  }

  async function api(
    method: string,
    request: IncomingMessage,
    body: string,
    response: ServerResponse,
  ): Promise<void> {
    const args = Object.fromEntries(new URLSearchParams(body))
    asked.push({ method, args, at: performance.now() })
    if (limited.times > 0 && limited.method === method) {
      limited.times -= 1
      response.writeHead(429, { 'retry-after': String(limited.retryAfter) })
      response.end('{"ok":false,"error":"ratelimited"}')
      return
    }
    if (failing.times > 0 && failing.method === method) {
      failing.times -= 1
      return json(response, { ok: false, error: 'internal_error' })
    }
    if (request.headers.authorization !== `Bearer ${options.botToken}`) {
      return json(response, { ok: false, error: 'invalid_auth' })
    }
    const { channel = '', blocks } = args
    if (options.closed.has(channel)) return json(response, { ok: false, error: 'not_in_channel' })
    if (method !== 'auth.test' && broken(method, { text: args.text, blocks: blocks && JSON.parse(blocks) })) {
      return json(response, { ok: false, error: 'invalid_blocks' })
    }
    const answer = await forward(method, request, body)
    if (method === 'auth.test') answer.bot_id = options.botId
    if (method === 'chat.postEphemeral' && answer.ok) {
      whispers.push({
        person: args.user ?? '',
        channel,
        thread: args.thread_ts ?? null,
        text: args.text ?? '',
        blocks: blocks ? JSON.parse(blocks) : [],
      })
    }
    json(response, answer)
  }

  function respondTo(command: string, message: Block, response: ServerResponse): void {
    const from = commands.get(command)
    if (message.response_type !== 'ephemeral' || from === undefined) {
      complaints.push('A response_url was used to say something in the channel.')
    } else if (!broken('response_url', message)) {
      whispers.push({ ...from, thread: null, text: message.text, blocks: message.blocks ?? [] })
    }
    json(response, { ok: true })
  }

  function broken(method: string, message: { text?: string; blocks?: unknown[] }): boolean {
    const sentences = breaks(message)
    for (const sentence of sentences)
      complaints.push(`${method} was sent a message that Slack refuses: ${sentence}`)
    return sentences.length > 0
  }

  async function forward(method: string, request: IncomingMessage, body: string): Promise<Block> {
    const answer = await fetch(`${options.emulatorUrl}/api/${method}`, {
      method: 'POST',
      headers: {
        authorization: request.headers.authorization ?? '',
        'content-type': request.headers['content-type'] ?? '',
      },
      body,
    })
    return (await answer.json()) as Block
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    asked,
    whispers,
    complaints,
    /** The address that a command from this person in this channel may be answered by. */
    responseUrl(command: string, person: string, channel: string): string {
      commands.set(command, { person, channel })
      return `${url}/response/${command}`
    },
    /** The next calls of this method are answered 429. */
    limitRate(method: string, retryAfter: number, times: number): void {
      limited = { method, retryAfter, times }
    },
    /** The next calls of this method are refused with Slack's `internal_error`. */
    fail(method: string, times: number): void {
      failing = { method, times }
    },
    onServed(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function json(response: ServerResponse, answer: Block): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answer))
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
