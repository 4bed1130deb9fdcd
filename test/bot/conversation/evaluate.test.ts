import pino from 'pino'
import { expect, test } from 'vitest'
import type { Card } from '../../../src/blocks/card.ts'
import { buildButton, evaluateButton } from '../../../src/blocks/cards/actions.ts'
import type { Answers, Form } from '../../../src/blocks/form.ts'
import {
  clickBuild,
  clickEvaluate,
  hearEvaluate,
  submitEvaluation,
} from '../../../src/bot/conversation/evaluate.ts'
import type { Click, Heard, Submitted } from '../../../src/bot/conversation/port.ts'
import { writeReviewName } from '../../../src/bot/conversation/review-name.ts'
import type { Place, Platform } from '../../../src/jobs/platform.ts'
import { wordsOf } from '../../blocks/words-of.ts'
import { commit } from '../reviews.ts'

const desk = { log: pino({ level: 'silent' }) }
const person = { id: 'U1', name: 'ana' }
const review = writeReviewName('shop', commit, ['lib/cluster'])
const stock: Answers = {
  ...{ data: 'bounded', consistency: '2', conflict: 'reject', contention: '2', availability: '1' },
  ...{ offline: '0', regions: '1', durability: '2', mix: 'balanced', latency_ms: '100', nodes: '9' },
  ...{ skill: '1', infra: ['postgres'] },
}

/** A platform that keeps what it was asked to show. */
function recorded({ opens = true } = {}) {
  const said: { place: Place; card: Card; to?: string }[] = []
  const opened: { opening: string; form: Form }[] = []
  const platform: Platform = {
    name: 'web',
    async post(place, cards) {
      for (const card of cards) said.push({ place, card })
      return { ...place, id: `m${said.length}` }
    },
    find: async () => null,
    update: async () => {},
    async whisper(place, to, card) {
      said.push({ place, card, to })
    },
    async openForm(_place, _person, opening, form) {
      if (!opens) throw new Error('expired_trigger_id')
      opened.push({ opening, form })
    },
  }
  return { platform, said, opened }
}

function heard(platform: Platform, opening: string | null, via: Heard['via'] = 'mention'): Heard {
  return { platform, person, place: { channel: 'C1', thread: null }, words: 'evaluate', via, opening }
}
function clicked(platform: Platform, value: string, opening: string | null = 'leave'): Click {
  return { platform, person, place: { channel: 'C1', thread: 'm1' }, action: 'evaluate-open', value, opening }
}
function submitted(platform: Platform, answers: Answers, rest: Partial<Submitted> = {}): Submitted {
  const place = { channel: 'C1', thread: 'm1' }
  return { platform, person, place, form: 'evaluate', context: '', answers, ...rest }
}
function buttonOf(card: Card | undefined) {
  const row = card?.parts.find((part) => part.kind === 'buttons')
  const [button] = row?.kind === 'buttons' ? row.buttons : []
  if (!button) throw new Error('The card has no button.')
  return button
}

test('with leave to open a form it opens, empty; nothing is posted', async () => {
  const { platform, said, opened } = recorded()
  await hearEvaluate(heard(platform, 'leave'), desk)
  expect(said).toEqual([])
  expect(opened).toMatchObject([{ opening: 'leave', form: { name: 'evaluate', context: '' } }])
  expect(opened[0]?.form.fields.find(({ name }) => name === 'data')?.value).toBeNull()
})

test('without leave, or with one that has lapsed, a card has a button that opens it', async () => {
  for (const [opening, opens] of [
    [null, true],
    ['late', false],
  ] as const) {
    const { platform, said } = recorded({ opens })
    await hearEvaluate(heard(platform, opening), desk)
    expect(said.map(({ card }) => wordsOf(card))).toEqual([
      [
        '# Which mechanism fits?',
        'Say what the data is and what it must withstand; every answer that you know helps.',
        '[Open the form]',
      ],
    ])
    const after = recorded()
    const { action, value } = buttonOf(said[0]?.card)
    expect(action).toBe('evaluate-open')
    await clickEvaluate(clicked(after.platform, value))
    expect(after.opened).toMatchObject([{ form: { context: '' } }])
  }
})

test("a finding's button opens the form for its review; the card in the thread says what it is about", async () => {
  const { platform, said, opened } = recorded()
  await clickEvaluate(clicked(platform, evaluateButton('Which mechanism fits?', review, []).value))
  const context = opened[0]?.form.context ?? ''
  expect(context).toBe(review)
  await submitEvaluation(submitted(platform, stock, { context }), desk)
  expect(said.map(({ place }) => place)).toEqual([{ channel: 'C1', thread: 'm1' }])
  expect(said[0]?.card.summary).toBe('Postgres fits best: 8.8 of 10.')
  expect(said[0] && wordsOf(said[0].card).at(-2)).toContain('Asked about shop at 3f2a91c.')
})

