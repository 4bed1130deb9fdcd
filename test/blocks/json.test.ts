import fc from 'fast-check'
import { expect, test } from 'vitest'
import { json } from '../../src/blocks/json.ts'
import { report } from './arbitrary.ts'
import { aReport } from './sample.ts'

test('the JSON is the report, for any report', () => {
  fc.assert(
    fc.property(report, (given) => {
      expect(JSON.parse(json(given))).toEqual(given)
    }),
    { numRuns: 30 },
  )
})

test('nothing unseen is in the JSON but line feeds, and it ends in one', () => {
  const printed = json(aReport())
  expect(printed.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  expect(printed.endsWith('}\n')).toBe(true)
  expect(printed).toContain('user\\u202e')
})
