import type { Depth } from '../report.ts'
import { costOf, type Spent, totalOf } from './prices.ts'

/** What one run may take. */
export interface Allowance {
  /** Answers of the model. */
  readonly turns: number
  /** Tokens sent and received. */
  readonly tokens: number
  readonly usd: number
  readonly effort: 'low' | 'medium' | 'high' | 'xhigh' | 'max'
}

/** Caps of the configuration: what the deepest run may take. */
export interface Caps {
  readonly maxTokens: number
  readonly maxUsd: number
}

/** How one kind of work is done. */
export interface Plan {
  /** Left out: the model of the settings. */
  readonly model?: string
  readonly effort: Allowance['effort']
  readonly turns: number
  /** Of the caps, 0 to 1. */
  readonly share: number
}
export type Plans = Readonly<Record<Exclude<Depth, 'quick'> | 'question', Plan>>

/** A question is answered while somebody waits, so it gets the least. */
export const usualPlans: Plans = {
  question: { effort: 'medium', turns: 12, share: 0.2 },
  standard: { effort: 'medium', turns: 24, share: 0.4 },
  deep: { effort: 'high', turns: 60, share: 1 },
}

/** Of a review's allowance, what is left for the readers that try to refute its claims, and turns of each. */
const forChallenges = 0.25
const challengeTurns = 8

/** What a plan may take: whole, and parted between a review and its challengers. */
export function allowanceOf(
  { effort, turns, share }: Plan,
  { maxTokens, maxUsd }: Caps,
): Readonly<Record<'whole' | 'main' | 'challenge', Allowance>> {
  const of = (part: number) => ({ tokens: Math.floor(maxTokens * share * part), usd: maxUsd * share * part })
  return {
    whole: { effort, turns, ...of(1) },
    main: { effort, turns, ...of(1 - forChallenges) },
    challenge: { effort, turns: challengeTurns, ...of(forChallenges) },
  }
}

/** Longest answer that is asked for, in tokens: one turn is thought and a few calls of tools. */
const longestAnswer = 16_000
/** An answer shorter than this holds no thought: the run ends instead. */
const shortestAnswer = 1_000
/** Code has about three characters a token; two errs on the side of the cap. */
const charactersPerToken = 2

type Fitting =
  /** `worstUsd`: what the request may cost at most. */
  | { readonly maxTokens: number; readonly worstUsd: number }
  | { readonly stoppedBy: 'tokens' | 'money' | 'turns' }

export interface Budget {
  readonly spent: Spent
  readonly turns: number
  take(usage: Spent): void
  /** What was paid for an answer that never came whole. */
  lose(usage: Spent): void
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
  function add(usage: Spent): void {
    spent.input += usage.input
    spent.cacheWrite += usage.cacheWrite
    spent.cacheRead += usage.cacheRead
    spent.output += usage.output
  }
  return {
    spent,
    get turns() {
      return turns
    },
    lose: add,
    take(usage) {
      turns += 1
      add(usage)
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
      const maxTokens = Math.min(longestAnswer, tokensLeft, moneyLeft)
      return { maxTokens, worstUsd: worst + maxTokens * aToken }
    },
  }
}
