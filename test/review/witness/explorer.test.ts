import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explore } from '../../../src/review/witness/explorer.ts'
import { shortestBadRun } from './plain-search.ts'

/** Any graph of up to seven states: for each where its moves lead. */
const graph = fc
  .integer({ min: 1, max: 7 })
  .chain((n) => fc.array(fc.array(fc.nat(n - 1), { maxLength: 3 }), { minLength: n, maxLength: n }))
const wide = { depth: 100, states: 1_000, moves: 10_000 }

function model(edges: readonly (readonly number[])[], bad: number) {
  return {
    start: 0,
    moves: (state: number) => (edges[state] ?? []).map((to) => ({ lane: `${state}`, text: `to ${to}`, to })),
    isBad: (state: number) => state === bad,
  }
}

describe('exploring a model', () => {
  test('finds a bad state by the fewest moves, and none where no run leads to one', () => {
    fc.assert(
      fc.property(graph, fc.nat(7), (edges, bad) => {
        const found = explore(model(edges, bad), wide)
        const shortest = shortestBadRun(
          0,
          (state) => edges[state] ?? [],
          (state) => state === bad,
          edges.length,
        )
        expect(found.answer === 'broken' ? found.trace.length : -1).toBe(shortest)
        expect(found.answer).toBe(shortest === -1 ? 'none' : 'broken')
        if (found.answer !== 'broken') return
        let at = 0
        for (const { to, lane } of found.trace) {
          expect(lane).toBe(`${at}`)
          expect(edges[at]).toContain(to)
          at = to
        }
        expect(at).toBe(bad)
      }),
    )
  })

  test('answers the same each time', () => {
    fc.assert(
      fc.property(graph, fc.nat(7), (edges, bad) => {
        expect(explore(model(edges, bad), wide)).toEqual(explore(model(edges, bad), wide))
      }),
    )
  })

  const line = {
    start: { n: 0 },
    moves: ({ n }: { n: number }) => [{ lane: 'a', text: 'counts on', to: { n: n + 1 } }],
    isBad: ({ n }: { n: number }) => n === 50,
  }

  test.each([
    ['depth', { depth: 49, states: 1_000, moves: 1_000 }],
    ['states', { depth: 1_000, states: 50, moves: 1_000 }],
    ['moves', { depth: 1_000, states: 1_000, moves: 49 }],
  ] as const)(
    'says that its bound of %s left states unseen, which is not the same as none',
    (bound, limits) => {
      expect(explore(line, limits)).toEqual({ answer: 'none-within-bound', states: 50, bound })
      expect(explore(line, wide)).toMatchObject({ answer: 'broken', states: 51 })
    },
  )

  test('takes states that the model calls alike for one', () => {
    const pair = {
      start: ['-', '-'],
      moves: (state: string[]) => [0, 1].map((i) => ({ lane: `${i}`, text: 'x', to: state.with(i, 'x') })),
      isBad: () => false,
    }
    expect(explore(pair, wide)).toEqual({ answer: 'none', states: 4 })
    expect(explore({ ...pair, canonical: (state: string[]) => [...state].sort() }, wide)).toEqual({
      answer: 'none',
      states: 3,
    })
  })

  test('takes states for one whose fields were written in another order', () => {
    const fields = {
      start: { a: 0, b: 0 },
      moves: ({ a, b }: { a: number; b: number }) => [{ lane: 'a', text: 'turns', to: { b, a } }],
      isBad: () => false,
    }
    expect(explore(fields, wide)).toEqual({ answer: 'none', states: 1 })
  })

  test('shows a start that is bad already as a trace of no steps', () => {
    expect(explore({ ...line, isBad: () => true }, wide)).toEqual({ answer: 'broken', trace: [], states: 1 })
  })
})
