import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bootFormation,
  cacheFill,
  checkThenAct,
  downRemovesNewer,
  readModifyWrite,
  runsPerTick,
} from '../../../src/review/witness/index.ts'
import { orders, shortestBadRun } from './plain-search.ts'
import { lengthOf, traceOf } from './traces.ts'

const three = (callers: number) => orders(Array.from({ length: callers }, () => 3))

/** The first place in an order of read, compute, write at which a write has undone another; -1: nowhere. */
function lostAt(order: readonly number[], initial: number, change: number): number {
  let stored = initial
  let writes = 0
  const turn: number[] = []
  const held: number[] = []
  for (const [place, caller] of order.entries()) {
    const step = turn[caller] ?? 0
    turn[caller] = step + 1
    if (step === 0) held[caller] = stored
    if (step === 1) held[caller] = (held[caller] ?? 0) + change
    if (step !== 2) continue
    stored = held[caller] ?? 0
    writes++
    if (stored !== initial + writes * change) return place + 1
  }
  return -1
}

/** Every caller does its three steps without another in between. */
function oneByOne(order: readonly number[]): boolean {
  return order.every((caller, i) => i % 3 === 0 || order[i - 1] === caller)
}

function least(lengths: readonly number[]): number {
  const found = lengths.filter((length) => length !== -1)
  return found.length === 0 ? -1 : Math.min(...found)
}

describe('read, compute, write by several callers', () => {
  test.each([
    [1, 'none'],
    [2, 'none'],
    [3, 'none'],
    [2, 'read-committed'],
    [3, 'read-committed'],
    [2, 'transaction'],
    [3, 'transaction'],
    [3, 'single-owner'],
  ] as const)(
    '%i callers, guard %s: loses an update exactly where one of all orders does',
    (callers, guard) => {
      const excluded = guard === 'transaction' || guard === 'single-owner'
      for (const change of [-2, -1, 0, 1]) {
        const tried = three(callers).filter((order) => !excluded || oneByOne(order))
        const expected = least(tried.map((order) => lostAt(order, 5, change)))
        expect(lengthOf(readModifyWrite({ callers, guard, initial: 5, change }))).toBe(expected)
      }
    },
  )

  test('loses none under compare-and-set, however often a caller starts again', () => {
    interface Cell {
      stored: number
      writes: number
      callers: (number | null | 'done')[]
    }
    const start = (callers: number): Cell => ({
      stored: 7,
      writes: 0,
      callers: Array.from({ length: callers }, () => null),
    })
    const after = ({ stored, writes, callers }: Cell): Cell[] =>
      callers.flatMap((read, i) => {
        if (read === 'done') return []
        if (read === null) return [{ stored, writes, callers: callers.with(i, writes) }]
        if (read !== writes) return [{ stored, writes, callers: callers.with(i, null) }]
        return [{ stored: stored + 3, writes: writes + 1, callers: callers.with(i, 'done') }]
      })
    for (const callers of [1, 2, 3]) {
      const lost = ({ stored, writes }: Cell) => stored !== 7 + 3 * writes
      expect(shortestBadRun(start(callers), after, lost, 8)).toBe(-1)
      expect(lengthOf(readModifyWrite({ callers, guard: 'compare-and-set', initial: 7, change: 3 }))).toBe(-1)
    }
  })

  test('is told step by step, with what is stored after each', () => {
    expect(traceOf(readModifyWrite({ callers: 2, guard: 'none', initial: 10, change: -1 })).steps).toEqual([
      'a reads 10. Stored: 10.',
      'a computes 10 - 1 = 9. Stored: 10.',
      'b reads 10. Stored: 10.',
      'a writes 9. Stored: 9.',
      'b computes 10 - 1 = 9. Stored: 9.',
      'b writes 9. Stored: 9 after 2 updates, where 8 is due.',
    ])
  })

  test('takes six steps to lose one whatever the numbers, as long as something changes', () => {
    const numbers = fc.record({ initial: fc.integer(), change: fc.integer({ min: -99, max: 99 }) })
    fc.assert(
      fc.property(numbers, fc.integer({ min: 2, max: 6 }), ({ initial, change }, callers) => {
        const length = lengthOf(readModifyWrite({ callers, guard: 'none', initial, change }))
        expect(length).toBe(change === 0 ? -1 : 6)
      }),
      { numRuns: 50 },
    )
  })
})

describe('look for one, then make it', () => {
  /** The first place at which a second one is made. */
  function doubledAt(order: readonly number[], unique: boolean): number {
    let made = 0
    const saw: (number | undefined)[] = []
    for (const [place, caller] of order.entries()) {
      if (saw[caller] === undefined) saw[caller] = made
      else if (saw[caller] === 0 && !(unique && made > 0)) made++
      if (made > 1) return place + 1
    }
    return -1
  }

  test.each(['none', 'unique', 'lock'] as const)(
    'guard %s: makes two exactly where one of all orders does',
    (guard) => {
      for (const callers of [1, 2, 3, 4]) {
        const all = orders(Array.from({ length: callers }, () => 2))
        const together = (order: readonly number[]) =>
          order.every((who, i) => i % 2 === 0 || order[i - 1] === who)
        const tried = guard === 'lock' ? all.filter(together) : all
        const expected = least(tried.map((order) => doubledAt(order, guard === 'unique')))
        for (const act of ['start', 'insert'] as const) {
          expect(lengthOf(checkThenAct({ callers, act, guard }))).toBe(expected)
        }
      }
    },
  )

  test('is told', () => {
    expect(traceOf(checkThenAct({ callers: 2, act: 'insert', guard: 'none' })).steps).toEqual([
      'a looks for the row and sees none. None exists.',
      'b looks for the row and sees none. None exists.',
      'a inserts it. One exists.',
      'b inserts it. 2 exist where one was meant.',
    ])
  })
})