test('the answers can be changed: the button opens the form as it was filled in', async () => {
  const { platform, said, opened } = recorded()
  await submitEvaluation(submitted(platform, stock, { context: review }), desk)
  const { label, value } = buttonOf(said[0]?.card)
  expect(label).toBe('Change the answers')
  await clickEvaluate(clicked(platform, value))
  const form = opened[0]?.form
  expect(form?.context).toBe(review)
  const filled = Object.fromEntries(form?.fields.map(({ name, value }) => [name, value]) ?? [])
  const numbers = { latency_ms: 100, nodes: 9 }
  expect(filled).toEqual({ ...stock, ...numbers, shardable: 'false', cross_service: 'false' })
})

test('in a channel one line begins the thread that the card is in', async () => {
  const { platform, said } = recorded()
  await submitEvaluation(submitted(platform, stock, { place: { channel: 'C1', thread: null } }), desk)
  expect(said.map(({ place }) => place.thread)).toEqual([null, 'm1'])
  expect(said[0]?.card.summary).toBe('For ana: Postgres fits best: 8.8 of 10.')
})

test('a form that is left empty is answered with the questions that decide', async () => {
  const { platform, said } = recorded()
  await submitEvaluation(submitted(platform, {}), desk)
  expect(said[0]?.card.summary).toBe('Which mechanism fits depends on answers that are missing.')
})

test('what is wrong is a sentence, and nothing is posted or opened', async () => {
  const { platform, said, opened } = recorded()
  const wrong = submitted(platform, { ...stock, nodes: '0' })
  await expect(submitEvaluation(wrong, desk)).rejects.toThrow('`nodes` cannot be `0`.')
  await expect(clickEvaluate(clicked(platform, 'review-1'))).rejects.toThrow('not one of this distreview')
  await expect(clickEvaluate(clicked(platform, '- data=ordr'))).rejects.toThrow('`data` cannot be `ordr`.')
  await expect(clickEvaluate(clicked(platform, '-', null))).rejects.toThrow('cannot be opened from here')
  expect([said, opened]).toEqual([[], []])
})

const cartWords =
  'a shopping cart that works offline on phones, at most 5 nodes now, 40 next year, we already run Postgres'

test('words are answered in a thread: what was read with its quotes, what is assumed, what leads', async () => {
  const { platform, said } = recorded()
  await hearEvaluate(heard(platform, null), desk, { useCase: cartWords })
  expect(said.map(({ place }) => place.thread)).toEqual([null, 'm1'])
  const words = said[1] ? wordsOf(said[1].card) : []
  expect(words).toContain(`Use case: ${cartWords}`)
  expect(words).toContain('- data=map, said: "shopping cart"')
  expect(words).toContain('- nodes=40, said: "40 next year"')
  expect(words).toContain(
    '- availability=2 (every side): a client that writes offline is a side of its own, and must accept writes',
  )
  expect(words.join(' ')).toMatch(
    /With what is assumed CRDT or operation queue in the client leads with [\d.]+ of 10/,
  )
  expect(words.at(-1)).toBe('[Change the answers] [How to build it]')
})

test('its button fills the whole form in, says what is only assumed, and one correction evaluates again', async () => {
  const { platform, said, opened } = recorded()
  await hearEvaluate(heard(platform, null), desk, { useCase: cartWords })
  await clickEvaluate(clicked(platform, buttonOf(said[1]?.card).value))
  const fields = opened[0]?.form.fields ?? []
  expect(fields.filter(({ kind, value }) => kind !== 'choices' && value === null)).toEqual([])
  const assumed = fields.filter(({ hint }) => hint?.startsWith('Assumed')).map(({ name }) => name)
  expect(assumed).toContain('consistency')
  expect(assumed).not.toContain('nodes')
  const answers = Object.fromEntries(
    fields.map(({ name, value }) => [name, Array.isArray(value) ? value : String(value)]),
  )
  await submitEvaluation(submitted(platform, { ...answers, offline: '0', availability: '1' }), desk)
  expect(said[2]?.card.summary).toMatch(/fits best/)
})

test('how to build it: code in both languages, signals, the way there', async () => {
  const { platform, said } = recorded()
  await clickBuild(clicked(platform, buildButton('How to build it', ['data=lock', 'infra=postgres']).value))
  expect(said.map(({ card }) => card.summary)).toEqual([
    'Postgres in Elixir.',
    'Postgres in Erlang.',
    'Postgres: for, against, and what to watch.',
    'Postgres: the way there.',
  ])
  const impossible = buildButton('How to build it', ['data=lock', 'offline=2'])
  await expect(clickBuild(clicked(platform, impossible.value))).rejects.toThrow('no mechanism is left')
})

test('words that say nothing, nothing possible or an unknown key are a sentence', async () => {
  const { platform, said } = recorded()
  const ask = (useCase: string, set: string[] = []) =>
    hearEvaluate(heard(platform, null), desk, { useCase, set })
  await expect(ask('hello there')).rejects.toThrow('Nothing in these words says what the data is')
  await expect(ask('a lock on minus 5 nodes')).rejects.toThrow('"minus 5 nodes" gives `nodes` the value -5')
  await expect(ask('a lock', ['node=5'])).rejects.toThrow('There is no dimension `node`.')
  expect(said).toEqual([])
})
