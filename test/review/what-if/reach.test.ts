import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { whatIf } from '../../../src/review/what-if/index.ts'
import {
  type Net,
  placements,
  type Rule,
  type Side,
  sideStandings,
  standing,
  standingAlone,
} from '../../../src/review/what-if/reach.ts'

const runs = { numRuns: 1_000, seed: 20_261_125 }

/** Nodes, some of them down, some links cut, some of the nodes voters or copies. */
interface Topology {
  readonly nodes: number
  readonly down: readonly number[]
  readonly cut: readonly string[]
  readonly members: readonly number[]
}

const topology: fc.Arbitrary<Topology> = fc.integer({ min: 1, max: 7 }).chain((nodes) => {
  const all = Array.from({ length: nodes }, (_, node) => node)
  const pairs = all.flatMap((a) => all.slice(a + 1).map((b) => `${a}-${b}`))
  return fc.record({
    nodes: fc.constant(nodes),
    down: fc.subarray(all),
    cut: fc.subarray(pairs),
    members: fc.subarray(all, { minLength: 1 }),
  })
})

const key = (a: number, b: number) => (a < b ? `${a}-${b}` : `${b}-${a}`)

function netOf({ nodes, down, cut }: Topology): Net {
  return { nodes, isUp: (node) => !down.includes(node), linked: (a, b) => !cut.includes(key(a, b)) }
}

/** Every subset of a list, by counting in binary. */
function* subsets<T>(of: readonly T[]): Iterable<T[]> {
  for (let mask = 0; mask < 2 ** of.length; mask++) yield of.filter((_, bit) => (mask >> bit) & 1)
}

/**
 * What follows from whole elections and whole quorums, written without a look at the code: every set of voters that
 * can say yes is tried, every pair of sets of supporters is tried for two leaders of one term.
 */
function bruteForce({ nodes, down, cut, members }: Topology) {
  const alive = (node: number) => !down.includes(node)
  const talks = (a: number, b: number) => a === b || !cut.includes(key(a, b))
  const up = Array.from({ length: nodes }, (_, node) => node).filter(alive)
  const quorums = [...subsets(members)].filter((quorum) => quorum.length > members.length - quorum.length)
  const canCarry = (node: number, quorum: readonly number[]) =>
    quorum.every((each) => alive(each) && talks(node, each))
  const elected = up.filter(
    (node) =>
      members.includes(node) && quorums.some((quorum) => quorum.includes(node) && canCarry(node, quorum)),
  )
  const votes = (): boolean => {
    // Each voter has one vote: two candidates win in one term only with disjoint sets of voters.
    for (const one of quorums)
      for (const other of quorums) if (one.every((voter) => !other.includes(voter))) return true
    return false
  }
  return {
    up,
    talks,
    elected,
    twoTerms: votes(),
    reachLeader: up.filter((node) => elected.some((leader) => talks(node, leader))),
    majority: up.filter((node) => quorums.some((quorum) => canCarry(node, quorum))),
    copy: up.filter((node) => members.some((each) => alive(each) && talks(node, each))),
    first: up.filter((node) => up.every((other) => other >= node || !talks(node, other))),
    seeing: (needs: number) => up.filter((node) => up.filter((other) => talks(node, other)).length >= needs),
    apart: (nodes: readonly number[]) => nodes.some((a) => nodes.some((b) => !talks(a, b))),
  }
}

const sorted = (nodes: Iterable<number>) => [...nodes].sort((a, b) => a - b)

describe('1,000 random topologies, against a brute force over every quorum', () => {
  test('a vote: who can lead, commit and read, and never two leaders in one term', () => {
    fc.assert(
      fc.property(topology, (given) => {
        const found = standing({ kind: 'voters' }, given.members, netOf(given))
        const expected = bruteForce(given)
        expect(sorted(found.leads)).toEqual(expected.elected)
        expect(sorted(found.writes)).toEqual(expected.reachLeader)
        expect(sorted(found.reads)).toEqual(expected.copy)
        expect([found.rivals, expected.twoTerms]).toEqual([false, false])
      }),
      runs,
    )
  })

  test('Mnesia: with majority by quorums of copies, without by any copy, and both sides where they are apart', () => {
    fc.assert(
      fc.property(topology, (given) => {
        const expected = bruteForce(given)
        const asking = standing({ kind: 'majority-of-copies' }, given.members, netOf(given))
        expect(sorted(asking.writes)).toEqual(expected.majority)
        expect(asking.rivals).toBe(false)
        const free = standing({ kind: 'any-copy' }, given.members, netOf(given))
        expect(sorted(free.writes)).toEqual(expected.copy)
        expect(free.rivals).toBe(expected.apart(expected.copy))
      }),
      runs,
    )
  })

  test('no vote: leadership by sight and by order, and what everybody accepts', () => {
    fc.assert(
      fc.property(topology, fc.integer({ min: 1, max: 7 }), (given, needs) => {
        const expected = bruteForce(given)
        const net = netOf(given)
        const bySight = standing({ kind: 'sees', needs: () => needs }, given.members, net)
        expect(sorted(bySight.leads)).toEqual(expected.seeing(needs))
        expect(bySight.rivals).toBe(expected.apart(expected.seeing(needs)))
        const byOrder = standing({ kind: 'first-seen' }, given.members, net)
        expect(sorted(byOrder.leads)).toEqual(expected.first)
        expect(byOrder.rivals).toBe(expected.apart(expected.first))
        const free = standing({ kind: 'everyone' }, given.members, net)
        expect([sorted(free.writes), free.rivals]).toEqual([expected.up, expected.apart(expected.up)])
      }),
      runs,
    )
  })
})

