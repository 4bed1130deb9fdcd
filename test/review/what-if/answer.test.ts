import { describe, expect, test } from 'vitest'
import { WhatIf, whatIf } from '../../../src/review/what-if/index.ts'
import { refusalOf } from '../checkout/fixtures.ts'

const asked = (words: string) => {
  const answer = whatIf(words, null)
  expect(WhatIf.parse(answer)).toEqual(answer)
  return answer
}
const of = (answer: WhatIf, kind: string) => answer.mechanisms.find((each) => each.kind === kind)
const able = (answer: WhatIf, kind: string) => of(answer, kind)?.sides.map(({ writes }) => writes)

describe('a cut', () => {
  const answer = asked(
    'We have 5 nodes, ra with 5 members, Mnesia without majority, :global names and pg. What if the network splits 3 | 2?',
  )

  test('says who goes on by side and by mechanism', () => {
    expect(answer.sides).toEqual([
      { name: '{a, b, c}', size: 3, up: true },
      { name: '{d, e}', size: 2, up: true },
    ])
    expect(answer.headline).toBe(
      'Every side goes on by itself with Mnesia, `:global` names and `:pg` groups. Only {a, b, c} goes on with ra.',
    )
    expect(of(answer, 'ra')).toEqual({
      kind: 'ra',
      name: 'ra',
      basis: 'question',
      evidence: [],
      sides: [
        { leads: 'yes', writes: 'yes', reads: 'yes' },
        { leads: 'no', writes: 'no', reads: 'yes' },
      ],
      does: expect.stringContaining('`consistent_query` refuses'),
      risk: expect.stringContaining('may still be applied after the heal'),
      heals: expect.stringMatching(/^By itself/),
    })
    expect(of(answer, 'mnesia')?.heals).toMatch(/^Not by itself/)
  })

  test('says when it is noticed: T − T/4 to T + T/4, by the tick that is stated or by the default', () => {
    expect(answer.detection).toMatchObject({ fromMs: 45_000, toMs: 75_000 })
    expect(answer.figures).toContainEqual({
      what: 'net_ticktime',
      value: '60',
      basis: 'default',
      evidence: [],
    })
    const short = asked('what if one node is isolated of 3 nodes, net_ticktime 8')
    expect(short.detection).toMatchObject({ fromMs: 6_000, toMs: 10_000 })
  })

  test('draws it in lanes, in order of time, with what each side does', () => {
    const { timeline } = answer
    expect([timeline?.lanes, timeline?.unit]).toEqual([['{a, b, c}', '{d, e}'], 'ms'])
    const ats = timeline?.events.map(({ at }) => at) ?? []
    expect(ats).toEqual(ats.toSorted((a, b) => a - b))
    expect(timeline?.events).toContainEqual({ at: 0, lane: '{d, e}', text: 'ra: nothing commits here.' })
    expect(timeline?.events.filter(({ at }) => at === 75_000).map(({ text }) => text)).toContain(
      'Mnesia: this side writes on its own.',
    )
  })

  test.each([
    ['an even split of 4 nodes with ra with 4 voters', 'ra', ['no', 'no']],
    ['an even split, 4 nodes, Mnesia with majority', 'mnesia', ['no', 'no']],
    ['what if the network splits 3 | 2, ra with 3 voters', 'ra', ['depends', 'depends']],
    ['what if one node is isolated, we have 3 nodes, khepri', 'khepri', ['yes', 'no']],
    ['the network splits 2 | 2 | 1, ra with 5 voters', 'ra', ['no', 'no', 'no']],
    [
      'what if the regions cannot reach each other, 6 nodes in 3 regions, horde',
      'horde',
      ['yes', 'yes', 'yes'],
    ],
  ])('%s', (words, kind, writes) => {
    expect(able(asked(words), kind)).toEqual(writes)
  })
})

describe('nodes that are gone', () => {
  test.each([
    ['what if 2 of 5 nodes fail, ra with 5 voters', 'ra', ['yes', 'no']],
    ['what if 3 of 5 nodes fail, ra with 5 voters', 'ra', ['no', 'no']],
    ['what if 2 of 5 nodes fail, ra with 3 voters', 'ra', ['depends', 'no']],
    ['what if a node dies, we have 2 nodes and Mnesia with majority', 'mnesia', ['no', 'no']],
    ['what if a node dies, we have 2 nodes and Mnesia without majority', 'mnesia', ['yes', 'no']],
    ['what if all nodes fail, we have 3 nodes with ra', 'ra', ['no']],
  ])('%s', (words, kind, writes) => {
    expect(able(asked(words), kind)).toEqual(writes)
  })

  test('a region is lost: the larger one is computed, and what the smaller one changes is said', () => {
    const answer = asked('5 nodes in 2 regions, ra with 5 voters: what if we lose a region')
    expect(answer.sides.map(({ size, up }) => [size, up])).toEqual([
      [2, true],
      [3, false],
    ])
    expect(answer.headline).toBe('ra stops: no majority is left.')
    expect(of(answer, 'ra')?.does).toContain(
      'If the smaller one is lost instead, 3 nodes are left, and it commits.',
    )
    expect(answer.assumptions).toContain('The larger region is the one that is lost.')
  })
})

