import type Anthropic from '@anthropic-ai/sdk'
import { ModelFailure, sentenceOf } from './failure.ts'

type Asking = Omit<Anthropic.MessageCreateParamsNonStreaming, 'model'>
export type Answer = Anthropic.Message

/** A model that answers; tests put their own in its place. */
export interface Model {
  readonly name: string
  /** Rejects with a ModelFailure, or with the signal's reason where it was aborted. */
  answer(asking: Asking, signal?: AbortSignal): Promise<Answer>
}

interface ModelOptions {
  readonly apiKey: string
  readonly name: string
  readonly baseUrl?: string
  readonly fetch?: typeof fetch
  /** Of one request that met a limit, an overload or a broken connection. */
  readonly retries?: number
  /** Milliseconds for one answer. */
  readonly timeout?: number
}

/**
 * The model behind the API. Nothing of the environment is read: key and address are what is given here. The package
 * takes 0.7 s to load, so it is loaded with the first question.
 */
export function openModel({
  apiKey,
  name,
  baseUrl,
  fetch,
  retries = 2,
  timeout = 300_000,
}: ModelOptions): Model {
  let opened: Promise<Anthropic> | null = null
  const open = async () => {
    const { default: Client } = await import('@anthropic-ai/sdk')
    return new Client({
      apiKey,
      authToken: null,
      webhookKey: null,
      baseURL: baseUrl ?? 'https://api.anthropic.com',
      logLevel: 'off',
      maxRetries: retries,
      timeout,
      ...(fetch ? { fetch } : {}),
    })
  }
  return {
    name,
    async answer(asking, signal) {
      opened ??= open()
      const client = await opened
      try {
        return await client.messages.create({ ...asking, model: name }, { signal })
      } catch (error) {
        signal?.throwIfAborted()
        throw new ModelFailure(sentenceOf(error, name), { cause: error })
      }
    },
  }
}
