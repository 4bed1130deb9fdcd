import type { Depth } from '../report.ts'
import { costOf, type Spent } from './prices.ts'

/** What one run may take. */
export interface Allowance {
  /** Answers of the model. */
  readonly turns: number
  /** Tokens sent and received. */
  readonly tokens: number
  readonly usd: number
  readonly effort: 'low' | 'medium' | 'high'
}

/** Caps of the configuration: what the deepest run may take. */
export interface Caps {
  readonly maxTokens: number
  readonly maxUsd: number
}

/** A question is answered while somebody waits, so it gets the least. */
export function allowanceOf(task: Exclude<Depth, 'quick'> | 'question', caps: Caps): Allowance {
  const { share, turns, effort } = shares[task]
  return { turns, effort, tokens: Math.floor(caps.maxTokens * share), usd: caps.maxUsd * share }
}

const shares = {
  question: { share: 0.2, turns: 12, effort: 'medium' },
  standard: { share: 0.4, turns: 24, effort: 'medium' },
  deep: { share: 1, turns: 60, effort: 'high' },
} as const

/** Longest answer that is asked for, in tokens; longer ones need streaming. */
const longestAnswer = 16_000
/** An answer shorter than this holds no thought: the run ends instead. */
const shortestAnswer = 1_000
/** Code has about three characters a token; two errs on the side of the cap. */
const charactersPerToken = 2

type Fitting = { readonly maxTokens: number } | { readonly stoppedBy: 'tokens' | 'money' | 'turns' }

export interface Budget {
  readonly spent: Spent
  readonly turns: number
  take(usage: Spent): void
  /** The longest answer that still fits after a request of so many characters; or what is used up. */
  fitting(characters: number): Fitting
}

/** Keeps the account of one run so that no request can lead over a cap. */
export function openBudget(model: string, allowance: Allowance): Budget {
  const spent = { input: 0, cacheWrite: 0, cacheRead: 0, output: 0 }
  /** Tokens of the last request and its answer, and the characters that it was measured for. */
  let last = { tokens: 0, characters: 0 }
  let asked = 0
  let turns = 0
  return {
    spent,
    get turns() {
      return turns
    },
    take(usage) {
      turns += 1
      spent.input += usage.input
      spent.cacheWrite += usage.cacheWrite
      spent.cacheRead += usage.cacheRead
      spent.output += usage.output
      last = { tokens: usage.input + usage.cacheWrite + usage.cacheRead, characters: asked }
    },
    fitting(characters) {
      asked = characters
      if (turns >= allowance.turns) return { stoppedBy: 'turns' }
      const more = Math.ceil(Math.max(0, characters - last.characters) / charactersPerToken)
      const request = last.tokens + more
      const tokensLeft = allowance.tokens - totalOf(spent) - request
      if (tokensLeft < shortestAnswer) return { stoppedBy: 'tokens' }
      // The worst case: nothing is read from the cache, everything is written to it.
      const worst = costOf(model, { input: 0, cacheWrite: request, cacheRead: 0, output: 0 })
      const aToken = costOf(model, { input: 0, cacheWrite: 0, cacheRead: 0, output: 1 })
      const moneyLeft = Math.floor((allowance.usd - costOf(model, spent) - worst) / aToken)
      if (moneyLeft < shortestAnswer) return { stoppedBy: 'money' }
      return { maxTokens: Math.min(longestAnswer, tokensLeft, moneyLeft) }
    },
  }
}

function totalOf({ input, cacheWrite, cacheRead, output }: Spent): number {
  return input + cacheWrite + cacheRead + output
}
