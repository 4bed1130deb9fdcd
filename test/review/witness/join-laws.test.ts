import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinLaws, type Merge } from '../../../src/review/witness/index.ts'
import { traceOf } from './traces.ts'

const laws = ['commutative', 'idempotent', 'associative'] as const

/** Which laws hold for a merge that is written here as a plain function over states that are listed here. */
function held<S>(states: readonly S[], m: (a: S, b: S) => S): string[] {
  const same = (x: S, y: S) => JSON.stringify(x) === JSON.stringify(y)
  const every = (check: (a: S, b: S, c: S) => boolean) =>
    states.every((a) => states.every((b) => states.every((c) => check(a, b, c))))
  const found: string[] = []
  if (every((a, b) => same(m(a, b), m(b, a)))) found.push('commutative')
  if (every((a) => same(m(a, a), a))) found.push('idempotent')
  if (every((a, b, c) => same(m(m(a, b), c), m(a, m(b, c))))) found.push('associative')
  return found
}

function heldBy(merge: Merge): string[] {
  return laws.filter((law) => {
    const result = joinLaws(merge, [law])
    if (result.answer === 'broken') expect(traceOf(result).parameters['law']).toBe(law)
    return result.answer === 'none'
  })
}

const numbers = [-1, 0, 1, 2, 5]
const lists = [[], [1], [2], [1, 2], [2, 1], [2, 2]]
const sets = [[], [1], [2], [1, 2]]
const stamps = [0, 1, 2].flatMap((t) => [0, 1, 2].map((v) => [t, v] as const))
const maps = [undefined, 1, 2].flatMap((p) => [undefined, 1, 2].map((q) => [p, q] as const))
const present = (x: number | undefined, y: number | undefined, each: (x: number, y: number) => number) =>
  x === undefined ? y : y === undefined ? x : each(x, y)
const inMaps = (each: (x: number, y: number) => number) =>
  held<readonly [number | undefined, number | undefined]>(maps, (a, b) => [
    present(a[0], b[0], each),
    present(a[1], b[1], each),
  ])
const byTime = (tie: (a: number, b: number) => number) =>
  held<readonly [number, number]>(stamps, (a, b) =>
    a[0] === b[0] ? [a[0], tie(a[1], b[1])] : a[0] > b[0] ? a : b,
  )

const cases: readonly (readonly [string, Merge, string[]])[] = [
  ['max', { op: 'max' }, held(numbers, Math.max)],
  ['min', { op: 'min' }, held(numbers, Math.min)],
  ['sum', { op: 'sum' }, held(numbers, (a, b) => a + b)],
  ['local wins', { op: 'left' }, held(numbers, (a) => a)],
  ['remote wins', { op: 'right' }, held(numbers, (_, b) => b)],
  ['or', { op: 'or' }, held([false, true], (a, b) => a || b)],
  ['and', { op: 'and' }, held([false, true], (a, b) => a && b)],
  ['union', { op: 'union' }, held(sets, (a, b) => [...new Set([...a, ...b])].sort())],
  ['intersection', { op: 'intersection' }, held(sets, (a, b) => a.filter((x) => b.includes(x)))],
  ['++', { op: 'append' }, held(lists, (a, b) => [...a, ...b])],
  ['map, right-biased', { op: 'map', each: null }, inMaps((_, y) => y)],
  ['map of max', { op: 'map', each: { op: 'max' } }, inMaps(Math.max)],
  ['map of sums', { op: 'map', each: { op: 'sum' } }, inMaps((x, y) => x + y)],
  ['last writer, left', { op: 'last-writer', tie: 'left' }, byTime((a) => a)],
  ['last writer, right', { op: 'last-writer', tie: 'right' }, byTime((_, b) => b)],
  ['last writer, larger', { op: 'last-writer', tie: 'larger-value' }, byTime(Math.max)],
]

describe('a merge', () => {
  test.each(cases)(
    '%s keeps the laws that a plain function keeps over other small states',
    (_, merge, expected) => {
      expect(heldBy(merge)).toEqual(expected)
      expect(joinLaws(merge).answer).toBe(expected.length === laws.length ? 'none' : 'broken')
    },
  )

  const parts = fc.constantFrom(...cases)

  test('of a struct keeps the laws that all of its fields keep', () => {
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 6 }), (fields) => {
        const of = Object.fromEntries(fields.map(([, merge], i) => [`f${i}`, merge]))
        const expected = laws.filter((law) => fields.every(([, , kept]) => kept.includes(law)))
        expect(heldBy({ op: 'fields', of })).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  })

  test('within maps within maps keeps the laws of what is inside', () => {
    fc.assert(
      fc.property(parts, ([, merge, kept]) => {
        expect(heldBy({ op: 'map', each: { op: 'map', each: merge } })).toEqual(kept)
      }),
      { numRuns: 20 },
    )
  })

  test('is told as two replicas that saw the same and differ', () => {
    expect(traceOf(joinLaws({ op: 'map', each: null })).steps).toEqual([
      'Replica 1 has m({"p":1}, {"p":2}). It holds {"p":2}.',
      'Replica 2 has seen the same states: m({"p":2}, {"p":1}). It holds {"p":1}: the other order left another state, so m is not commutative.',
    ])
    expect(traceOf(joinLaws({ op: 'sum' })).steps).toEqual([
      'Replica 1 has m(1, 1). It holds 2.',
      'Replica 2 has seen the same states: 1, without merging it again. It holds 1: the number of merges left another state, so m is not idempotent.',
    ])
  })
})
