import type Anthropic from '@anthropic-ai/sdk'
import { ModelFailure, sentenceOf } from './failure.ts'
import { nothingSpent, type Spent, sumOf } from './prices.ts'
import { type Client, openClient, type Provider } from './provider.ts'

export type Asking = Omit<Anthropic.MessageCreateParamsNonStreaming, 'model'>
export type Answer = Anthropic.Message

/** An answer and what it cost, tries that broke off included. */
export interface Answered {
  readonly answer: Answer
  readonly spent: Spent
}

/** A model that answers; tests put their own in its place. */
export interface Model {
  readonly name: string
  /** Rejects with a ModelFailure, or with the signal's reason where it was aborted. */
  answer(asking: Asking, signal?: AbortSignal): Promise<Answered>
}

/** What goes out and what comes back, for whoever wants to see it. */
export type Tap = (
  entry: { readonly model: string } & ({ readonly asking: Asking } | { readonly answer: Answer }),
) => void

interface ModelOptions {
  readonly provider: Provider
  readonly name: string
  readonly fetch?: typeof fetch
  /** Of one request that met a limit, an overload or a broken connection. */
  readonly retries?: number
  /** Milliseconds until an answer begins, and between two pieces of it. */
  readonly timeout?: number
  readonly tap?: Tap
}

/** The model behind its API, by streams. The package takes 0.7 s to load, so it is loaded with the first question. */
export function openModel({
  provider,
  name,
  fetch,
  retries = 2,
  timeout = 300_000,
  tap,
}: ModelOptions): Model {
  let opened: Promise<Client> | null = null
  const wire = { fetch, maxRetries: retries, timeout }

  /** One try; `start` is told what the request cost as soon as it is known. */
  async function once(client: Client, asking: Asking, start: (spent: Spent) => void, signal?: AbortSignal) {
    const stalled = new AbortController()
    const signals = signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal
    let timer = setTimeout(() => {}, 0)
    const stream = client.messages.stream({ ...asking, model: name }, { signal: signals })
    stream.on('streamEvent', (event) => {
      clearTimeout(timer)
      timer = setTimeout(() => stalled.abort(), timeout)
      if (event.type === 'message_start') start({ ...spentOf(event.message), output: 0 })
    })
    try {
      return await stream.finalMessage()
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    name,
    async answer(asking, signal) {
      opened ??= openClient(provider, wire)
      const client = await opened.catch((error: unknown) => {
        opened = null
        throw error
      })
      tap?.({ model: name, asking })
      let lost = nothingSpent
      for (let attempt = 0; ; attempt++) {
        let begun: Spent | null = null
        try {
          const answer = await once(client, asking, (spent) => (begun = spent), signal)
          tap?.({ model: name, answer })
          return { answer, spent: sumOf(lost, spentOf(answer)) }
        } catch (error) {
          signal?.throwIfAborted()
          // Before its first words the client has tried again by itself.
          if (begun !== null) lost = sumOf(lost, begun)
          if (begun !== null && attempt < retries) continue
          throw new ModelFailure(sentenceOf(error, name, begun !== null), { cause: error, spent: lost })
        }
      }
    },
  }
}

function spentOf({ usage }: Answer): Spent {
  return {
    input: usage.input_tokens,
    cacheWrite: usage.cache_creation_input_tokens ?? 0,
    cacheRead: usage.cache_read_input_tokens ?? 0,
    output: usage.output_tokens,
  }
}
