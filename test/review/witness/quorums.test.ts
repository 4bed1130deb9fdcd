import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  disjointQuorums,
  quorumUnderCut,
  readMissesWrite,
  splitOfFixedSize,
  splitOfVisibleSize,
  writesMiss,
} from '../../../src/review/witness/index.ts'
import { subsets } from './plain-search.ts'
import { traceOf } from './traces.ts'

const comparisons = ['>=', '>', '==='] as const
type Comparison = (typeof comparisons)[number]

function holds(count: number, comparison: Comparison, threshold: number): boolean {
  if (comparison === '===') return count === threshold
  return comparison === '>' ? count > threshold : count >= threshold
}

function disjoint(a: readonly number[], b: readonly number[]): boolean {
  return a.every((each) => !b.includes(each))
}

/** Two subsets that share nobody and are large enough, by looking at all pairs of subsets. */
function anyDisjoint(n: number, left: (s: number[]) => boolean, right: (s: number[]) => boolean): boolean {
  const all = subsets(n)
  return all.some((a) => left(a) && all.some((b) => right(b) && disjoint(a, b)))
}

describe('disjoint quorums', () => {
  test('are found for exactly the thresholds for which two of all subsets pass and share nobody', () => {
    for (let nodes = 1; nodes <= 6; nodes++) {
      for (let half = -2; half <= 2 * nodes + 2; half++) {
        for (const comparison of comparisons) {
          const threshold = half / 2
          const pass = (s: number[]) => holds(s.length, comparison, threshold)
          const expected = !pass([]) && anyDisjoint(nodes, pass, pass)
          const result = disjointQuorums({ nodes, threshold, comparison })
          expect([nodes, threshold, comparison, result.answer]).toEqual([
            nodes,
            threshold,
            comparison,
            expected ? 'broken' : 'none',
          ])
          if (expected) traceOf(result)
        }
      }
    }
  })

  test('are told as two groups, each by its count', () => {
    expect(traceOf(disjointQuorums({ nodes: 4, threshold: 2, comparison: '>=' }))).toEqual({
      kind: 'disjoint-quorums',
      answer: 'broken',
      parameters: { nodes: 4, threshold: 2, comparison: '>=' },
      steps: [
        '{a, b} cannot reach the others and counts 2 of 4. 2 >= 2 is true: {a, b} decides.',
        '{c, d} cannot reach {a, b} and counts 2 of 4. 2 >= 2 is true again: both decide, and no node knows of both.',
      ],
      lanes: ['{a, b}', '{c, d}'],
      events: [
        { at: 0, lane: '{a, b}', text: '{a, b} cannot reach the others and counts 2 of 4.' },
        { at: 1, lane: '{c, d}', text: '{c, d} cannot reach {a, b} and counts 2 of 4.' },
      ],
      unit: 'step',
      howComputed:
        'Sizes from 0 to 4 were tried in order: 2 is the smallest that passes, and two groups of it fit.',
    })
  })

  test('are those of the search over cluster sizes, at each size', () => {
    for (let nodes = 2; nodes <= 30; nodes++) {
      for (let threshold = 1; threshold <= nodes; threshold++) {
        const split = splitOfFixedSize(() => threshold, nodes)
        const result = disjointQuorums({ nodes, threshold, comparison: '>=' })
        expect(result.answer).toBe(split ? 'broken' : 'none')
        if (split && split.left.length <= 6) {
          expect(traceOf(result).lanes).toEqual(
            [split.left, split.right].map((side) => `{${side.join(', ')}}`),
          )
        }
      }
    }
  })

  test('do not exist under more than half, at any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(5), (nodes, more) => {
        const threshold = Math.floor(nodes / 2) + 1 + more
        expect(disjointQuorums({ nodes, threshold, comparison: '>=' }).answer).toBe('none')
        expect(disjointQuorums({ nodes, threshold: nodes / 2 + more, comparison: '>' }).answer).toBe('none')
      }),
    )
  })
})