describe('a cache that is filled on a miss', () => {
  /** Filler: read, put. Writer: its two steps. Stale: all done and the cache holds less than the store. */
  function stale(order: readonly number[], storeFirst: boolean, versioned: boolean): boolean {
    let [store, cached, deleted, read, filled, written] = [1, 0, 0, 0, 0, 0]
    for (const who of order) {
      if (who === 0 && filled++ === 0) read = store
      else if (who === 0) cached = versioned && read < deleted ? cached : read
      else if ((written++ === 0) === storeFirst) store = 2
      else {
        cached = 0
        deleted = 2
      }
    }
    return cached !== 0 && cached < store
  }

  test('stays stale exactly where one of all orders leaves it so', () => {
    for (const writer of ['store-then-delete', 'delete-then-store'] as const) {
      for (const guard of ['none', 'versioned', 'one-owner'] as const) {
        const together = ([a, b, c, d]: readonly number[]) => a === b && c === d
        const tried = orders([2, 2]).filter((order) => guard !== 'one-owner' || together(order))
        const bad = tried.some((order) => stale(order, writer === 'store-then-delete', guard === 'versioned'))
        const length = lengthOf(cacheFill({ writer, guard, ttlMs: null }))
        expect([writer, guard, length]).toEqual([writer, guard, bad ? 4 : -1])
      }
    }
  })

  test('is told in four steps, with how long it stays so', () => {
    const { steps } = traceOf(cacheFill({ writer: 'store-then-delete', guard: 'none', ttlMs: 60_000 }))
    expect(steps).toEqual([
      'The filler misses in the cache and reads v1 from the store. Store: v1, cache: nothing.',
      'The writer stores v2. Store: v2, cache: nothing.',
      'The writer deletes the entry from the cache. Store: v2, cache: nothing.',
      'The filler puts v1 into the cache. Store: v2, cache: v1, for up to 60,000 ms.',
    ])
  })
})

describe('a DOWN that comes late', () => {
  interface Registry {
    holder: number
    alive: number
    born: number
    downs: number[]
  }
  const next =
    (owners: number, byOwner: boolean) =>
    ({ holder, alive, born, downs }: Registry): Registry[] => {
      const states: Registry[] = []
      if (alive > 0) states.push({ holder, alive: 0, born, downs: [...downs, alive] })
      if (alive === 0 && born < owners)
        states.push({ holder: born + 1, alive: born + 1, born: born + 1, downs })
      const [down, ...rest] = downs
      if (down) states.push({ holder: byOwner && holder !== down ? holder : 0, alive, born, downs: rest })
      return states
    }

  test('removes the live owner exactly where one of all orders of messages does', () => {
    for (const owners of [1, 2, 3]) {
      for (const deletes of ['key', 'owner'] as const) {
        const expected = shortestBadRun<Registry>(
          { holder: 1, alive: 1, born: 1, downs: [] },
          next(owners, deletes === 'owner'),
          ({ holder, alive }) => alive > 0 && holder !== alive,
          3 * owners,
        )
        expect(lengthOf(downRemovesNewer({ deletes, owners }))).toBe(expected)
      }
    }
    expect(traceOf(downRemovesNewer({ deletes: 'key', owners: 2 })).steps).toEqual([
      'p1 dies; its DOWN is sent. The key: p1; nobody lives.',
      'p2 starts and registers the key. The key: p2; p2 lives.',
      'The registry handles the DOWN of p1 and deletes the key, which p2 holds. The key: not registered; p2 lives.',
    ])
  })
})

describe('first boot', () => {
  /** Look, then form where nobody was found: how many clusters an order leaves. */
  function clusters(order: readonly number[]): number {
    let formed = 0
    const alone: (boolean | undefined)[] = []
    for (const node of order) {
      if (alone[node] === undefined) alone[node] = formed === 0
      else if (alone[node]) formed++
    }
    return formed
  }

  test('leaves as many clusters as nodes exactly where one of all orders does', () => {
    for (const nodes of [1, 2, 3, 4]) {
      const all = orders(Array.from({ length: nodes }, () => 2))
      const split = nodes > 1 && all.some((order) => clusters(order) === nodes)
      expect(lengthOf(bootFormation({ nodes, guard: 'none' }))).toBe(split ? 2 * nodes : -1)
      const locked = all.filter((order) => order.every((who, i) => i % 2 === 0 || order[i - 1] === who))
      expect(locked.every((order) => clusters(order) === 1)).toBe(true)
      for (const guard of ['seed', 'lock', 'expected-size'] as const) {
        expect(lengthOf(bootFormation({ nodes, guard }))).toBe(-1)
      }
    }
  })
})

describe('a timer on every replica', () => {
  test('runs as often as there are replicas; once where the period is claimed or one replica fires', () => {
    for (let replicas = 1; replicas <= 12; replicas++) {
      const result = runsPerTick({ replicas, guard: 'none' })
      expect(lengthOf(result)).toBe(replicas > 1 ? replicas : -1)
      if (replicas > 1) expect(traceOf(result).steps.at(-1)).toContain(`Runs in this period: ${replicas}.`)
      expect(lengthOf(runsPerTick({ replicas, guard: 'claim' }))).toBe(-1)
      expect(lengthOf(runsPerTick({ replicas, guard: 'leader' }))).toBe(-1)
    }
  })
})
