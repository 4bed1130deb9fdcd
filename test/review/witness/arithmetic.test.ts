import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  hashMod,
  limitPerReplica,
  meshLinks,
  misalignedZip,
  oneWayNeighbours,
  sequentialFanOut,
  timeoutInversion,
} from '../../../src/review/witness/index.ts'
import { subsets } from './plain-search.ts'
import { lengthOf, traceOf } from './traces.ts'

describe('hash modulo nodes', () => {
  test('moves exactly 1 - 1/(n+1) of the keys, as a count over several periods says', () => {
    for (let nodes = 1; nodes <= 50; nodes++) {
      const hashes = Array.from({ length: 3 * nodes * (nodes + 1) }, (_, i) => i)
      const moved = hashes.filter((hash) => hash % nodes !== hash % (nodes + 1)).length
      const { parameters } = traceOf(hashMod({ nodes }))
      expect(parameters['share']).toBeCloseTo(1 - 1 / (nodes + 1), 12)
      expect(Number(parameters['moved']) * 3).toBe(moved)
    }
  })

  test('is told with a key that has two owners', () => {
    expect(traceOf(hashMod({ nodes: 4 })).steps).toEqual([
      'One node counts 4 nodes: the key with hash 4 belongs to a. Owner: a.',
      'e joins; a node that has seen it counts 5: the same key belongs to e. Owners, for as long as the two views differ: a and e.',
      'All nodes count 5. 16 of 20 keys have moved: 80.0 %, against 20.0 % on a ring.',
    ])
  })
})

describe('links of a mesh', () => {
  test('are as many as there are pairs, and shown beyond the size that is in order', () => {
    for (let nodes = 1; nodes <= 12; nodes++) {
      const pairs = subsets(nodes).filter((pair) => pair.length === 2)
      for (let most = 1; most <= 13; most++) {
        const result = meshLinks({ nodes, most })
        expect(result.answer).toBe(nodes > most ? 'broken' : 'none')
        expect(result.parameters).toMatchObject({
          links: pairs.length,
          perNode: pairs.filter(([a]) => a === 0).length,
        })
      }
    }
    expect(traceOf(meshLinks({ nodes: 80, most: 30 })).steps.at(-1)).toBe(
      'The cluster has 80 nodes. 3,160 links in all, 79 at each node.',
    )
  })
})

describe('one call after the other', () => {
  test('takes as long as a clock that runs through the calls says', () => {
    const times = fc.record({
      nodes: fc.integer({ min: 0, max: 12 }),
      timeoutMs: fc.integer({ min: 1, max: 9_999 }),
      deadlineMs: fc.option(fc.integer({ min: 1, max: 60_000 })),
    })
    fc.assert(
      fc.property(times, (fanOut) => {
        let clock = 0
        for (let call = 0; call < fanOut.nodes; call++) clock += fanOut.timeoutMs
        const result = sequentialFanOut(fanOut)
        const late = clock > (fanOut.deadlineMs ?? fanOut.timeoutMs)
        expect(result.answer).toBe(late ? 'broken' : 'none')
        if (late) expect(traceOf(result).events.at(-1)?.at).toBe(clock)
      }),
    )
  })

  test('without a limit never reaches the second node', () => {
    expect(traceOf(sequentialFanOut({ nodes: 3, timeoutMs: null, deadlineMs: null })).steps).toEqual([
      '0 ms: The caller calls a, which does not answer; the call has no limit. The other 2 are never called.',
    ])
    expect(sequentialFanOut({ nodes: 0, timeoutMs: null, deadlineMs: null }).answer).toBe('none')
  })
})

