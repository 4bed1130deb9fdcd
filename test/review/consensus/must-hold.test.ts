import { describe, expect, test } from 'vitest'
import { type Evaluation, evaluate, type Profile } from '../../../src/review/consensus/index.ts'
import { workedCases } from './worked-cases.ts'

function worked(name: string, changes: Partial<Profile> = {}): Evaluation {
  const found = workedCases.find((each) => each.name.startsWith(name))
  if (!found) throw new Error(`There is no worked case ${name}.`)
  return evaluate({ ...found.profile, ...changes })
}

function option(evaluation: Evaluation, id: string) {
  const found = evaluation.options.find((each) => each.id === id)
  if (!found) throw new Error(`There is no option ${id}.`)
  return { ...found, veto: found.vetoes.map((each) => each.id).join('+'), said: found.caveats.join(' ') }
}

/** The first options that are not vetoed, as `id score`. */
function first(evaluation: Evaluation, count: number): string[] {
  const left = evaluation.options.filter(({ vetoes }) => vetoes.length === 0)
  return left.slice(0, count).map(({ id, score }) => `${id} ${score.toFixed(1)}`)
}

const onePlace = ['ra', 'khepri', 'mnesia_majority', 'postgres', 'etcd', 'redis', 'single_db', 'paxos']
const anySide = ['delta_crdt', 'horde', 'tracker', 'lww', 'global', 'client_crdt']

describe('shopping cart', () => {
  const cart = worked('shopping cart')

  test('CRDTs lead, last write wins is poor, Raft is out', () => {
    expect(cart.recommendation).toBe('client_crdt')
    expect(cart.runnerUp).toBe('delta_crdt')
    expect(option(cart, 'client_crdt').score).toBeGreaterThanOrEqual(8)
    expect(option(cart, 'delta_crdt').score).toBeGreaterThanOrEqual(6)
    expect(option(cart, 'lww').score).toBeLessThanOrEqual(5)
    expect(option(cart, 'ra').score).toBeLessThanOrEqual(2)
    expect(option(cart, 'ra').veto).toBe('V4+V5')
  })

  test('delta_crdt says that it is server side, one key per device, with a store; checkout is another case', () => {
    const { said } = option(cart, 'delta_crdt')
    expect(said).toContain('Server side only: a phone needs a queue or CRDT of its own.')
    expect(said).toContain('one key per writer (node or device) for numbers; a durable store behind it')
    expect(cart.caveats.join(' ')).toContain('(stock, price, checkout) is another case')
  })

  test('never offline and durable: a row per cart', () => {
    expect(first(worked('shopping cart', { offline: 0, availability: 1, durability: 2 }), 3)).toEqual([
      'postgres 6.7',
      'client_crdt 6.2',
      'delta_crdt 5.4',
    ])
  })
})

describe('inventory decrement', () => {
  const stock = worked('inventory')

  test('Postgres leads with one statement, what accepts on any side is out, Raft is in between', () => {
    expect(stock.recommendation).toBe('postgres')
    expect(option(stock, 'postgres').said).toContain('`UPDATE … SET qty = qty - n WHERE id = … AND qty >= n`')
    for (const id of [...anySide, 'saga_outbox', 'redis']) expect(option(stock, id).veto).toMatch(/V2\+V3/)
    expect(option(stock, 'ra').score).toBeGreaterThanOrEqual(5)
    expect(option(stock, 'ra').score).toBeLessThanOrEqual(7)
    expect(option(stock, 'ra').said).toContain('new machinery beside a database')
  })

  test('without a database Raft is a fair choice; rows that queue are split', () => {
    const bare = worked('inventory', { infra: [] })
    expect(first(bare, 3)).toEqual(['postgres 6.2', 'ra 5.8', 'khepri 5.6'])
    expect(bare.caveats.join(' ')).toContain('The first two are 0.4 apart')
    expect(stock.caveats.join(' ')).toContain('reservations, or buckets per site')
  })
})

describe('lock for the billing job', () => {
  const lock = worked('lock')

  test('Postgres leads; Redis and :global are out as locks that protect', () => {
    expect(lock.recommendation).toBe('postgres')
    const { said } = option(lock, 'postgres')
    expect(said).toContain('Claim a row per period (unique key and state)')
    expect(said).toContain('`pg_advisory_xact_lock` on the connection of the worker itself')
    expect(option(lock, 'redis').veto).toBe('V2+V3')
    expect(option(lock, 'redis').said).toContain('As a lock it saves work and does not protect')
    expect(option(lock, 'global').veto).toBe('V2+V3+V6')
    expect(lock.caveats.join(' ')).toContain('an idempotency key on each unit of work')
  })

  test('every lock is to be fenced at the resource', () => {
    for (const id of ['postgres', 'ra', 'etcd', 'khepri', 'global', 'redis', 'single_db']) {
      expect(option(lock, id).said, id).toContain('Fence at the resource')
    }
  })

  test('Kubernetes and no database: its Lease, fenced by its revision', () => {
    const lease = worked('lock', { infra: ['k8s'] })
    expect(first(lease, 1)).toEqual(['etcd 8.8'])
    expect(option(lease, 'etcd').said).toContain('resourceVersion (Kubernetes)')
  })
})

