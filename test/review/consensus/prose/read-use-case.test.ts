import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DimensionKey, Profile } from '../../../../src/review/consensus/index.ts'
import { readUseCase } from '../../../../src/review/consensus/prose/read-use-case.ts'
import { Refusal } from '../../../../src/review/refusal.ts'
import { moreUseCases } from './more-use-cases.ts'
import { rephrasedUseCases } from './rephrased-use-cases.ts'
import { unseenUseCases } from './unseen-use-cases.ts'
import { type UseCase, useCases } from './use-cases.ts'

/** What the words state as a profile. */
function stated(words: string): Partial<Profile> {
  return Object.fromEntries(readUseCase(words).said.map(({ key, value }) => [key, value]))
}

function plain(value: unknown): string {
  return Array.isArray(value) ? [...value].sort().join(',') : String(value)
}

/** Dimensions that were read wrong or not at all, those that nobody stated, and how many were stated. */
function compared(cases: readonly UseCase[]) {
  const misread: string[] = []
  const invented: string[] = []
  let dimensions = 0
  for (const { words, stated: expected, fair = {} } of cases) {
    const read = stated(words)
    for (const [key, value] of Object.entries(expected)) {
      dimensions += 1
      const got = read[key as DimensionKey]
      if (![value, ...(fair[key as DimensionKey] ?? [])].map(plain).includes(plain(got)))
        misread.push(`${key}=${plain(value)}, read ${plain(got)}: ${words}`)
    }
    for (const { key, quote, value } of readUseCase(words).said) {
      if (!(key in expected) && !fair[key]?.map(plain).includes(plain(value)))
        invented.push(`${key}=${plain(value)} ("${quote}"): ${words}`)
    }
  }
  return { misread, invented, dimensions }
}

describe.each([
  ['forty use cases that were written before the reader', useCases, 160],
  ['more of them, in other voices', moreUseCases, 200],
  ['fifty that say the same needs in other words', rephrasedUseCases, 200],
  ['twenty by somebody who had not seen the reader', unseenUseCases, 90],
])('%s', (_, cases, least) => {
  const { misread, invented, dimensions } = compared(cases)

  test('at least nine of ten stated dimensions are read right', () => {
    expect(cases.length).toBeGreaterThanOrEqual(20)
    expect(dimensions).toBeGreaterThan(least)
    expect(misread.length / dimensions, misread.join('\n')).toBeLessThanOrEqual(0.1)
  })

  test('none is invented', () => {
    expect(invented).toEqual([])
  })
})

describe('one dimension at a time', () => {
  test.each([
    ['no Redis, we have Postgres', 'infra', ['postgres']],
    ['neither Redis nor etcd, just MySQL', 'infra', ['mysql']],
    ['Redis is not an option; Consul is', 'infra', ['consul']],
    ['should we take Redis or etcd?', 'infra', undefined],
    ['we are thinking of adding Redis', 'infra', undefined],
    ['we replaced Redis with Postgres', 'infra', ['postgres']],
    ['posgres and kubernets', 'infra', ['postgres', 'k8s']],
    ['without any external services', 'infra', []],
    ['not across regions', 'regions', 1],
    ['across two regions', 'regions', 2],
    ['from us-east-1 and eu-west-1', 'regions', 2],
    ['it does not need to be consistent', 'consistency', 0],
    ['stale reads are not acceptable', 'consistency', 2],
    ['stale reads are acceptable', 'consistency', 0],
    ['linearisable', 'consistency', 2],
    ['three to five nodes', 'nodes', 5],
    ['3-5 nodes', 'nodes', 5],
    ['a dozen servers', 'nodes', 12],
    ['twenty-five nodes', 'nodes', 25],
    ['two hundred and ten nodes', 'nodes', 210],
    ['1,000 nodes', 'nodes', 1_000],
    ['2k nodes', 'nodes', 2_000],
    ['4 nodes in each of 3 regions', 'nodes', 12],
    ['a 3-node etcd cluster', 'nodes', undefined],
    ['it survives the loss of 2 nodes', 'nodes', undefined],
    ['5 nodes, 10,000 users later', 'nodes', 5],
    ['nodes sometimes go offline', 'offline', undefined],
    ['clients never work offline', 'offline', 0],
    ['they read offline', 'offline', 1],
    ['it works offline', 'offline', 2],
    ['a write takes at most 20 ms', 'latency_ms', 20],
    ['p99 of 1.5 s', 'latency_ms', 1_500],
    ['sub-millisecond writes', 'latency_ms', 1],
    ['synced every 5 seconds', 'latency_ms', undefined],
    ['the lock is held for 30 seconds', 'latency_ms', undefined],
    ['98% reads', 'mix', 'read'],
    ['80 % reads', 'mix', 'balanced'],
    ['downtime is not acceptable', 'availability', 1],
    ['downtime is acceptable', 'availability', 0],
    ['it must not run twice', 'conflict', 'reject'],
    ['running it twice is fine', 'conflict', undefined],
    ['orders are shipped by truck', 'data', undefined],
  ] as const)('%s: %s is %j', (words, key, value) => {
    expect(stated(words)[key]).toEqual(value)
  })
})