const rules: readonly Rule[] = [
  { kind: 'voters' },
  { kind: 'majority-of-copies' },
  { kind: 'any-copy' },
  { kind: 'sees', needs: (seen) => Math.floor(seen / 2) + 1 },
  { kind: 'sees', needs: () => 3 },
  { kind: 'first-seen' },
  { kind: 'everyone' },
]

/** The sides as a topology: links between sides cut, nodes of sides that are down down. */
function topologyOf(sides: readonly Side[], members: readonly number[]): Topology {
  const of = sides.flatMap(({ size }, side) => Array.from({ length: size }, () => side))
  const all = [...of.keys()]
  return {
    nodes: of.length,
    down: all.filter((node) => !sides[of[node] ?? 0]?.up),
    cut: all.flatMap((a) => all.slice(a + 1).flatMap((b) => (of[a] === of[b] ? [] : [key(a, b)]))),
    members,
  }
}

/** yes, no, depends: over every set of so many nodes as members. */
function overAllMembers(rule: Rule, count: number, sides: readonly Side[]) {
  const total = sides.reduce((sum, { size }) => sum + size, 0)
  const sets = [...subsets([...Array(total).keys()])].filter(({ length }) => length === count)
  const all = sets.map((members) => standing(rule, members, netOf(topologyOf(sides, members))))
  const able = (holds: (each: (typeof all)[number]) => boolean) => {
    const holding = all.filter(holds).length
    return holding === 0 ? 'no' : holding === all.length ? 'yes' : 'depends'
  }
  let from = 0
  const bySide = sides.map(({ size }) => {
    const mine = Array.from({ length: size }, (_, at) => from + at)
    from += size
    const some = (of: 'leads' | 'writes' | 'reads') => able((each) => mine.some((node) => each[of].has(node)))
    return { leads: some('leads'), writes: some('writes'), reads: some('reads') }
  })
  return { sides: bySide, rivals: able(({ rivals }) => rivals) }
}

const side = fc.record({ size: fc.integer({ min: 1, max: 3 }), up: fc.boolean() })

test('by numbers alone a side gets what every choice of the members gives it: 1,000 random cuts and losses', () => {
  fc.assert(
    fc.property(
      fc.array(side, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 0, max: 9 }),
      fc.constantFrom(...rules),
      (sides, count, rule) => {
        const total = sides.reduce((sum, { size }) => sum + size, 0)
        const found = sideStandings(rule, count, sides)
        expect(found).toEqual(count > total ? null : overAllMembers(rule, count, sides))
      },
    ),
    runs,
  )
})

test('the whole answer to a question says the same: 1,000 random cuts and losses', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 3 })
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 9 }), fc.boolean(), (parts, wanted, lost) => {
      const total = parts.reduce((sum, size) => sum + size, 0)
      const members = Math.min(wanted, total)
      const said = `with ${members} members`
      const copies = `with ${members} copies`
      const [left = 1, ...others] = parts
      const failed = total - left
      const event = lost ? `${failed} of ${total} nodes fail` : `the network splits ${parts.join(' | ')}`
      const answer = whatIf(`We have ra ${said} and Mnesia ${copies} with majority. What if ${event}?`, null)
      const sides = lost
        ? [left, failed].map((size, at) => ({ size, up: at === 0 }))
        : [left, ...others].map((size) => ({ size, up: true }))
      expect(answer.sides.map(({ size, up }) => ({ size, up }))).toEqual(sides)
      const of = (kind: string) => answer.mechanisms.find((each) => each.kind === kind)?.sides
      expect(of('ra')).toEqual(overAllMembers({ kind: 'voters' }, members, sides).sides)
      const copied = overAllMembers({ kind: 'majority-of-copies' }, members, sides).sides
      expect(of('mnesia')).toEqual(copied.map((each) => ({ ...each, leads: 'none' })))
    }),
    runs,
  )
})

test('nodes that are all alone stand as a cut into sides of one says', () => {
  for (const rule of rules) {
    for (let nodes = 1; nodes <= 6; nodes++) {
      for (let members = 1; members <= nodes; members++) {
        const alone = standingAlone(rule, members, nodes)
        const sides = Array.from({ length: nodes }, () => ({ size: 1, up: true }))
        // Which of them is a member depends; that all are alike does not.
        expect(sideStandings(rule, members, sides)?.sides[0], `${rule.kind} ${members} of ${nodes}`).toEqual(
          alone,
        )
      }
    }
  }
})

test('members are placed in every way once', () => {
  expect(placements(2, [2, 1])).toEqual([
    [2, 0],
    [1, 1],
  ])
  expect(placements(4, [2, 1])).toEqual([])
})
