import { describe, expect, test } from 'vitest'
import {
  bootFormation,
  checkThenAct,
  cleanUp,
  divergingApply,
  downRemovesNewer,
  firstOfVisible,
  hashMod,
  limitPerReplica,
  type Result,
  readModifyWrite,
  repeatedEffect,
  runsPerTick,
  takeOver,
  visibilityElection,
} from '../../../src/review/witness/index.ts'

/** Each model that explores states, at a size that the code may hold. */
const sized: readonly (readonly [string, (size: number) => Result])[] = [
  ['bootFormation', (nodes) => bootFormation({ nodes, guard: 'none' })],
  ['checkThenAct', (callers) => checkThenAct({ callers, act: 'start', guard: 'unique' })],
  ['cleanUp', (nodes) => cleanUp({ nodes, guard: 'republish' })],
  ['divergingApply', (members) => divergingApply({ members, restarts: true, term: 'meta' })],
  ['downRemovesNewer', (owners) => downRemovesNewer({ deletes: 'owner', owners })],
  ['firstOfVisible', (nodes) => firstOfVisible({ nodes, pick: 'largest' })],
  ['hashMod', (nodes) => hashMod({ nodes })],
  ['limitPerReplica', (replicas) => limitPerReplica({ replicas, limit: 9, shared: false })],
  [
    'readModifyWrite',
    (callers) => readModifyWrite({ callers, guard: 'compare-and-set', initial: 0, change: 1 }),
  ],
  ['repeatedEffect', (members) => repeatedEffect({ members, restarts: false, place: 'returned' })],
  ['runsPerTick', (replicas) => runsPerTick({ replicas, guard: 'claim' })],
  [
    'takeOver',
    (nodes) => takeOver({ nodes, guard: 'configured-majority', fenced: true, ownerNoticesLate: true }),
  ],
  [
    'visibilityElection',
    (nodes) => visibilityElection({ nodes, threshold: 26, comparison: '>=', grants: 'votes' }),
  ],
]

describe('a size found in code', () => {
  test.each(sized)('%s: what cannot be explored is not called right', (_, model) => {
    for (const size of [0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY, 51, 1e9]) {
      expect(model(size)).toMatchObject({
        answer: 'none-within-bound',
        howComputed: `A size of ${size} was not explored: whole numbers from 1 to 50 are.`,
      })
    }
  })

  test.each(sized)('%s: the largest is answered, and each the same each time', (_, model) => {
    expect(['broken', 'none', 'none-within-bound']).toContain(model(50).answer)
    expect(model(6)).toEqual(model(6))
  })

  test('says which bound left states unseen', () => {
    const result = visibilityElection({ nodes: 50, threshold: 26, comparison: '>=', grants: 'votes' })
    expect(result.answer).toBe('none-within-bound')
    expect(result.howComputed).toMatch(
      /^\d+ states were explored, up to the bound of \w+; more can be reached\.$/,
    )
  })
})
