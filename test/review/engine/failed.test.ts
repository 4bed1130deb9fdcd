import { expect, it } from 'vitest'
import { attempt, type Failed } from '../../../src/review/engine/failed.ts'

const breaks = () => {
  throw new TypeError('no such place\nat x.ts:1')
}

it('loses only what broke off, and says what and why in one line', async () => {
  const failed: Failed[] = []
  expect(await attempt('Parts of the report', failed, breaks)).toBeNull()
  expect(await attempt('Facts of the cluster', failed, () => 5)).toBe(5)
  expect(failed).toEqual([{ what: 'Parts of the report', cause: 'TypeError: no such place' }])
})

it('does not take a cancelled review for a fault', async () => {
  const failed: Failed[] = []
  await expect(attempt('The check of patches', failed, breaks, AbortSignal.abort())).rejects.toThrow(
    TypeError,
  )
  expect(failed).toEqual([])
})
