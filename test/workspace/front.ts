import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { breaks, breaksView } from '../blocks/slack-rules.ts'
import { openAgents } from './agent.ts'
import type { Block } from './messages.ts'
import { openResponseUrls } from './response-urls.ts'
import { openSockets } from './sockets.ts'

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

/** A form that somebody has on the screen. */
interface Shown {
  readonly person: string
  readonly view: Block
}

interface FrontOptions {
  /** Of the emulator behind, which keeps the messages. */
  readonly emulatorUrl: string
  readonly botToken: string
  readonly appToken: string
  readonly botId: string
  /** Channels that the bot is not a member of, and may join where they are public. */
  readonly closed: ReadonlySet<string>
  /** Channels that their members alone know. */
  readonly secret: ReadonlySet<string>
}

/** Methods that the double answers faithfully; every other one fails the test that called it. */
const known = new Set([
  'apps.connections.open',
  'assistant.threads.setStatus',
  'assistant.threads.setSuggestedPrompts',
  'assistant.threads.setTitle',
  'auth.test',
  'chat.appendStream',
  'chat.delete',
  'chat.postEphemeral',
  'chat.postMessage',
  'chat.startStream',
  'chat.stopStream',
  'chat.update',
  'conversations.history',
  'conversations.join',
  'conversations.open',
  'conversations.replies',
  'files.completeUploadExternal',
  'files.getUploadURLExternal',
  'files.info',
  'users.info',
  'views.open',
  'views.publish',
])

/**
 * Stands before the emulator and adds what it lacks: refusal of tokens that are not the bot's, of channels that the
 * bot is not in and of messages and forms that break Slack's limits; rate limits on demand; response_url; socket
 * mode; message metadata for those alone who ask for it.
 */
