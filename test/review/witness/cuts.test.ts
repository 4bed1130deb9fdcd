import { describe, expect, test } from 'vitest'
import { cutsInTwo } from '../../../src/review/witness/cuts.ts'
import { cleanUp, takeOver } from '../../../src/review/witness/index.ts'
import { shortestBadRun, subsets } from './plain-search.ts'
import { lengthOf, traceOf } from './traces.ts'

/** Cuts as the nodes that are on the other side than node 0. */
function awaySets(nodes: number): number[][] {
  return subsets(nodes).filter((side) => side.length > 0 && !side.includes(0))
}

describe('cuts in two', () => {
  test('are all there are, once each', () => {
    for (let nodes = 1; nodes <= 6; nodes++) {
      const made = cutsInTwo(nodes).map((cut) => cut.flatMap((side, i) => (side === 1 ? [i] : [])))
      expect(made.map(String).sort()).toEqual(awaySets(nodes).map(String).sort())
    }
    expect(cutsInTwo(8).map((cut) => cut.join(''))).toContain('00001111')
  })
})

describe('taking over on nodedown', () => {
  interface Cluster {
    away: number[] | null
    successor: number | null
    writes: ('old' | 'new')[]
  }
  const settings = (['none', 'visible-majority', 'configured-majority'] as const).flatMap((guard) =>
    [false, true].flatMap((fenced) =>
      [false, true].map((ownerNoticesLate) => ({ guard, fenced, ownerNoticesLate })),
    ),
  )

  test.each(settings)(
    '$guard, fenced $fenced, late $ownerNoticesLate: as a walk through all runs says',
    (setting) => {
      const { guard, fenced, ownerNoticesLate } = setting
      for (const nodes of [2, 3, 4]) {
        const allowed = (visible: number) => guard !== 'configured-majority' || visible > nodes / 2
        const after = ({ away, successor, writes }: Cluster): Cluster[] => {
          const runs: Cluster[] = []
          if (!away) for (const cut of awaySets(nodes)) runs.push({ away: cut, successor, writes })
          const oldSees = !away || ownerNoticesLate ? nodes : nodes - away.length
          const refused = fenced && writes.includes('new')
          if (allowed(oldSees) && !refused) runs.push({ away, successor, writes: [...writes, 'old'] })
          if (!away || !allowed(away.length)) return runs
          if (successor === null) for (const node of away) runs.push({ away, successor: node, writes })
          else runs.push({ away, successor, writes: [...writes, 'new'] })
          return runs
        }
        const bad = ({ writes }: Cluster) => writes.join().includes('new,old')
        const expected = shortestBadRun<Cluster>({ away: null, successor: null, writes: [] }, after, bad, 5)
        expect(lengthOf(takeOver({ nodes, ...setting }))).toBe(expected)
      }
    },
  )

  test('is told up to the write that is lost', () => {
    const result = takeOver({ nodes: 3, guard: 'none', fenced: false, ownerNoticesLate: false })
    expect(traceOf(result).steps).toEqual([
      'The network splits {a} | {b, c}; both still reach the resource. Owners: a.',
      'b hears nodedown for a and takes over. Owners: a and b.',
      'b writes, and the resource accepts it. Owners: a and b.',
      'a writes, and the resource accepts it. Owners: a and b. The old owner wrote over the new one.',
    ])
  })

  test('harms in a cluster of any size', () => {
    for (const nodes of [7, 20, 50]) {
      expect(lengthOf(takeOver({ nodes, guard: 'none', fenced: false, ownerNoticesLate: false }))).toBe(4)
    }
  })
})

describe('cleaning up after nodedown', () => {
  interface Table {
    away: number[] | null
    healed: boolean
    gone: number[]
    heard: number[]
    again: number[]
  }

  /** All nodes hear nodedown or not before the heal; with `republish` each may write its entry again after it. */
  function after(nodes: number, guard: string): (table: Table) => Table[] {
    const all = Array.from({ length: nodes }, (_, i) => i)
    return (table) => {
      const { away, healed, gone, heard, again } = table
      if (!away) return awaySets(nodes).map((cut) => ({ ...table, away: cut }))
      const other = (i: number) => all.filter((each) => away.includes(each) !== away.includes(i))
      if (healed) {
        const left = all.filter((i) => guard === 'republish' && !again.includes(i))
        return left.map((i) => ({ ...table, again: [...again, i], gone: gone.filter((each) => each !== i) }))
      }
      const tables: Table[] = [{ ...table, healed: true }]
      for (const i of all.filter((each) => !heard.includes(each))) {
        if (guard === 'configured-majority' && 2 * (nodes - other(i).length) <= nodes) continue
        tables.push({ ...table, heard: [...heard, i], gone: [...new Set([...gone, ...other(i)])] })
      }
      return tables
    }
  }

  test.each(['none', 'configured-majority', 'republish'] as const)(
    '%s: as a walk through all runs says',
    (guard) => {
      for (const nodes of [2, 3]) {
        const bad = ({ healed, gone, again }: Table) =>
          healed && gone.length === nodes && (guard !== 'republish' || again.length === nodes)
        const start = { away: null, healed: false, gone: [], heard: [], again: [] }
        const expected = shortestBadRun<Table>(start, after(nodes, guard), bad, 2 + 2 * nodes)
        expect(lengthOf(cleanUp({ nodes, guard }))).toBe(expected)
      }
    },
  )

  test('is told up to the heal after which nothing is left', () => {
    expect(traceOf(cleanUp({ nodes: 2, guard: 'none' })).steps).toEqual([
      'The network splits {a} | {b}. All nodes live; entries that nobody deleted: of a and b.',
      'a hears nodedown and deletes the entries of b. All nodes live; entries that nobody deleted: of a.',
      'b hears nodedown and deletes the entries of a. All nodes live; entries that nobody deleted: of nobody.',
      'The network heals; deletes of both sides are exchanged. All nodes live; entries that nobody deleted: of nobody.',
    ])
  })
})
