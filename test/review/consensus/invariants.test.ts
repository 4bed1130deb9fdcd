import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Evaluation as Schema } from '../../../src/review/consensus/evaluation.ts'
import { type Evaluation, evaluate, type Profile } from '../../../src/review/consensus/index.ts'
import type { OptionId } from '../../../src/review/consensus/options.ts'
import { dataKinds, services } from '../../../src/review/consensus/profile.ts'
import { ranked } from '../../../src/review/consensus/score.ts'
import { contradicts } from '../../../src/review/consensus/vetoes.ts'

const profiles: fc.Arbitrary<Profile> = fc.record({
  data: fc.constantFrom(...dataKinds),
  consistency: fc.constantFrom(0, 1, 2, 3),
  conflict: fc.constantFrom('lww-ok', 'merge', 'reject'),
  contention: fc.constantFrom(0, 1, 2),
  availability: fc.constantFrom(0, 1, 2),
  offline: fc.constantFrom(0, 1, 2),
  regions: fc.constantFrom(0, 1, 2, 3),
  durability: fc.constantFrom(0, 1, 2, 3),
  mix: fc.constantFrom('read', 'balanced', 'write'),
  latency_ms: fc.constantFrom(1, 5, 10, 20, 50, 100, 119, 240, 500),
  nodes: fc.constantFrom(1, 3, 10, 11, 50, 151, 500, 3000, 5000),
  shardable: fc.boolean(),
  skill: fc.constantFrom(0, 1, 2),
  infra: fc.subarray([...services]),
  cross_service: fc.boolean(),
})
const many = { numRuns: 500 }

function vetoesOf(evaluation: Evaluation): Record<string, string[]> {
  return Object.fromEntries(evaluation.options.map((each) => [each.id, each.vetoes.map(({ id }) => id)]))
}

function left(evaluation: Evaluation): string[] {
  return evaluation.options.filter(({ vetoes }) => vetoes.length === 0).map(({ id }) => id)
}

/** Milliseconds: a property is tried hundreds of times. */
const timeout = 30_000

