/** Tokens by what they cost. */
export interface Spent {
  readonly input: number
  readonly cacheWrite: number
  readonly cacheRead: number
  readonly output: number
}

export const nothingSpent: Spent = { input: 0, cacheWrite: 0, cacheRead: 0, output: 0 }

export function sumOf(a: Spent, b: Spent): Spent {
  return {
    input: a.input + b.input,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    cacheRead: a.cacheRead + b.cacheRead,
    output: a.output + b.output,
  }
}

/** Tokens of every kind. */
export function totalOf({ input, cacheWrite, cacheRead, output }: Spent): number {
  return input + cacheWrite + cacheRead + output
}

/**
 * USD for a million tokens, writes to the cache for five minutes: list prices of November 2026,
 * https://platform.claude.com/docs/en/about-claude/pricing. Where a price depends on the length, the higher one.
 */
const prices: Readonly<Record<string, Spent>> = {
  'claude-fable-5-2': { input: 10, cacheWrite: 12.5, cacheRead: 1, output: 50 },
  'claude-fable-5-1': { input: 10, cacheWrite: 12.5, cacheRead: 1, output: 50 },
  'claude-opus-5-5': { input: 4, cacheWrite: 5, cacheRead: 0.2, output: 20 },
  'claude-opus-5': { input: 5, cacheWrite: 6.25, cacheRead: 0.5, output: 25 },
  'claude-opus-4-8': { input: 5, cacheWrite: 6.25, cacheRead: 0.5, output: 25 },
  'claude-opus-4-7': { input: 5, cacheWrite: 6.25, cacheRead: 0.5, output: 25 },
  'claude-sonnet-5-5': { input: 2, cacheWrite: 2.5, cacheRead: 0.1, output: 10 },
  'claude-sonnet-5': { input: 2, cacheWrite: 2.5, cacheRead: 0.2, output: 10 },
  'claude-haiku-5-5': { input: 0.5, cacheWrite: 0.625, cacheRead: 0.05, output: 2.5 },
  'claude-haiku-4-5': { input: 1, cacheWrite: 1.25, cacheRead: 0.1, output: 5 },
}

/** A model without a known price is counted as the dearest, so that a cap on money still holds. */
const dearest: Spent = { input: 10, cacheWrite: 12.5, cacheRead: 1, output: 50 }

export function priceIsKnown(model: string): boolean {
  return Object.hasOwn(prices, model)
}

/** USD. */
export function costOf(model: string, spent: Spent): number {
  const price = (priceIsKnown(model) ? prices[model] : undefined) ?? dearest
  return (
    (spent.input * price.input +
      spent.cacheWrite * price.cacheWrite +
      spent.cacheRead * price.cacheRead +
      spent.output * price.output) /
    1_000_000
  )
}
