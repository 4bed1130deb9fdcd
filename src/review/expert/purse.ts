import type { Spent } from './prices.ts'

/** What a workspace may spend in a month, and has spent; kept by whoever asks for the review. */
export interface Purse {
  /** null where so much more USD may be spent; else one sentence that says which limit is met. */
  short(usd: number): Promise<string | null>
  /** Counts an answer of the model, by its id: the same answer twice is counted once. */
  charge(answer: string, spent: Spent, usd: number): Promise<void>
}

/** Of one workspace in a calendar month; null: no limit. */
export interface MonthLimits {
  readonly usd: number | null
  readonly tokens: number | null
}
