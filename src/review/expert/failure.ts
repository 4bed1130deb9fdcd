import { masked } from '../source/program/secrets.ts'
import { nothingSpent, type Spent } from './prices.ts'

/** The model could not be asked, or its answer is no use. The message is one sentence for people. */
export class ModelFailure extends Error {
  /** What answers that broke off have cost. */
  readonly spent: Spent

  constructor(sentence: string, options?: ErrorOptions & { readonly spent?: Spent }) {
    super(sentence, options)
    this.name = 'ModelFailure'
    this.spent = options?.spent ?? nothingSpent
  }
}

/** The parts of the client's errors that we go by; never their text. */
interface ApiError {
  readonly name: string
  readonly status?: number
  readonly type?: string | null
  readonly apiMessage?: string | null
}

/** Statuses that an error within a stream stands for: there it has a type alone. */
const statusOf: Readonly<Record<string, number>> = {
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
}

/** What people read of an error of the model's API; `begun`: after the first words of the answer. */
export function sentenceOf(error: unknown, model: string, begun = false): string {
  if (!(error instanceof Error)) return `${model} could not be asked.`
  const { type } = error as ApiError
  const status = (error as ApiError).status ?? (type ? statusOf[type] : undefined)
  if (status === undefined) return unreached(error, model, begun)
  switch (status) {
    case 401:
      return 'The model did not answer: ANTHROPIC_API_KEY is not valid (401).'
    case 402:
      return 'The model did not answer: the account has no credit left (402).'
    case 403:
      return `The model did not answer: the key of ANTHROPIC_API_KEY may not use ${model} (403).`
    case 404:
      return `The model did not answer: there is no model ${model} for this key (404); ANTHROPIC_MODEL names it.`
    case 408:
      return `${model} did not answer in time (408).`
    case 413:
      return 'The model did not answer: the request was too large (413).'
    case 429:
      return 'The model did not answer: the limit of requests or tokens of this key was met (429), also after waiting.'
    case 529:
      return `${model} is overloaded and did not answer (529), also after waiting.`
  }
  if (status >= 500) return `The model's API had an error of its own (${status}), also after trying again.`
  const said = wordsOf(error as ApiError)
  return `The model's API refused the request (${status}${type ? `, ${type}` : ''})${said ? `: ${said}` : ''}.`
}

function unreached(error: Error, model: string, begun: boolean): string {
  if (begun) return `The answer of ${model} broke off in the middle, also after trying again.`
  // The class name: the client gives these no status, and their text may change.
  if (error.constructor.name === 'APIConnectionTimeoutError') return `${model} did not answer in time.`
  if (error.constructor.name === 'APIConnectionError') return "The model's API could not be reached."
  return `The answer of ${model} could not be read.`
}

function wordsOf({ apiMessage }: ApiError): string {
  const line = masked(apiMessage ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!]+$/, '')
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`
}
