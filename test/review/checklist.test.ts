import { expect, test } from 'vitest'
import { brokenByRules } from '../../src/review/checklist.ts'
import { rules } from '../../src/review/rules/index.ts'

test('every rule that the checklist names exists', () => {
  const known = new Set(rules.map(({ id }) => id))
  expect(brokenByRules().filter((id) => !known.has(id))).toEqual([])
})
