import { expect, test } from 'vitest'
import { allowanceOf, usualPlans } from '../../src/review/expert/budget.ts'
import { page, rowsOf } from './pages.ts'

test('docs/expert.md has the efforts, turns and shares of the code', () => {
  const caps = { maxTokens: 1_000, maxUsd: 100 }
  const row = (task: 'standard' | 'deep' | 'question') => {
    const { effort, turns, tokens, usd } = allowanceOf(usualPlans[task], caps).whole
    expect(tokens).toBe(usd * 10)
    return [effort, String(turns), `${usd}%`]
  }
  const [, standard, deep, question] = rowsOf(page('docs/expert.md')).map((cells) => cells.slice(2))
  expect([standard, deep, question]).toEqual([row('standard'), row('deep'), row('question')])
})