describe('an inner wait and an outer one', () => {
  test('are inverted exactly where the outer one has ended when the inner one ends', () => {
    for (const outerMs of [1, 2, 3, 4, null]) {
      for (const innerMs of [1, 2, 3, 4, null]) {
        let [now, inner, outer] = [0, true, true]
        while (inner && outer && now < 10) {
          now++
          outer = now !== outerMs
          inner = now !== innerMs
        }
        const result = timeoutInversion({ outerMs, innerMs })
        expect([outerMs, innerMs, result.answer]).toEqual([outerMs, innerMs, outer ? 'none' : 'broken'])
        if (!outer) expect(traceOf(result).events[2]).toMatchObject({ at: outerMs, lane: 'caller' })
      }
    }
  })
})

describe('neighbours that are sent to', () => {
  const graphs = fc
    .integer({ min: 1, max: 5 })
    .chain((n) => fc.array(fc.subarray([0, 1, 2, 3, 4].slice(0, n)), { minLength: n, maxLength: n }))

  test('leave a replica without a write exactly where the closure of the links lacks a pair', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const n = graph.length
        const reach = graph.map((to, i) => Array.from({ length: n }, (_, j) => i === j || to.includes(j)))
        for (let via = 0; via < n; via++) {
          for (const row of reach)
            if (row[via]) for (let j = 0; j < n; j++) row[j] ||= reach[via]?.[j] === true
        }
        const fewest = Math.min(...reach.map((row) => row.filter(Boolean).length))
        const result = oneWayNeighbours(
          Object.fromEntries(graph.map((to, i) => [`r${i}`, to.map((j) => `r${j}`)])),
        )
        expect(lengthOf(result)).toBe(fewest === n ? -1 : fewest + 1)
      }),
      { numRuns: 300 },
    )
  })

  test('are told up to the replica that never learns', () => {
    expect(traceOf(oneWayNeighbours({ a: [], b: ['a'] })).steps).toEqual([
      'a stores a write. It is known at a.',
      'No replica that has the write lists b as a neighbour. It never arrives at b.',
    ])
  })
})

describe('answers that are paired with nodes', () => {
  test('are misplaced exactly where an answer is missing before another', () => {
    for (let nodes = 1; nodes <= 6; nodes++) {
      for (const down of subsets(nodes)) {
        const answers = Array.from({ length: nodes }, (_, i) => i).filter((i) => !down.includes(i))
        const wrong = answers.some((answer, place) => answer !== place)
        const dropped = misalignedZip({ nodes, missing: 'dropped', down })
        expect(dropped.answer).toBe(wrong ? 'broken' : 'none')
        if (wrong) traceOf(dropped)
        expect(misalignedZip({ nodes, missing: 'in-place', down }).answer).toBe('none')
      }
      const some = misalignedZip({ nodes, missing: 'dropped', down: null })
      expect(some.answer).toBe(nodes > 1 ? 'broken' : 'none')
    }
  })

  test('are told: b is down and is given the answer of c', () => {
    expect(traceOf(misalignedZip({ nodes: 3, missing: 'dropped', down: null })).steps).toEqual([
      'The caller asks a, b and c; b is down. The answers are those of a and c, in this order.',
      'The caller pairs [a, b, c] with [a, c]. b is given the answer of c; pairs: a-a, b-c.',
    ])
  })
})

describe('a limit that each replica counts', () => {
  test('lets through as many as a loop over replicas and requests does', () => {
    for (let replicas = 1; replicas <= 6; replicas++) {
      for (let limit = 1; limit <= 6; limit++) {
        for (const shared of [false, true]) {
          const counters = Array.from({ length: shared ? 1 : replicas }, () => 0)
          let granted = 0
          for (let request = 0; request < 100; request++) {
            const counter = request % counters.length
            if ((counters[counter] ?? 0) >= limit) continue
            counters[counter] = (counters[counter] ?? 0) + 1
            granted++
          }
          const result = limitPerReplica({ replicas, limit, shared })
          expect(result.parameters['granted']).toBe(granted)
          expect(result.answer).toBe(granted > limit ? 'broken' : 'none')
          if (granted > limit) traceOf(result)
        }
      }
    }
  })
})