describe('read and write quorums', () => {
  test('miss each other exactly where disjoint subsets of their sizes exist', () => {
    for (let nodes = 1; nodes <= 5; nodes++) {
      for (let read = 1; read <= nodes + 1; read++) {
        for (let write = 1; write <= nodes + 1; write++) {
          const size = (n: number) => (s: number[]) => s.length === n
          const missed = readMissesWrite({ nodes, read, write })
          const lost = writesMiss({ nodes, write })
          expect(missed.answer).toBe(anyDisjoint(nodes, size(read), size(write)) ? 'broken' : 'none')
          expect(lost.answer).toBe(anyDisjoint(nodes, size(write), size(write)) ? 'broken' : 'none')
          if (missed.answer === 'broken') traceOf(missed)
          if (lost.answer === 'broken') traceOf(lost)
        }
      }
    }
  })

  test('are told as what the writer stored and what the reader was answered', () => {
    expect(traceOf(readMissesWrite({ nodes: 3, read: 1, write: 2 })).steps).toEqual([
      'The writer stores v2 on {a, b} and is told that it is done. v2 is on 2 of 3 replicas, v1 on the others.',
      'The reader asks {c}. Every answer is v1: the write that was done is not seen.',
    ])
    expect(traceOf(writesMiss({ nodes: 2, write: 1 })).steps).toEqual([
      'Writer 1 stores x on {a} and is told that it is done. x is on 1 of 2 replicas.',
      'Writer 2 stores y on {b} and is told that it is done. x is on {a}, y on {b}: both writes count, and no replica saw both.',
    ])
  })
})

describe('a quorum under a cut', () => {
  const shares = [0.25, 1 / 3, 0.5, 2 / 3, 1]
  const rounds = [Math.floor, Math.ceil, Math.round, (n: number) => n]

  test('is passed on both sides exactly where some cut of all nodes in two makes it so', () => {
    for (let nodes = 1; nodes <= 8; nodes++) {
      for (const share of shares) {
        for (const [index, round] of rounds.entries()) {
          for (const of of ['visible', 'configured'] as const) {
            for (const comparison of comparisons) {
              const threshold = (n: number) => round(n * share) + (index % 2)
              const expected = subsets(nodes).some((left) => {
                const sides = [left.length, nodes - left.length]
                return sides.every(
                  (n) => n > 0 && holds(n, comparison, threshold(of === 'visible' ? n : nodes)),
                )
              })
              const result = quorumUnderCut({ nodes, of, threshold, comparison })
              expect([nodes, share, index, of, comparison, result.answer]).toEqual([
                nodes,
                share,
                index,
                of,
                comparison,
                expected ? 'broken' : 'none',
              ])
              if (expected) traceOf(result)
            }
          }
        }
      }
    }
  })

  test('of five nodes is the one that the search over cluster sizes begins with', () => {
    const threshold = (n: number) => Math.floor(n / 2) + 1
    const split = splitOfVisibleSize(threshold)
    const trace = traceOf(quorumUnderCut({ nodes: 5, of: 'visible', threshold, comparison: '>=' }))
    expect(trace.lanes).toEqual([split?.left, split?.right].map((side) => `{${side?.join(', ')}}`))
  })

  test('of the visible: every majority is had on both sides of any cut; of the configured: on one at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), (nodes) => {
        const threshold = (n: number) => Math.floor(n / 2) + 1
        const counted = { nodes, threshold, comparison: '>=' as const }
        const { parameters } = traceOf(quorumUnderCut({ ...counted, of: 'visible' }))
        expect([parameters['left'], parameters['right']]).toEqual([
          Math.ceil(nodes / 2),
          Math.floor(nodes / 2),
        ])
        expect(quorumUnderCut({ ...counted, of: 'configured' }).answer).toBe('none')
      }),
    )
  })
})
