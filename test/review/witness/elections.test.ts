import { describe, expect, test } from 'vitest'
import { firstOfVisible, visibilityElection } from '../../../src/review/witness/index.ts'
import { shortestBadRun, subsets } from './plain-search.ts'
import { lengthOf, traceOf } from './traces.ts'

describe('whoever sees enough leads', () => {
  test('has two leaders without a cut exactly where everybody sees enough and there are two', () => {
    for (let nodes = 1; nodes <= 5; nodes++) {
      for (let threshold = 0; threshold <= nodes + 1; threshold++) {
        const leaders = Array.from({ length: nodes }, () => nodes).filter((seen) => seen >= threshold)
        const result = visibilityElection({ nodes, threshold, comparison: '>=', grants: 'sight' })
        expect(lengthOf(result)).toBe(leaders.length > 1 ? 2 : -1)
      }
    }
  })

  test('with one vote of each node has two leaders exactly where one of all ballots elects two', () => {
    for (let nodes = 1; nodes <= 4; nodes++) {
      for (let threshold = 1; threshold <= nodes; threshold++) {
        const ballots = Array.from({ length: nodes ** nodes }, (_, ballot) =>
          Array.from({ length: nodes }, (_, i) => Math.floor(ballot / nodes ** i) % nodes),
        )
        const elected = (ballot: readonly number[]) =>
          Array.from({ length: nodes }, (_, i) => ballot.filter((vote) => vote === i).length).filter(
            (votes) => votes >= threshold,
          ).length
        const two = ballots.some((ballot) => elected(ballot) > 1)
        const result = visibilityElection({ nodes, threshold, comparison: '>=', grants: 'votes' })
        expect([nodes, threshold, lengthOf(result)]).toEqual([nodes, threshold, two ? 2 * threshold + 2 : -1])
      }
    }
  })

  test('is told by what each of them sees', () => {
    const result = visibilityElection({ nodes: 3, threshold: 2, comparison: '>=', grants: 'sight' })
    expect(traceOf(result).steps).toEqual([
      'a sees 3 nodes: 3 >= 2, so it leads. Leaders: a.',
      'b sees 3 nodes: 3 >= 2, so it leads. Leaders: a and b.',
    ])
  })
})

describe('the first of the visible leads', () => {
  interface View {
    cut: number[] | null
    leads: number[]
  }

  /** A cut is a set of nodes that lose sight of the rest; a node looks and takes up or lays down its role. */
  function after(nodes: number, largest: boolean): (view: View) => View[] {
    return ({ cut, leads }) => {
      const views: View[] = []
      if (!cut)
        for (const side of subsets(nodes)) if (side.length % nodes > 0) views.push({ cut: side, leads })
      for (let node = 0; node < nodes; node++) {
        const seen = Array.from({ length: nodes }, (_, i) => i).filter(
          (other) => !cut || cut.includes(other) === cut.includes(node),
        )
        const first = largest ? Math.max(...seen) : Math.min(...seen)
        const rest = leads.filter((each) => each !== node)
        views.push({ cut, leads: first === node ? [...rest, node] : rest })
      }
      return views
    }
  }

  test('has two leaders in as few steps as any run has, and one only where there is one node', () => {
    for (const pick of ['smallest', 'largest'] as const) {
      for (const nodes of [1, 2, 3, 4]) {
        const expected = shortestBadRun<View>(
          { cut: null, leads: [] },
          after(nodes, pick === 'largest'),
          ({ leads }) => leads.length > 1,
          3,
        )
        expect(lengthOf(firstOfVisible({ nodes, pick }))).toBe(expected)
      }
      for (const nodes of [6, 7, 20, 50]) expect(lengthOf(firstOfVisible({ nodes, pick }))).toBe(3)
    }
  })

  test('is told by the cut and what each side sees', () => {
    expect(traceOf(firstOfVisible({ nodes: 3, pick: 'smallest' }))).toMatchObject({
      lanes: ['network', 'a', 'b', 'c'],
      steps: [
        'The network splits {a} | {b, c}. Leaders: nobody.',
        'a sees {a}: the smallest is a, so it leads. Leaders: a.',
        'b sees {b, c}: the smallest is b, so it leads. Leaders: a and b.',
      ],
    })
  })
})