test('growth is arithmetic: links, links of a node, ticks', () => {
  const answer = asked('what if we grow from 45 to 80 nodes, with delta_crdt')
  expect(answer.headline).toBe('A full mesh of 80 nodes has 3,160 links instead of 990, 79 for each node.')
  expect(answer.figures.find(({ what }) => what === 'ticks')?.value).toBe(
    'Each node sends a tick on each of its 79 idle links every 15 s.',
  )
  expect(of(answer, 'delta-crdt')?.does).toContain('6,320 exchanges')
  expect(answer.timeline).toBeNull()
})

test('a clock that jumps: slewed up to OTP 25, at once from 26; what decides by it is named, what does not is not claimed', () => {
  const answer = asked('we use syn, pg and delta_crdt: what if the clock of one node jumps ahead by 30 s')
  expect(answer.figures.find(({ what }) => what === 'erlang:system_time')?.value).toContain(
    'after 3,000 s or more',
  )
  expect(answer.mechanisms.map(({ kind }) => kind)).toEqual(['syn', 'delta-crdt'])
  expect(answer.unknown.map(({ what }) => what)).toContain('the wall clock in `:pg` groups')
  expect(answer.timeline?.events.map(({ at }) => at)).toEqual([0, 0, 3_000_000])
})

test('a slow node is not noticed, a frozen one after the tick, a short pause not at all', () => {
  expect(asked('what if a node is slow').detection).toBeNull()
  expect(asked('what if a node freezes').detection).toMatchObject({ fromMs: 45_000, toMs: 75_000 })
  const short = asked('what if a node pauses for 20 s')
  expect(short.headline).toBe(
    'A pause of 20 s is not noticed: a silent node is taken for down after 45 s at the earliest.',
  )
  expect(short.timeline?.events.at(-1)).toMatchObject({ at: 20_000, lane: 'the frozen node' })
})

test('a rolling deploy goes node by node, in steps', () => {
  const answer = asked('a rolling deploy of 3 nodes with ra with 3 voters')
  expect(answer.timeline).toMatchObject({ lanes: ['a', 'b', 'c'], unit: 'step' })
  expect(able(answer, 'ra')).toEqual(['yes', 'no'])
  expect(able(asked('a rolling deploy, 2 at a time, 3 nodes, ra with 3 voters'), 'ra')).toEqual(['no', 'no'])
})

describe('what is not known is said, with its reason', () => {
  test('without a number of nodes no side is made up', () => {
    const answer = asked('what if there is a netsplit, ra and Mnesia without majority')
    expect(answer.sides).toEqual([])
    expect(answer.mechanisms.map(({ sides }) => sides)).toEqual([[], []])
    expect(answer.unknown[0]).toEqual({
      what: 'the number of nodes',
      because: 'it is neither in the question nor known of the code. Say it: we have 5 nodes.',
    })
  })

  test('discovery that nobody named is unknown', () => {
    expect(asked('what if DNS discovery fails').headline).toBe(
      'What happens is unknown, because no discovery was found.',
    )
  })

  test('nothing that shares anything: the headline says so', () => {
    const answer = asked('what if 2 of 5 fail')
    expect(answer.headline).toBe(
      'Nothing was found or named that shares state, names or roles between nodes.',
    )
    expect(answer.unknown.map(({ what }) => what)).toEqual(['what your system does'])
  })
})

test('numbers that contradict each other are refused', async () => {
  const refused = (words: string) => refusalOf(async () => whatIf(words, null))
  expect(await refused('we have 7 nodes: what if the network splits 3 | 2')).toContain('of 7 nodes, and of 5')
  expect(await refused('what if 5 nodes fail, we have 3 nodes')).toContain(
    '5 of 3 nodes cannot fail: there are 3.',
  )
  expect(await refused('we have 2 nodes in 3 regions: what if we lose a region')).toContain(
    '2 nodes are not in 3 regions',
  )
  expect(await refused('we have 1 node: what if one node is isolated')).toContain('One node cannot be cut')
})

test('every next question can be asked', () => {
  for (const words of [
    'what if a netsplit',
    'what if we grow to 80 nodes',
    'what if 2 of 5 nodes fail',
    'a rolling deploy',
  ]) {
    for (const next of asked(words).next) if (!next.startsWith('the same')) asked(next)
  }
})