describe('presence', () => {
  const presence = worked('presence')

  test('Tracker leads, delta_crdt is second at some distance, what needs a majority is out', () => {
    expect(first(presence, 2)).toEqual(['tracker 10.0', 'delta_crdt 7.9'])
    for (const id of [...onePlace, 'event_sourcing']) expect(option(presence, id).veto).toContain('V4')
    expect(option(presence, 'tracker').said).toContain('Never the only guard of an invariant')
    expect(presence.caveats.join(' ')).toContain('data=bounded')
  })

  test('the majority side is enough, with Redis', () => {
    expect(first(worked('presence', { availability: 1, infra: ['redis', 'postgres'] }), 3)).toEqual([
      'tracker 10.0',
      'delta_crdt 7.9',
      'redis 7.1',
    ])
  })
})

describe('feature flags', () => {
  const flags = worked('feature flags')

  test('Khepri, Raft, then Mnesia with what a partition does to it; the rest is out for consistency', () => {
    expect(first(flags, 3)).toEqual(['khepri 9.0', 'ra 7.7', 'mnesia_majority 6.7'])
    expect(option(flags, 'mnesia_majority').said).toContain('`inconsistent_database`')
    for (const id of anySide) expect(option(flags, id).veto).toContain('V2')
  })

  test('a minute of disagreement is fine', () => {
    expect(first(worked('feature flags', { consistency: 0 }), 5)).toEqual([
      'khepri 8.5',
      'ra 7.7',
      'lww 7.5',
      'delta_crdt 6.7',
      'mnesia_majority 6.7',
    ])
    expect(option(worked('feature flags', { consistency: 0 }), 'lww').said).toContain(
      'Changes travel by PubSub',
    )
  })

  test('with Postgres present the two are too close to tell by points', () => {
    const beside = worked('feature flags', { infra: ['postgres'] })
    expect(first(beside, 2)).toEqual(['khepri 9.0', 'postgres 8.8'])
    expect(beside.caveats.join(' ')).toContain('take the one that you run already')
    expect(option(beside, 'postgres').said).toContain('a cache in front and NOTIFY')
  })
})

describe('rate limiter', () => {
  const limiter = worked('rate limiter')

  test('Redis leads, a round of consensus per request is poor, the baseline and its hazard are named', () => {
    expect(limiter.recommendation).toBe('redis')
    expect(option(limiter, 'redis').said).toContain('INCR with EXPIRE, or a token bucket in one Lua script')
    for (const id of ['ra', 'khepri', 'postgres']) expect(option(limiter, id).score, id).toBeLessThan(5)
    expect(limiter.caveats.join(' ')).toContain('a share of the limit (limit / 12)')
    expect(limiter.caveats.join(' ')).toContain('`state-node-local`')
    expect(limiter.caveats.join(' ')).toContain('data=bounded, consistency=2')
  })

  test('without Redis it is hardly ahead; a contractual limit goes to a database or Raft', () => {
    expect(first(worked('rate limiter', { infra: ['postgres'] }), 2)).toEqual(['redis 6.2', 'delta_crdt 5.8'])
    const quota = { data: 'bounded', consistency: 2, conflict: 'reject', latency_ms: 100 } as const
    expect(worked('rate limiter', quota).recommendation).toBe('postgres')
    expect(worked('rate limiter', { ...quota, infra: [], skill: 2 }).recommendation).toBe('ra')
  })
})

describe('collaborative text', () => {
  const text = worked('collaborative text')

  test('a sequence CRDT in the client is the only real answer', () => {
    expect(first(text, 3)).toEqual(['client_crdt 10.0', 'delta_crdt 0.8'])
    expect(option(text, 'delta_crdt').said).toContain('It has no type for a sequence')
    expect(option(text, 'delta_crdt').rating).toBe('poor')
    for (const id of [...onePlace, 'event_sourcing']) expect(option(text, id).veto).toContain('V5')
  })

  test('always online within one region, one process for each document is a choice', () => {
    const online = { offline: 0, availability: 1, regions: 1, latency_ms: 200 } as const
    const evaluation = worked('collaborative text', online)
    expect(first(evaluation, 3)).toEqual(['client_crdt 9.2', 'single_db 7.1', 'postgres 6.2'])
    expect(option(evaluation, 'single_db').said).toContain('operational transformation')
  })
})

describe('bank transfer', () => {
  const bank = worked('bank transfer')

  test('Postgres, one owner, event sourcing; Raft is poor; saga, Redis and what accepts on any side are out', () => {
    expect(first(bank, 3)).toEqual(['postgres 9.6', 'single_db 8.8', 'event_sourcing 5.4'])
    const { said } = option(bank, 'postgres')
    expect(said).toContain('rows locked in a fixed order')
    expect(said).toContain('synchronous standby')
    expect(option(bank, 'event_sourcing').said).toContain('process manager')
    expect(option(bank, 'ra').score).toBeLessThanOrEqual(4)
    for (const id of [...anySide, 'redis', 'saga_outbox']) expect(option(bank, id).veto).toContain('V2')
  })

  test('accounts in two services: saga and event sourcing lead, one store is held at 3', () => {
    const banks = worked('bank transfer', { cross_service: true })
    expect(first(banks, 2).map((each) => each.split(' ')[0])).toEqual(['event_sourcing', 'saga_outbox'])
    for (const { id, score, caveats } of banks.options) {
      if (id === 'event_sourcing' || id === 'saga_outbox') continue
      expect(score, id).toBeLessThanOrEqual(3)
      expect(caveats[0], id).toContain('Held at 3 at most')
    }
    expect(option(banks, 'saga_outbox').said).toContain('a compensation and an idempotency key')
  })
})
