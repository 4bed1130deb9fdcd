import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { QuorumSets } from '../../../src/review/report.ts'
import { splitOfFixedSize, splitOfVisibleSize } from '../../../src/review/witness/split.ts'

/** Thresholds of any kind: near a half, near all, near nothing, with or without rounding. */
const threshold = fc
  .record({
    numerator: fc.integer({ min: 0, max: 5 }),
    denominator: fc.integer({ min: 1, max: 5 }),
    added: fc.integer({ min: -2, max: 2 }),
    round: fc.constantFrom(Math.floor, Math.ceil, Math.round),
  })
  .map(
    ({ numerator, denominator, added, round }) =>
      (n: number) =>
        round((numerator * n) / denominator) + added,
  )

const halves: readonly (readonly [string, (n: number) => number])[] = [
  ['div(n, 2)', (n) => Math.trunc(n / 2)],
  ['ceil(n / 2)', (n) => Math.ceil(n / 2)],
  ['round(n / 2)', (n) => Math.round(n / 2)],
  ['div(n + 1, 2)', (n) => Math.trunc((n + 1) / 2)],
]
const majority = (n: number) => Math.floor(n / 2) + 1

function overlap({ left, right }: QuorumSets): string[] {
  return left.filter((name) => right.includes(name))
}

function splits(needs: (n: number) => number, n: number): boolean {
  return needs(n) >= 1 && 2 * needs(n) <= n
}

describe('a cluster whose size does not change', () => {
  test('is shown as two groups that share nobody, both large enough, within the cluster', () => {
    fc.assert(
      fc.property(threshold, (needs) => {
        const witness = splitOfFixedSize(needs)
        if (!witness) return
        const { nodes, left, right, leftNeeds, rightNeeds } = witness
        expect(overlap(witness)).toEqual([])
        expect(new Set([...left, ...right]).size).toBe(left.length + right.length)
        expect(left.length + right.length).toBeLessThanOrEqual(nodes)
        expect([leftNeeds, rightNeeds]).toEqual([needs(nodes), needs(nodes)])
        expect(left.length).toBeGreaterThanOrEqual(leftNeeds)
        expect(right.length).toBeGreaterThanOrEqual(rightNeeds)
      }),
    )
  })

  test('is the smallest that splits, and none is shown where no cluster up to 101 splits', () => {
    fc.assert(
      fc.property(threshold, (needs) => {
        let smallest: number | null = null
        for (let n = 2; n <= 101 && smallest === null; n++) if (splits(needs, n)) smallest = n
        expect(splitOfFixedSize(needs)?.nodes ?? null).toBe(smallest)
      }),
    )
  })

  test.each(halves)('splits under %s', (_text, needs) => {
    expect(splitOfFixedSize(needs)).toMatchObject({
      nodes: 2,
      left: ['a'],
      right: ['b'],
      leftNeeds: 1,
      rightNeeds: 1,
    })
  })

  test('splits under div(n, 2) at every size, and under the rounded halves at every even size', () => {
    for (let n = 2; n <= 101; n++) {
      for (const [text, needs] of halves) {
        const nodes = splitOfFixedSize(needs, n)?.nodes ?? null
        expect([text, n, nodes]).toEqual([text, n, text === 'div(n, 2)' || n % 2 === 0 ? n : null])
      }
    }
  })

  test('never splits under floor(n / 2) + 1 or more, at any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 101 }), fc.nat(3), (n, more) => {
        expect(splitOfFixedSize((size) => majority(size) + more, n)).toBeNull()
      }),
    )
    expect(splitOfFixedSize(majority)).toBeNull()
  })

  test('does not split where nobody has to agree: that is no quorum', () => {
    expect(splitOfFixedSize(() => 0)).toBeNull()
  })

  test('is tried at the size that the code spells out, and at no other', () => {
    expect(splitOfFixedSize((n) => Math.ceil(n / 2), 5)).toBeNull()
    expect(splitOfFixedSize(() => 3, 6)).toMatchObject({
      nodes: 6,
      left: ['a', 'b', 'c'],
      right: ['d', 'e', 'f'],
    })
  })
})

describe('a cluster whose size is what one can see', () => {
  test('is shown as a cut into two sides that hold everybody and share nobody, each enough for itself', () => {
    fc.assert(
      fc.property(threshold, (needs) => {
        const witness = splitOfVisibleSize(needs)
        if (!witness) return
        const { nodes, left, right, leftNeeds, rightNeeds } = witness
        expect(overlap(witness)).toEqual([])
        expect(new Set([...left, ...right]).size).toBe(nodes)
        expect([leftNeeds, rightNeeds]).toEqual([needs(left.length), needs(right.length)])
        expect(left.length).toBeGreaterThanOrEqual(leftNeeds)
        expect(right.length).toBeGreaterThanOrEqual(rightNeeds)
      }),
    )
  })

  test('splits under every majority of what is visible, cut 3 | 2', () => {
    expect(splitOfVisibleSize(majority)).toMatchObject({
      nodes: 5,
      left: ['a', 'b', 'c'],
      right: ['d', 'e'],
      leftNeeds: 2,
      rightNeeds: 2,
    })
  })

  test('splits under any threshold that a side of any size can reach by itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (percent) => {
        const needs = (n: number) => Math.max(1, Math.ceil((n * percent) / 100))
        expect(splitOfVisibleSize(needs)?.nodes).toBe(5)
      }),
    )
  })

  test('does not split where a side needs more than itself, or nobody', () => {
    expect(splitOfVisibleSize((n) => n + 1)).toBeNull()
    expect(splitOfVisibleSize(() => 0)).toBeNull()
  })
})