export async function openFront(options: FrontOptions) {
  const asked: Asked[] = []
  const whispers: Whisper[] = []
  /** What a test must not end with. */
  const complaints: string[] = []
  const listeners = new Set<() => void>()
  const addresses = openResponseUrls()
  const closed = new Set(options.closed)
  const archived = new Set<string>()
  /** What Slack tells of a token beside its answer. */
  let granted: string | null = null
  let withdrawn = false
  const homes = new Map<string, Block>()
  /** Ids of pictures that were put here whole. */
  const pictures = new Set<string>()
  let limited = { times: 0, retryAfter: 0, method: '' }
  let failing = { times: 0, method: '', error: '' }
  let losing = { times: 0, method: '' }
  let late = { times: 0, method: '', milliseconds: 0 }
  let pageSize = 1_000
  const triggers = new Map<string, string>()
  const shown: Shown[] = []

  const server = createServer(async (request, response) => {
    try {
      await serve(request, response)
    } catch (error) {
      // A bot that is killed in the middle of a request has not failed us.
      if (request.complete) complaints.push(`The double failed: ${error}`)
      response.writeHead(500).end()
    }
    for (const listener of [...listeners]) listener()
  })

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const [, kind, name = ''] = (request.url ?? '').split('/')
    if (kind === 'api' && known.has(name)) return api(name, request, body, response)
    if (kind === 'response' && addresses.has(name)) return respondTo(name, JSON.parse(body), response)
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
      return json(response, { ok: false, error: failing.error })
    }
    const token = method === 'apps.connections.open' ? options.appToken : options.botToken
    if (request.headers.authorization !== `Bearer ${token}`) {
      return json(response, { ok: false, error: 'invalid_auth' })
    }
    if (withdrawn) return json(response, { ok: false, error: 'token_revoked' })
    if (method === 'apps.connections.open') return json(response, { ok: true, url: sockets.address(url) })
    const { channel = '', blocks } = args
    if (options.secret.has(channel)) return json(response, { ok: false, error: 'channel_not_found' })
    if (method === 'conversations.join') closed.delete(channel)
    if (closed.has(channel)) return json(response, { ok: false, error: 'not_in_channel' })
    if (archived.has(channel) && method.startsWith('chat.')) {
      return json(response, { ok: false, error: 'is_archived' })
    }
    const agent = await agents.answer(method, args)
    if (agent) return json(response, agent)
    if (
      method.startsWith('chat.') &&
      method !== 'chat.delete' &&
      broken(method, { text: args.text, blocks: blocks && JSON.parse(blocks) })
    ) {
      return json(response, { ok: false, error: 'invalid_blocks' })
    }
    if (
      method.startsWith('views.') &&
      refused(method, 'a view', breaksView(JSON.parse(args.view ?? 'null')))
    ) {
      return json(response, { ok: false, error: 'invalid_arguments' })
    }
    if (late.times > 0 && late.method === method) {
      late.times -= 1
      await new Promise((resolve) => setTimeout(resolve, late.milliseconds))
    }
    const answer = await forward(method, request, body)
    if (method === 'auth.test') answer.bot_id = options.botId
    if (method === 'files.completeUploadExternal' && answer.ok) {
      for (const { id } of JSON.parse(args.files ?? '[]')) pictures.add(id)
    }
    if (method === 'views.publish' && answer.ok) homes.set(args.user_id ?? '', answer.view)
    if (method === 'chat.postEphemeral' && answer.ok) {
      whispers.push({
        person: args.user ?? '',
        channel,
        thread: args.thread_ts ?? null,
        text: args.text ?? '',
        blocks: blocks ? JSON.parse(blocks) : [],
      })
    }
    if (method === 'views.open' && answer.ok) {
      shown.push({ person: triggers.get(args.trigger_id ?? '') ?? '', view: answer.view })
    }
    if (method.startsWith('conversations.')) page(answer, args)
    if (losing.times > 0 && losing.method === method) {
      losing.times -= 1
      return void response.destroy()
    }
    json(response, answer, granted === null ? {} : { 'x-oauth-scopes': granted })
  }

  /** What the emulator lacks: threads in pages, and metadata for those alone who ask for it. */
  function page(answer: Block, { limit, cursor, include_all_metadata }: Asked['args']): void {
    const { messages = [] } = answer
    const from = messages.findIndex(({ ts }: Block) => ts === cursor)
    const shown = messages.slice(Math.max(from, 0), Math.max(from, 0) + Math.min(Number(limit), pageSize))
    if (include_all_metadata !== 'true') for (const message of shown) delete message.metadata
    const next = messages[messages.indexOf(shown.at(-1)) + 1]?.ts ?? answer.response_metadata?.next_cursor
    answer.messages = shown
    answer.response_metadata = { next_cursor: next ?? '' }
  }

  function respondTo(address: string, message: Block, response: ServerResponse): void {
    const outcome = addresses.use(address, message)
    if ('refused' in outcome) {
      complaints.push(`A response_url was used in vain: ${outcome.refused}.`)
      response.writeHead(404)
      return void response.end(JSON.stringify({ ok: false, error: outcome.refused }))
    }
    if (!broken('response_url', message)) {
      whispers.push({ ...outcome, thread: null, text: message.text, blocks: message.blocks ?? [] })
    }
    json(response, { ok: true })
  }

  function broken(method: string, message: { text?: string; blocks?: unknown[] }): boolean {
    const shown = [...JSON.stringify(message.blocks ?? []).matchAll(/"slack_file":\{"id":"([^"]+)"/g)]
    const unknown = shown.filter(([, id = '']) => !pictures.has(id))
    return refused(method, 'a message', [
      ...breaks(message),
      ...unknown.map(([, id]) => `It shows the file ${id}, which was not put there whole.`),
    ])
  }

  function refused(method: string, what: string, sentences: readonly string[]): boolean {
    for (const sentence of sentences)
      complaints.push(`${method} was sent ${what} that Slack refuses: ${sentence}`)
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

  /** As the bot does, past its tests. */
  async function asBot(method: string, args: Block): Promise<Block> {
    const answer = await fetch(`${options.emulatorUrl}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${options.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(args),
    })
    return (await answer.json()) as Block
  }
  const agents = openAgents(
    async (channel, thread_ts, text) =>
      (await asBot('chat.postMessage', { channel, thread_ts, text })).ts ?? null,
    async (channel, ts, text) => void (await asBot('chat.update', { channel, ts, text })),
  )

  const sockets = openSockets(server, () => {
    for (const listener of [...listeners]) listener()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    asked,
    whispers,
    complaints,
    sockets,
    /** Forms that were opened, and not yet sent. */
    shown,
    /** Gives this person's next form a trigger. */
    triggeredBy(trigger: string, person: string): void {
      triggers.set(trigger, person)
    },
    /** Home tabs as they were published last, by person. */
    homes: homes as ReadonlyMap<string, Block>,
    beside: agents.beside,
    openStreams: agents.openStreams,
    /** Lets time pass for every response_url. */
    passTime: addresses.pass,
    archive(channel: string): void {
      archived.add(channel)
    },
    /** From now on Slack takes the bot's token for nothing. */
    revoke(): void {
      withdrawn = true
    },
    /** What Slack says that the token may do; unasked, it does not say. */
    grant(scopes: readonly string[]): void {
      granted = scopes.join(',')
    },
    /** The address that a command from this person in this channel may be answered by. */
    responseUrl(command: string, person: string, channel: string): string {
      addresses.add(command, person, channel)
      return `${url}/response/${command}`
    },
    /** The next calls of this method are answered 429. */
    limitRate(method: string, retryAfter: number, times: number): void {
      limited = { method, retryAfter, times }
    },
    /** The next calls of this method are refused with this error of Slack's. */
    fail(method: string, times: number, error = 'internal_error'): void {
      failing = { method, times, error }
    },
    /** The next calls of this method are done, and their answers are lost on the way. */
    lose(method: string, times: number): void {
      losing = { method, times }
    },
    /** The next calls of this method are done, and answered, so much later. */
    delay(method: string, milliseconds: number, times: number): void {
      late = { method, milliseconds, times }
    },
    /** So many messages are in one page of a history at most. */
    pagesOf(size: number): void {
      pageSize = size
    },
    onServed(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close(): Promise<void> {
      sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function json(response: ServerResponse, answer: Block, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(answer))
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
