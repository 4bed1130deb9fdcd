import { describe, expect, test } from 'vitest'
import { adaptiveCards, adaptiveForm } from '../../src/blocks/adaptive-card.ts'
import { formView } from '../../src/blocks/block-kit/form.ts'
import { blockKit } from '../../src/blocks/block-kit.ts'
import { evaluateButton, evaluateSubject } from '../../src/blocks/cards/actions.ts'
import { evaluationCard } from '../../src/blocks/cards/evaluation.ts'
import { evaluationForm, pairsOfForm } from '../../src/blocks/cards/evaluation-form.ts'
import { evaluate, type Profile, readAnswers, writeAnswers } from '../../src/review/consensus/index.ts'
import { workedCases } from '../review/consensus/worked-cases.ts'
import { breaks, breaksView } from './slack-rules.ts'
import { wordsOf } from './words-of.ts'

const flags = workedCases.find(({ name }) => name.startsWith('feature flags'))?.profile
const buttons = [evaluateButton('Change the answers', '', ['data=map'])]

/** Everything that can be asked, as far apart as profiles are. */
const asked: readonly Partial<Profile>[] = [
  ...workedCases.map(({ profile }) => profile),
  {},
  { data: 'bounded' },
  { conflict: 'reject', availability: 2 },
  { conflict: 'reject', availability: 2, cross_service: true },
  { ...flags, data: 'lock', offline: 2 },
]

test('the card whole: what fits, every option, what would change it, caveats, answers, a button', () => {
  const card = evaluationCard(evaluate(flags ?? {}), { buttons, about: 'shop at 3f2a91c' })
  expect(card.summary).toBe('Khepri fits best: 9.0 of 10.')
  expect(wordsOf(card)).toEqual([
    '# Khepri fits best: 9.0 of 10',
    'Recommended. Runner-up: Raft via :ra, 7.7.',
    'Why: made for map (+4); gives what is needed (+2); the majority side goes on (+1); survives what it must (+1); a write takes about 12 ms, the budget is 100 ms (+1); reads are local (+0.5); 7 nodes, comfortable up to 50 (+0.5); the team can run it (+0.5); needs no service (+0.5); maturity and maintenance (−0.25).',
    '| Mechanism | Score | Points, or why it is out',
    '| Khepri | 9.0 | Recommended: type +4, consistency +2, availability +1, durability +1, latency +1, mix +0.5, nodes +0.5, skill +0.5, infra +0.5, maturity −0.25',
    '| Raft via :ra | 7.7 | Sound: type +3, consistency +1.5, availability +1, durability +1, latency +1, mix +0.25, nodes +0.5, skill +0.5, infra +0.5',
    '| Mnesia with majority: true | 6.7 | Sound: type +3, consistency +1.5, availability +1, durability +1, latency +1, mix +0.5, nodes +0.5, skill +0.5, infra +0.5, maturity −1.5',
    '| Postgres | 6.2 | Sound: type +4, consistency +1.5, availability +0.5, durability +1, latency +1, nodes +0.5, skill +0.5, infra −1.5',
    '| etcd, Consul or a Kubernetes Lease | 6.2 | Sound: type +3, consistency +2, availability +1, durability +1, latency +1, nodes +0.5, skill +0.5, infra −1.5',
    '| riak_ensemble or Multi-Paxos | 5.8 | Possible, with caveats: type +3, consistency +2, availability +1, durability +1, latency +1, nodes +0.5, skill −0.5, infra +0.5, maturity −1.5',
    '| Event sourcing | 5.0 | Possible, with caveats: type +2, consistency +2, availability +0.5, durability +1, latency +1, nodes +0.5, skill +0.5, infra −1.5',
    '| Owner process and database | 4.8 | Possible, with caveats: type +3, consistency +1.5, availability −0.5, durability +1, latency +1, mix +0.25, nodes +0.5, skill +0.5, infra −1.5',
    '| delta_crdt | 2.0 | Out: cannot give the guarantee (V2)',
    '| Last write wins, or a versioned register | 2.0 | Out: cannot give the guarantee (V2)',
    '| CRDT or operation queue in the client | 2.0 | Out: cannot give the guarantee (V2)',
    '| Redis (one primary, or Redlock) | 1.7 | Out: cannot give the guarantee (V2)',
    '| Phoenix.Tracker and Presence | 0.8 | Out: wrong shape for this data (V1); cannot give the guarantee (V2); data gone after a restart (V6)',
    '| :global | 0.8 | Out: wrong shape for this data (V1); cannot give the guarantee (V2); data gone after a restart (V6)',
    '| Horde | 0.6 | Out: wrong shape for this data (V1); cannot give the guarantee (V2); data gone after a restart (V6)',
    '| Saga with an outbox | 0.0 | Out: cannot give the guarantee (V2)',
    'What would change it:',
    '- consistency 3: Raft via :ra (8.1)',
    '- availability 2: nothing is left',
    '- offline 2: nothing is left',
    '- durability 3: Postgres (6.2)',
    '- latency_ms 11 or less: Raft via :ra (7.3)',
    '- nodes 51 or more: Raft via :ra (7.7)',
    '- cross_service true: Event sourcing (5.0)',
    '- data bounded, lock, leader or order: Raft via :ra (7.7); queue or ledger: Raft via :ra (6.9); text: Event sourcing (5.0)',
    'Before you take Khepri:',
    '- Use 3, 5 or 7 voters on stable names and disks; consistent reads; request ids; snapshots; versions of the machine.',
    '- Reads are local and need a fence to be fresh; functions of a transaction are extracted from the code, which limits what they may call.',
    '(Answers: data=map, consistency=2, conflict=lww-ok, contention=1, availability=1, offline=0, regions=1, durability=2, mix=read, latency_ms=100, nodes=7, shardable=false, skill=2, infra=(none), cross_service=false. Asked about shop at 3f2a91c. Scores rank by the rules of this model; they are not measurements.)',
    '[Change the answers]',
  ])
})

