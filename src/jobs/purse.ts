import { totalOf } from '../review/expert/prices.ts'
import type { MonthLimits, Purse } from '../review/expert/purse.ts'
import { keepStep, stepsFrom } from '../store/steps.ts'
import type { Database } from '../store/store.ts'

interface Charge {
  readonly usd: number
  readonly tokens: number
}

/**
 * What one workspace spends on the expert in the calendar month (UTC) of the clock. Each answer of the model is a step
 * of that month's account, by its id: however often it is charged, it counts once, and every process sees it.
 */
export function createPurse(
  db: Database,
  workspace: string,
  limits: MonthLimits,
  clock: () => number,
): Purse {
  const month = () => new Date(clock()).toISOString().slice(0, 7)
  const account = () => `expert-month/${month()}/${workspace}`
  return {
    async short(usd) {
      if (limits.usd === null && limits.tokens === null) return null
      const charges = (await stepsFrom(db, account(), '')) as Charge[]
      const spent = { usd: 0, tokens: 0 }
      for (const charge of charges) {
        spent.usd += charge.usd
        spent.tokens += charge.tokens
      }
      if (limits.usd !== null && spent.usd + usd > limits.usd)
        return sentence(`${limits.usd.toFixed(2)} USD`, month(), 'EXPERT_MONTH_USD')
      if (limits.tokens !== null && spent.tokens >= limits.tokens)
        return sentence(`${limits.tokens.toLocaleString('en')} tokens`, month(), 'EXPERT_MONTH_TOKENS')
      return null
    },
    async charge(answer, spent, usd) {
      await keepStep(db, account(), answer, { usd, tokens: totalOf(spent) } satisfies Charge)
    },
  }
}

function sentence(limit: string, month: string, setting: string): string {
  return `The expert ended with what it had: this workspace's limit of ${limit} for ${month} was met (${setting}).`
}
