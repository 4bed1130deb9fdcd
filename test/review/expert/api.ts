import type Anthropic from '@anthropic-ai/sdk'
import { type Body, faultsOf } from './request-rules.ts'

/** One answer of the scripted API: blocks, and what else is not as usual; or an HTTP error. */
export interface Turn {
  readonly says?: string
  /** Tools that it calls, by name and input. */
  readonly calls?: readonly (readonly [name: string, input: unknown])[]
  readonly stop?: string
  readonly usage?: Partial<Anthropic.Usage>
  readonly details?: unknown
  /** The connection ends in the middle of it, or the stream says so with an error of this type. */
  readonly cut?: 'closed' | 'overloaded_error'
}
interface Fault {
  readonly status: number
  readonly type: string
  readonly message?: string
}
export type Scripted = Turn | Fault | 'unreachable' | 'silence'
type Step = Scripted | ((body: Body) => Scripted)

export interface Api {
  readonly fetch: typeof fetch
  /** The bodies of all requests of reviews and questions, in order; each was found to be one that the API takes. */
  readonly bodies: readonly Body[]
  /** Those of the readers that try to refute a claim. */
  readonly challenges: readonly Body[]
  readonly headers: readonly Headers[]
  readonly urls: readonly string[]
  /** The words of the tool results that the last request carried. */
  results(): readonly string[]
}

/** A second reading that finds nothing against the claim. */
const stands: Turn = {
  calls: [['give_verdict', { verdict: 'stands', because: 'Nothing speaks against it.' }]],
}

/**
 * An API that streams hand-written answers in order and ends with "done"; it throws where a request breaks its rules.
 * Claims stand at their second reading unless `second` says something else.
 */
export function scriptedApi(script: readonly Step[], second: readonly Step[] = []): Api {
  const bodies: Body[] = []
  const challenges: Body[] = []
  const headers: Headers[] = []
  const urls: string[] = []
  const waiting = [...script]
  const waitingSecond = [...second]
  let number = 0

  function next(body: Body): Scripted {
    const isSecond = body.tools?.some((tool) => 'name' in tool && tool.name === 'give_verdict') ?? false
    const list = isSecond ? challenges : bodies
    list.push(body)
    const done = { says: 'Nothing more.' }
    const usual = isSecond && body.messages.length === 1 ? stands : done
    const step = (isSecond ? waitingSecond : waiting).shift() ?? usual
    return typeof step === 'function' ? step(body) : step
  }

  return {
    bodies,
    challenges,
    headers,
    urls,
    async fetch(url, init) {
      const body = JSON.parse(String(init?.body)) as Body
      urls.push(String(url))
      headers.push(new Headers(init?.headers))
      const faults = faultsOf(body)
      if (faults.length > 0) throw new Error(`The API takes no such request: ${faults.join('; ')}`)
      const turn = next(body)
      if (turn === 'unreachable') throw new TypeError('fetch failed')
      if (turn === 'silence') return silent(init?.signal)
      if ('status' in turn) {
        const { status, type, message = 'no' } = turn
        return Response.json({ type: 'error', error: { type, message } }, { status })
      }
      return streamed(turn, ++number)
    },
    results() {
      const last = bodies.at(-1)?.messages.at(-1)?.content
      if (!Array.isArray(last)) return []
      return last.flatMap((block) =>
        block.type === 'tool_result' && Array.isArray(block.content)
          ? block.content.map((part) => (part.type === 'text' ? part.text : ''))
          : [],
      )
    },
  }
}

function silent(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal?.aborted) reject(signal.reason)
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}

/** The answer as server-sent events: tool inputs come in pieces, as they do from the API. */
export function streamed(turn: Turn, number: number): Response {
  const events = eventsOf(turn, number)
  const shown = turn.cut ? events.slice(0, Math.ceil(events.length / 2)) : events
  if (turn.cut === 'overloaded_error')
    shown.push({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })
  const text = shown.map((event) => `event: ${event['type']}\ndata: ${JSON.stringify(event)}\n\n`).join('')
  return new Response(text, { headers: { 'content-type': 'text/event-stream' } })
}

type Event = Record<string, unknown>

/** Of all answers of this process: no two have the same id, as with the API. */
let messages = 0

function eventsOf({ says, calls = [], stop, usage, details }: Turn, number: number): Event[] {
  const counted = {
    input_tokens: 1_000,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: 100,
    ...usage,
  }
  const message = {
    id: `msg_${process.pid}_${++messages}`,
    type: 'message',
    role: 'assistant',
    model: 'claude-opus-5-5',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { ...counted, output_tokens: 1 },
  }
  const blocks: (readonly [start: Event, deltas: readonly Event[]])[] = [
    [
      { type: 'thinking', thinking: '', signature: '' },
      [{ type: 'signature_delta', signature: `signed-${number}` }],
    ],
  ]
  if (says !== undefined)
    blocks.push([{ type: 'text', text: '' }, pieces(says).map((text) => ({ type: 'text_delta', text }))])
  for (const [at, [name, input]] of calls.entries()) {
    blocks.push([
      { type: 'tool_use', id: `toolu_${number}_${at}`, name, input: {} },
      pieces(JSON.stringify(input)).map((partial_json) => ({ type: 'input_json_delta', partial_json })),
    ])
  }
  const stopReason = stop ?? (calls.length > 0 ? 'tool_use' : 'end_turn')
  return [
    { type: 'message_start', message },
    ...blocks.flatMap(([content_block, deltas], index): Event[] => [
      { type: 'content_block_start', index, content_block },
      ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
      { type: 'content_block_stop', index },
    ]),
    {
      type: 'message_delta',
      delta: { stop_reason: stopReason, stop_sequence: null, stop_details: details ?? null },
      usage: counted,
    },
    { type: 'message_stop' },
  ]
}

function pieces(text: string): string[] {
  const size = Math.max(1, Math.ceil(text.length / 3))
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
    text.slice(at * size, (at + 1) * size),
  )
}