describe('what the card says', () => {
  test('of contradictory needs: that first, what to do, and that nothing is left', () => {
    const words = wordsOf(evaluationCard(evaluate({ conflict: 'reject', availability: 2 })))
    expect(words).toEqual([
      '# Contradictory requirements: no mechanism meets all of them',
      'Mind:',
      '- These are contradictory requirements (CAP): an invariant, or one order of writes, cannot be kept while every side or an offline client accepts writes. Reserve a share per site (escrow); or accept first and confirm later, with a compensation (saga); or weaken one of the two.',
      'What would change it, the rest as assumed:',
      '- conflict lww-ok: Last write wins, or a versioned register (5.0); merge: CRDT or operation queue in the client (5.8)',
      '- availability 0 or 1: Khepri (7.3)',
      '- cross_service true: Saga with an outbox (4.6)',
      '(Answers: conflict=reject, availability=2. Assumed, not answered: data=register, consistency=1, contention=1, offline=0, regions=1, durability=2, mix=balanced, latency_ms=100, nodes=9, skill=1, infra=(none). Scores rank by the rules of this model; they are not measurements.)',
    ])
  })

  test('of an answer that is missing and decides: the question, not a recommendation', () => {
    const { availability: _missing, ...known } = flags ?? ({} as Profile)
    const [title, ...words] = wordsOf(evaluationCard(evaluate(known)))
    expect([title, ...words.slice(0, 2)]).toEqual([
      '# Which mechanism fits depends on answers that are missing',
      'Answer these; the first decides most:',
      '- availability Who must be able to write in a partition? It decides in 100 % of the cases. As far as is known, 0 or 1: Khepri; 2: nothing is left.',
    ])
    expect(words.at(-1)).toContain('Assumed, not answered: availability=1.')
  })

  test('of nothing: what to answer first, and no scores', () => {
    const card = evaluationCard(evaluate({}))
    expect(card.parts.some(({ kind }) => kind === 'table')).toBe(false)
    expect(wordsOf(card)[2]).toMatch(/^- data What is it\? It decides in \d+ % of the cases\./)
  })
})

test('every card fits what Slack and Teams take, in one message', () => {
  for (const profile of asked) {
    const card = evaluationCard(evaluate(profile), { buttons })
    const messages = blockKit([card])
    expect(messages).toHaveLength(1)
    for (const message of messages) expect(breaks({ ...message })).toEqual([])
    expect(adaptiveCards([card])).toHaveLength(1)
  }
})

describe('the form', () => {
  test('has a field for each dimension, filled in, and what Slack and Teams take', () => {
    for (const profile of asked) {
      const form = evaluationForm(profile, 'review-1')
      expect(breaksView(formView(form, form.context))).toEqual([])
      expect(adaptiveForm(form)).toBeDefined()
      const filled = form.fields.filter(({ value }) => (Array.isArray(value) ? value.length : value !== null))
      const known = new Set([...Object.keys(profile), 'shardable', 'cross_service'])
      expect(new Set(filled.map(({ name }) => name))).toEqual(known)
    }
    expect(evaluationForm({}, '').fields).toHaveLength(15)
    expect([...evaluationForm({}, '').title].length).toBeLessThanOrEqual(24)
  })

  test('submitted as it was filled in gives the same answers', () => {
    for (const profile of asked) {
      const answers: Record<string, string | readonly string[]> = {}
      for (const { name, value } of evaluationForm(profile, '').fields) {
        if (value !== null) answers[name] = typeof value === 'number' ? String(value) : value
      }
      const defaults = { shardable: false, cross_service: false }
      expect(readAnswers(pairsOfForm(answers))).toEqual({ ...defaults, ...profile })
    }
  })

  test('tells no service from no answer', () => {
    expect(readAnswers(pairsOfForm({ infra: ['none'] }))).toEqual({ infra: [] })
    expect(readAnswers(pairsOfForm({ infra: [] }))).toEqual({})
    expect(readAnswers(pairsOfForm({ infra: ['none', 'redis'] }))).toEqual({ infra: ['redis'] })
    expect(readAnswers(pairsOfForm({ latency_ms: ' ', nodes: ' 7 ' }))).toEqual({ nodes: 7 })
  })
})

describe('the button that opens the form', () => {
  test('carries the review and the answers, and gives them back', () => {
    for (const profile of asked) {
      for (const review of ['', '{"r":"shop","c":null,"p":[]}']) {
        const { value } = evaluateButton('Change the answers', review, writeAnswers(profile))
        const subject = evaluateSubject(value)
        expect(subject.review).toBe(review)
        expect(readAnswers(subject.answers)).toEqual(profile)
      }
    }
  })

  test('keeps the answers where both are too long for one', () => {
    const longest = 'r'.repeat(1_800)
    const every = writeAnswers({
      ...flags,
      infra: ['postgres', 'mysql', 'sqlite', 'redis', 'etcd', 'consul'],
    })
    const { value } = evaluateButton('Change the answers', longest, every)
    expect(value.length).toBeLessThanOrEqual(2_000)
    expect(evaluateSubject(value)).toEqual({ review: '', assumed: [], answers: every })
  })
})