describe('what is denied behind its noun, or is too little, is never stated', () => {
  test.each([
    ['a map, linearizable reads not needed', { data: 'map' }],
    ['a lock, strong consistency is not required', { data: 'lock' }],
    ['config, strict consistency unnecessary', { data: 'map' }],
    ['carts, offline is not a requirement', { data: 'map', offline: 0 }],
    ['carts, working offline can wait', { data: 'map', offline: 0 }],
    ['a lock, several regions are not planned', { data: 'lock', regions: 1 }],
    ['config, multi-region is out of scope', { data: 'map', regions: 1 }],
    ['a 3-region deployment is not planned', { regions: 1 }],
    ['a ledger, audit trail not needed', { data: 'ledger' }],
    ['a lock, zero downtime is not required', { data: 'lock', availability: 0 }],
    ['high availability is nothing we need', { availability: 0 }],
    ["persistence isn't required", { durability: 0 }],
    ['no need to survive a restart', { durability: 0 }],
    [
      'Offline use and multi-region are not needed, linearizable reads are',
      { consistency: 2, offline: 0, regions: 1 },
    ],
    ['carts work offline and linearizable reads are not needed', { data: 'map', offline: 2 }],
    ['Not needed: offline, multi-region. We have 5 nodes.', { offline: 0, regions: 1, nodes: 5 }],
    ['no Redis, etcd or Consul, we run Postgres', { infra: ['postgres'] }],
    ['Redis is overkill, Postgres is there', { infra: ['postgres'] }],
    ['offline would be nice but is not needed', { offline: 0 }],
    ['offline would be nice to have', {}],
    ['strong consistency is not optional', { consistency: 2 }],
    ['a lock; a queue is not needed', { data: 'lock' }],
    ['presence is not critical', { data: 'presence' }],
    ['sub-millisecond latency is not required', {}],
    ['roughly right is not enough', {}],
    ['last write wins is not acceptable', {}],
    ['no read may be stale', {}],
    ['no state may be lost', {}],
  ] as const)('%s', (words, expected) => {
    expect(stated(words)).toEqual(expected)
  })
})

describe('what only looks like a need states nothing', () => {
  test.each([
    ['each user has up to 5 devices', {}],
    ['we are sold out of 20 sensors', {}],
    ['books are sold in 30 shops', {}],
    ['20 nodes, 5 expected to fail', { nodes: 20 }],
    ['2 million phones, works offline', { offline: 2, regions: 3 }],
    ['jobs can wait 10 minutes', {}],
    ['only registered users write reviews', {}],
    ['reads are cut off at 100 rows', {}],
    ['everyone at once must not write the same row', {}],
    ['it is not fine if two owners run for a second', {}],
    ['exactly one leader; two leaders for a second is unacceptable', { data: 'leader', conflict: 'reject' }],
    ['exactly one leader; two leaders for a second are fine', { data: 'leader', consistency: 1 }],
    ['clients read and write while offline', { offline: 2 }],
    ['nodes keep working when cut off from each other', { availability: 2 }],
    ['old servers are fine', {}],
    ['approximately 50 nodes', { nodes: 50 }],
    ['nobody works at night', {}],
    ['without doubt it must survive a restart', { durability: 2 }],
    ['there is no question that it must be durable', { durability: 2 }],
    ['we cannot live without offline support', { offline: 2 }],
    ['I do not know whether offline matters', {}],
    ['not only offline but also multi-region', { offline: 2, regions: 2 }],
    ['people edit photos at the same time as they chat', {}],
    ['our first Elixir app went live in 2015', {}],
    ['customers can wait in the shop', {}],
    ['we lost 3 servers last year', {}],
    ['data is read from 5 sensors by a server on 3 nodes', { nodes: 3 }],
  ] as const)('%s', (words, expected) => {
    expect(stated(words)).toEqual(expected)
  })
})

test('more devices than a profile takes are named, and the rest is read', () => {
  const { said, notes } = readUseCase('2 million phones, works offline')
  expect(said.some(({ key }) => key === 'nodes')).toBe(false)
  expect(notes.join(' ')).toContain('2 million phones')
})

test('a quote is what stands there, at its offset', () => {
  for (const { words } of [...useCases, ...moreUseCases, ...rephrasedUseCases, ...unseenUseCases]) {
    for (const { key, quote, at } of readUseCase(words).said) {
      if (key !== 'infra') expect(words.slice(at, at + quote.length)).toBe(quote)
    }
  }
})

test('whatever is written, it is read or refused in a sentence, and soon', { timeout: 60_000 }, () => {
  const words = fc.constantFrom(
    ...moreUseCases.flatMap((each) => each.words.split(' ')),
    ...['-', '—', '%', '5', 'minus', 'twice', '\n', '🙂', "don't", '1,000,000,000', 'ž', '((('],
  )
  const texts = fc.oneof(
    fc.string({ maxLength: 4_000 }),
    fc.array(words, { maxLength: 400 }).map((all) => all.join(' ')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const began = performance.now()
      try {
        for (const { quote, at } of readUseCase(text).said) {
          expect(at).toBeGreaterThanOrEqual(0)
          expect(quote).not.toBe('')
        }
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
      }
      expect(performance.now() - began).toBeLessThan(2_000)
    }),
    { numRuns: 150 },
  )
})
