import { describe, expect, test } from 'vitest'
import { readQuestion } from '../../../src/review/what-if/index.ts'
import { refusalOf } from '../checkout/fixtures.ts'

const resize = (to: number | null, by: number | null = null) => ({ kind: 'resize', to, by })
const region = (rest: object = {}) => ({ kind: 'region-lost', word: 'region', name: null, lost: 1, ...rest })
const fail = (failed: number | null, of: number | null = null) => ({ kind: 'nodes-fail', failed, of })
const cut = (shape: string, sizes: number[] | null = null) => ({ kind: 'cut', shape, sizes })
const clock = (ms: number, direction: string | null = null, clocks = 1) => ({
  kind: 'clock-jump',
  ms,
  direction,
  clocks,
})
const slow = (ms: number | null, frozen: boolean) => ({ kind: 'slow-node', ms, frozen })

describe('what happens is read from words', () => {
  test.each<[string, object]>([
    ['what if we grow to 80 nodes', resize(80)],
    ['What if we have 500 nodes?', resize(500)],
    ['500 nodes', resize(500)],
    ['what if we add 3 nodes', resize(null, 3)],
    ['what if we remove two nodes', resize(null, -2)],
    ['what if we lose a region', region()],
    ['what if we lose one of three regions', region()],
    ['what if eu-west-1 goes down', region({ name: 'eu-west-1' })],
    ['what if a data centre burns down', region({ word: 'data centre' })],
    ['what if the clock of one node jumps 30 s', clock(30_000)],
    ['what if the clocks of 2 nodes drift back by 2 minutes', clock(120_000, 'back', 2)],
    ['what if the clock is 500ms ahead', clock(500, 'forward')],
    ['what if the clock jumps -30 s', clock(30_000, 'back')],
    ['what if 2 of 5 fail', fail(2, 5)],
    ['What happens when two of our five nodes crash?', fail(2, 5)],
    ['what if a node dies', fail(1)],
    ['what if the leader crashes', fail(1)],
    ['what if all nodes restart', fail(null)],
    ['what if DNS discovery fails', { kind: 'discovery-fails', what: 'dns' }],
    ['what if the Kubernetes API is down', { kind: 'discovery-fails', what: 'kubernetes-api' }],
    ['what if the network splits 3 | 2', cut('sizes', [3, 2])],
    ['a cut 3|2', cut('sizes', [3, 2])],
    ['what if the network splits into 3 and 2', cut('sizes', [3, 2])],
    ['what if an even split', cut('even')],
    ['what if the cluster splits in half', cut('even')],
    ['what if one node is isolated', cut('one-isolated')],
    ['what if 2 nodes are cut off', cut('sizes', [2])],
    ['what if the regions cannot reach each other', cut('regions')],
    ['what if there is a netsplit', cut('any')],
    ['what if a node is slow (not dead)', slow(null, false)],
    ['what if a node pauses for 20 s', slow(20_000, true)],
    ['what if a GC pause of 12 s', slow(12_000, true)],
    ['what if we do a rolling deploy', { kind: 'rolling-deploy', atOnce: null }],
    ['a rolling restart, 2 at a time', { kind: 'rolling-deploy', atOnce: 2 }],
  ])('%s', (words, scenario) => {
    expect(readQuestion(words).scenario).toEqual(scenario)
  })
})

test('figures beside it are read, and nothing that was not said', () => {
  const nothing = { nodes: null, regions: null, tickTime: null, mechanisms: [] }
  expect(readQuestion('what if a node dies')).toMatchObject({ stated: nothing, unread: [] })
  const mnesia = { kind: 'mnesia', members: null, majority: false, said: 'mnesia without majority' }
  expect(
    readQuestion('We have 5 nodes in 2 regions, Mnesia without majority. What if a region goes down?').stated,
  ).toEqual({ nodes: 5, regions: 2, tickTime: null, mechanisms: [mnesia] })
  expect(
    readQuestion('what if 2 of 5 fail; net_ticktime is 10, ra with 3 voters, :global locks, Postgres').stated,
  ).toEqual({
    nodes: null,
    regions: null,
    tickTime: 10,
    mechanisms: [
      { kind: 'global-locks', members: null, majority: null, said: ':global locks' },
      { kind: 'postgres', members: null, majority: null, said: 'postgres' },
      { kind: 'ra', members: 3, majority: null, said: 'ra with 3 voters' },
    ],
  })
  expect(readQuestion('what if we lose one of three regions').stated.regions).toBe(3)
  expect(readQuestion('what if we scale from 5 to 80 nodes').stated.nodes).toBe(5)
})

test('words that carry meaning and were not read are handed back', () => {
  expect(readQuestion('what if 2 of 5 nodes fail while unicorns migrate payments').unread).toEqual([
    'unicorns',
    'migrate',
    'payments',
  ])
})

describe('bad input is one clear sentence', () => {
  test.each([
    ['', 'usage: The question is empty.'],
    [' ?! ', 'usage: The question is empty.'],
    ['what if 2 of 1 fail', 'usage: 2 of 1 nodes cannot be lost: there are only 1.'],
    ['what if -3 nodes fail', 'usage: "-3 nodes" is no number that can be computed with.'],
    ['what if we grow to -5 nodes', 'usage: "-5 nodes" is no number that can be computed with.'],
    ['what if we run 0 nodes', 'usage: "0 nodes" is no number that can be computed with.'],
    ['what if 2.5 nodes fail', 'usage: "2.5 nodes" is no number that can be computed with.'],
    ['what if 1,000,000 nodes fail', 'usage: "1,000,000 nodes" is no number that can be computed with.'],
    ['what if the clock of a node is wrong', 'usage: It is not said by how much the clock is off.'],
    ['what if the clock jumps 0 s', 'usage: A clock that jumps 0 s does not jump.'],
    [
      'what if pigs fly',
      'not-understood: What happens in "what if pigs fly" is not understood. Write for example: ',
    ],
    ['what if Postgres fails', 'not-understood: What happens in "what if Postgres fails" is not understood.'],
    ['what if we lose a region and DNS fails', 'not-understood: That asks for two things at once'],
    ['what if net_ticktime is 0 and a node dies', 'usage: `net_ticktime` cannot be 0.'],
    ['a'.repeat(1_001), 'usage: The question is longer than 1000 characters.'],
  ])('%j', async (words, sentence) => {
    expect(await refusalOf(async () => readQuestion(words))).toContain(sentence)
  })
})
