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
}
interface Fault {
  readonly status: number
  readonly type: string
  readonly message?: string
}
export type Scripted = Turn | Fault | 'unreachable' | 'silence'

export interface Api {
  readonly fetch: typeof fetch
  /** The bodies of all requests, in order; each was found to be one that the API takes. */
  readonly bodies: readonly Body[]
  readonly headers: readonly Headers[]
  readonly urls: readonly string[]
  /** The words of the tool results that the last request carried. */
  results(): readonly string[]
}

/** An API that gives scripted answers in order and ends with "done"; it throws where a request breaks its rules. */
export function scriptedApi(script: readonly (Scripted | ((body: Body) => Scripted))[]): Api {
  const bodies: Body[] = []
  const headers: Headers[] = []
  const urls: string[] = []
  const waiting = [...script]
  return {
    bodies,
    headers,
    urls,
    async fetch(url, init) {
      const body = JSON.parse(String(init?.body)) as Body
      urls.push(String(url))
      headers.push(new Headers(init?.headers))
      const faults = faultsOf(body)
      if (faults.length > 0) throw new Error(`The API takes no such request: ${faults.join('; ')}`)
      bodies.push(body)
      const next = waiting.shift() ?? { says: 'Nothing more.' }
      const turn = typeof next === 'function' ? next(body) : next
      if (turn === 'unreachable') throw new TypeError('fetch failed')
      if (turn === 'silence') return silent(init?.signal)
      if ('status' in turn) {
        const { status, type, message = 'no' } = turn
        return Response.json({ type: 'error', error: { type, message } }, { status })
      }
      return Response.json(messageOf(turn, bodies.length))
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

function messageOf({ says, calls = [], stop, usage, details }: Turn, number: number) {
  return {
    id: `msg_${number}`,
    type: 'message',
    role: 'assistant',
    model: 'claude-opus-5-5',
    content: [
      { type: 'thinking', thinking: '', signature: `signed-${number}` },
      ...(says === undefined ? [] : [{ type: 'text', text: says }]),
      ...calls.map(([name, input], at) => ({ type: 'tool_use', id: `toolu_${number}_${at}`, name, input })),
    ],
    stop_reason: stop ?? (calls.length > 0 ? 'tool_use' : 'end_turn'),
    stop_sequence: null,
    stop_details: details ?? null,
    usage: {
      input_tokens: 1_000,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens: 100,
      ...usage,
    },
  }
}