describe('any use case', { timeout }, () => {
  test('is evaluated the same each time, in the shape of the schema', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const evaluation = evaluate(profile)
        expect(evaluate(structuredClone(profile))).toEqual(evaluation)
        expect(Schema.parse(evaluation)).toEqual(evaluation)
      }),
      { numRuns: 200 },
    )
  })

  test('ranks by score with the vetoed last; a score is its points, within 0 to 10, at most 2 when vetoed', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const { options, recommendation, runnerUp } = evaluate(profile)
        for (const [at, { score, vetoes, contributions, caveats }] of options.entries()) {
          const next = options[at + 1]
          if (next && vetoes.length > 0) expect(next.vetoes.length).toBeGreaterThan(0)
          if (next && vetoes.length > 0 === next.vetoes.length > 0) {
            expect(score).toBeGreaterThanOrEqual(next.score)
          }
          const sum = contributions.reduce((so, { points }) => so + points, 0)
          const plain = Math.min(10, Math.max(0, (sum / 12) * 10))
          const cap = Number(/^Held at (\d)/.exec(caveats[0] ?? '')?.[1] ?? 10)
          const most = vetoes.length > 0 ? Math.min(cap, 2) : cap
          expect(Math.abs(score - Math.min(plain, most))).toBeLessThanOrEqual(0.051)
        }
        const ids = options.filter(({ vetoes }) => vetoes.length === 0).map(({ id }) => id)
        expect([recommendation, runnerUp]).toEqual([ids[0] ?? null, ids[1] ?? null])
      }),
      many,
    )
  })

  test('a stricter need never removes a veto', () => {
    const stricter = fc.constantFrom(
      ['consistency', [0, 1, 2, 3]] as const,
      ['conflict', ['lww-ok', 'reject']] as const,
      ['conflict', ['merge', 'reject']] as const,
      ['availability', [0, 1, 2]] as const,
      ['offline', [0, 1, 2]] as const,
      ['durability', [0, 1, 2, 3]] as const,
    )
    fc.assert(
      fc.property(profiles, stricter, (profile, [key, scale]) => {
        const ladder = scale.map((value) => vetoesOf(evaluate({ ...profile, [key]: value })))
        for (const [at, weaker] of ladder.entries()) {
          for (const strict of ladder.slice(at + 1)) {
            for (const [id, vetoes] of Object.entries(weaker)) {
              expect(strict[id], `${id} with a stricter ${key}`).toEqual(expect.arrayContaining(vetoes))
            }
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  test('clients that write offline rule out everything that needs a server', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const vetoes = vetoesOf(evaluate({ ...profile, offline: 2 }))
        for (const id of [
          ...['ra', 'khepri', 'mnesia_majority', 'global', 'postgres'],
          ...['etcd', 'redis', 'single_db', 'event_sourcing', 'paxos'],
        ]) {
          expect(vetoes[id], id).toContain('V5')
        }
      }),
      many,
    )
  })

  test('an invariant rules out everything that accepts on both sides', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const vetoes = vetoesOf(evaluate({ ...profile, conflict: 'reject' }))
        for (const id of ['delta_crdt', 'horde', 'tracker', 'lww', 'global', 'redis', 'client_crdt']) {
          expect(vetoes[id], id).toContain('V3')
        }
      }),
      many,
    )
  })

  test('an invariant with writes on every side is contradictory; a saga may stay across services', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const evaluation = evaluate({ ...profile, conflict: 'reject', availability: 2 })
        const allowed = profile.cross_service ? ['saga_outbox'] : []
        expect(allowed).toEqual(expect.arrayContaining(left(evaluation)))
        expect(evaluation.contradictory).toBe(true)
        expect(evaluation.caveats[0]).toContain('contradictory requirements')
      }),
      many,
    )
  })

  test('a contradiction of any kind leaves nothing but a saga across services', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const evaluation = evaluate(profile)
        if (!evaluation.contradictory) return
        expect(profile.cross_service ? ['saga_outbox'] : []).toEqual(expect.arrayContaining(left(evaluation)))
      }),
      many,
    )
  })

  test('a service that is there never lowers an option that uses it', () => {
    const users = {
      postgres: ['postgres', 'single_db', 'event_sourcing', 'saga_outbox'],
      ...{ mysql: ['single_db'], sqlite: ['single_db'], redis: ['redis'], eventstore: ['event_sourcing'] },
      ...{ etcd: ['etcd'], consul: ['etcd'], k8s: ['etcd'] },
    }
    fc.assert(
      fc.property(profiles, fc.constantFrom(...services), (profile, added) => {
        const scores = (infra: Profile['infra']) =>
          Object.fromEntries(evaluate({ ...profile, infra }).options.map(({ id, score }) => [id, score]))
        const before = scores(profile.infra.filter((service) => service !== added))
        const after = scores([...new Set([...profile.infra, added])])
        for (const id of users[added]) expect(after[id], id).toBeGreaterThanOrEqual(before[id] ?? 0)
      }),
      many,
    )
  })

  test('each change that is named changes the winner, to the one that is named', () => {
    fc.assert(
      fc.property(profiles, (profile) => {
        const evaluation = evaluate(profile)
        for (const { dimension, value, winner, score } of evaluation.sensitivity) {
          const then = evaluate({ ...profile, [dimension]: value })
          expect(winner).not.toBe(evaluation.recommendation)
          expect(then.recommendation).toBe(winner)
          expect(then.options.find(({ id }) => id === winner)?.score ?? null).toBe(score)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('ten thousand use cases', { timeout: 120_000 }, () => {
  const ladders = {
    ...{ consistency: [0, 1, 2, 3], availability: [0, 1, 2], offline: [0, 1, 2], durability: [0, 1, 2, 3] },
    conflict: ['merge', 'reject'],
  } as const
  const needsServer = ['ra', 'khepri', 'mnesia_majority', 'global', 'postgres', 'etcd', 'redis', 'single_db']
  const bothSides = ['delta_crdt', 'horde', 'tracker', 'lww', 'global', 'redis', 'client_crdt']

  /** Every invariant of the model that this profile breaks, in words; most profiles are tried, so no assertion a step. */
  function broken(profile: Profile, key: keyof typeof ladders, added: Profile['infra'][number]): string[] {
    const found: string[] = []
    const order = ranked(profile).map(({ option }) => option.id)
    if (
      order.join() !==
      ranked(structuredClone(profile))
        .map(({ option }) => option.id)
        .join()
    )
      found.push('1 deterministic')
    const vetoed = (of: Profile) =>
      new Map(ranked(of).map(({ option, vetoes }) => [option.id, vetoes.map(({ id }) => id)]))
    let weaker: Map<string, string[]> | null = null
    for (const value of ladders[key]) {
      const now: Map<string, string[]> = vetoed({ ...profile, [key]: value })
      for (const [id, vetoes] of weaker ?? []) {
        if (vetoes.some((veto) => !now.get(id)?.includes(veto))) found.push(`2 monotone: ${id} by ${key}`)
      }
      weaker = now
    }
    const offline = vetoed({ ...profile, offline: 2 })
    for (const id of [...needsServer, 'event_sourcing', 'paxos']) {
      if (!offline.get(id as OptionId)?.includes('V5')) found.push(`3 offline: ${id}`)
    }
    const invariant = { ...profile, conflict: 'reject' } as const
    const rejecting = vetoed(invariant)
    for (const id of bothSides)
      if (!rejecting.get(id as OptionId)?.includes('V3')) found.push(`4 invariant: ${id}`)
    const both = { ...invariant, availability: 2 } as const
    for (const [id, vetoes] of vetoed(both)) {
      if (vetoes.length === 0 && !(profile.cross_service && id === 'saga_outbox'))
        found.push(`5 contradiction: ${id}`)
    }
    if (!contradicts(both)) found.push('5 contradiction is not said')
    const without = { ...profile, infra: profile.infra.filter((service) => service !== added) }
    const before = new Map(ranked(without).map(({ option, score }) => [option.id, score]))
    for (const { option, score } of ranked({ ...without, infra: [...without.infra, added] })) {
      if (option.infra.includes(added) && score < (before.get(option.id) ?? 0))
        found.push(`6 infra: ${option.id}`)
    }
    return found
  }

  test('break none of the invariants of the model', () => {
    const keys = fc.constantFrom(...(Object.keys(ladders) as (keyof typeof ladders)[]))
    let tried = 0
    fc.assert(
      fc.property(profiles, keys, fc.constantFrom(...services), (profile, key, added) => {
        tried += 1
        return broken(profile, key, added).length === 0
      }),
      { numRuns: 10_000 },
    )
    expect(tried).toBe(10_000)
  })
})

describe('an answer that is missing', { timeout }, () => {
  const ends = {
    ...{ consistency: [0, 3], contention: [0, 2], availability: [0, 2], offline: [0, 2], regions: [0, 3] },
    ...{ durability: [0, 3], skill: [0, 2], mix: ['read', 'write'], conflict: ['lww-ok', 'merge', 'reject'] },
    ...{ data: dataKinds, infra: [[], services], latency_ms: [1, 1_000], nodes: [3, 1_000] },
  }
  const keys = Object.keys(ends) as (keyof typeof ends)[]

  test('is tried at both ends: where the winner differs it is asked, and nothing is recommended', () => {
    fc.assert(
      fc.property(profiles, fc.constantFrom(...keys), (profile, key) => {
        const { [key]: _missing, ...known } = profile
        const evaluation = evaluate(known)
        const winners = ends[key].map((value) => evaluate({ ...profile, [key]: value }).recommendation)
        expect(evaluation.assumed).toEqual([key])
        const asked = evaluation.questions.map(({ dimension }) => dimension)
        if (new Set(winners).size > 1) {
          expect(asked).toEqual([key])
          expect(evaluation.recommendation).toBeNull()
        } else if (asked.length === 0) {
          expect(evaluation.recommendation).toBe(winners[0] ?? null)
        }
        for (const { answers } of evaluation.questions) {
          expect(new Set(answers.map(({ winner }) => winner)).size).toBeGreaterThan(1)
          for (const { value, winner } of answers) {
            expect(evaluate({ ...profile, [key]: value }).recommendation).toBe(winner)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  test('shardable and cross_service are false when they are absent, not unknown', () => {
    fc.assert(
      fc.property(profiles, ({ shardable, cross_service, ...known }) => {
        expect(evaluate(known)).toEqual(evaluate({ ...known, shardable: false, cross_service: false }))
        expect([typeof shardable, typeof cross_service]).toEqual(['boolean', 'boolean'])
      }),
      { numRuns: 100 },
    )
  })

  test('when all are missing, what the data is decides most, and every one of the rest is asked', () => {
    const { questions, recommendation, assumed } = evaluate({})
    expect(recommendation).toBeNull()
    expect(questions.map(({ dimension }) => dimension).sort()).toEqual([...assumed].sort())
    expect(questions[0]?.dimension).toBe('data')
    const shares = questions.map(({ decides }) => decides)
    expect(shares).toEqual(shares.toSorted((a, b) => b - a))
  })
})
