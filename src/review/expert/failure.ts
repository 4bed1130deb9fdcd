import { masked } from '../source/program/secrets.ts'

/** The model could not be asked, or its answer is no use. The message is one sentence for people. */
export class ModelFailure extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'ModelFailure'
  }
}

/** The parts of the client's errors that we go by; never their text. */
interface ApiError {
  readonly name: string
  readonly status?: number
  readonly type?: string | null
  readonly apiMessage?: string | null
}

/** What people read of an error of the model's API. */
export function sentenceOf(error: unknown, model: string): string {
  if (!(error instanceof Error)) return `${model} could not be asked.`
  const { status, type } = error as ApiError
  if (status === undefined) return unreached(error, model)
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

function unreached(error: Error, model: string): string {
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
