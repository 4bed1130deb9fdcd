import pino from 'pino'
import { describe, expect, test } from 'vitest'
import type { Card } from '../../../src/blocks/card.ts'
import type { Heard } from '../../../src/bot/conversation/port.ts'
import { hearWhatIf } from '../../../src/bot/conversation/what-if.ts'
import { parseRequest } from '../../../src/bot/request.ts'
import type { Place, Platform } from '../../../src/jobs/platform.ts'
import type { Ask } from '../../../src/review/expert/question.ts'
import { intend } from '../../../src/store/outbox.ts'
import { keepRequest } from '../../../src/store/requests.ts'
import { keepReview } from '../../../src/store/reviews.ts'
import { aReport } from '../../blocks/sample.ts'
import { wordsOf } from '../../blocks/words-of.ts'
import { refusalOf } from '../../review/checkout/fixtures.ts'
import { memoryStore } from '../../store/memory.ts'

const boss = {
  ...{ path: 'lib/boss.ex', startLine: 3, endLine: 3, symbol: 'Club.Boss.start_link/1', snippet: '' },
}
const report = aReport({
  findings: [],
  facts: {
    size: { value: { min: 5, max: 5 }, evidence: [] },
    ...{ settings: [], discovery: [], pools: [], workloads: [], healing: [], dirtyWrites: [] },
    mechanisms: [{ kind: 'global-names', name: null, members: null, majority: null, evidence: [boss] }],
  },
})

let threads = 0

/** A question said in a place, over a review that was answered there before, or over none. */
async function asked(
  words: string,
  { reviewed = true, thread = true, ask = null as Ask | null, via = 'mention' as Heard['via'] } = {},
) {
  const { db } = await memoryStore()
  const id = `what-if-${++threads}`
  const place: Place = { channel: `C-${id}`, thread: thread ? `T-${id}` : null }
  if (reviewed) {
    const person = { person: 'U1', personName: 'ana', workspace: 'web' }
    await keepRequest(db, { id, kind: 'review', platform: 'web', ...place, ...person, asked: {} })
    await keepReview(db, { id, request: id, repository: 'club', paths: [], ref: null, report })
    await intend(db, { key: `${id}/answer`, channel: place.channel, thread: `T-${id}` })
  }
  const said: { place: Place; card: Card }[] = []
  const unused = () => Promise.reject(new Error('not used by an answer'))
  const platform = {
    name: 'web',
    async post(at: Place, cards: readonly Card[]) {
      for (const card of cards) said.push({ place: at, card })
      return { ...at, id: `m${said.length}` }
    },
    update: async () => {},
    ...{ find: unused, whisper: unused, openForm: unused },
  } as unknown as Platform
  const heard: Heard = { platform, person: { id: 'U1', name: 'ana' }, place, words, via, opening: null }
  const request = parseRequest(words, { askable: via !== 'command' })
  if (request.kind !== 'what-if') throw new Error(`It was read as ${request.kind}.`)
  const repositories = [{ name: 'club', source: { kind: 'local' as const, name: 'club', path: '/nowhere' } }]
  const desk = { ask, jobs: { db }, repositories, log: pino({ level: 'silent' }), clock: () => 0 }
  return { said, place, hearing: () => hearWhatIf(heard, request.question, desk) }
}

test.each([
  ['what if 2 of 5 nodes fail', 'what if 2 of 5 nodes fail'],
  ['what-if 2 of 5 nodes fail', 'what if 2 of 5 nodes fail'],
  ['please what if a node dies?', 'what if a node dies?'],
  ['What happens if DNS fails?', 'What happens if DNS fails?'],
])('%s is a question of this kind, by command as well', (words, question) => {
  expect(parseRequest(words)).toEqual({ kind: 'what-if', question })
})

test('figures may stand before it where people talk; other questions stay what they are', () => {
  const words = 'we have 5 nodes in 2 regions. What if a region goes down?'
  expect(parseRequest(words, { askable: true })).toEqual({ kind: 'what-if', question: words })
  const other = 'what happens to writes on the small side?'
  expect(parseRequest(other, { askable: true })).toEqual({ kind: 'ask', question: other })
})

describe('in the thread of a review', () => {
  test('it is answered over that review, with its places', async () => {
    const { said, place, hearing } = await asked('what if one node is isolated')
    await hearing()
    expect(said.map((each) => each.place)).toEqual([place])
    const words = said[0] ? wordsOf(said[0].card) : []
    expect(words[1]).toBe('In short: Every side goes on by itself with :global names.')
    expect(words).toContain(':global names (lib/boss.ex:3)')
    expect(words.at(-1)).toMatch(/^\(Over acme\/shop at \w{7}\. Computed from rules/)
  })

  test('a question that is not understood is refused with examples where there is no model', async () => {
    const { said, hearing } = await asked('what if we move stock to Postgres')
    expect(await refusalOf(hearing)).toMatch(
      /^not-understood: .* Write for example: what if we grow to 80 nodes;/,
    )
    expect(said).toEqual([])
  })

  test('with a model it goes there', async () => {
    const questions: string[] = []
    const ask: Ask = async ({ question }) => {
      questions.push(question)
      throw new Error('enough')
    }
    await (await asked('what if we move stock to Postgres', { ask })).hearing()
    expect(questions).toEqual(['what if we move stock to Postgres'])
  })

  test('a number that cannot be is refused, model or not', async () => {
    const ask: Ask = () => Promise.reject(new Error('not asked'))
    expect(await refusalOf((await asked('what if 2 of 1 fail', { ask })).hearing)).toContain('2 of 1 nodes')
  })
})

test('in a channel one line begins the thread that the answer is in', async () => {
  const { said, hearing } = await asked('what if one node is isolated', { thread: false, via: 'command' })
  await hearing()
  expect(said.map(({ place }) => place.thread)).toEqual([null, 'm1'])
  expect(said[0]?.card.summary).toBe(
    'For ana: One node is cut off from all others. Every side goes on by itself with `:global` names.',
  )
})

test('without a review the figures of the question are answered, and that is said', async () => {
  const { said, hearing } = await asked('what if 2 of 5 nodes fail, ra with 5 voters', { reviewed: false })
  await hearing()
  const words = said[0] ? wordsOf(said[0].card) : []
  expect(words[1]).toBe('In short: 3 nodes go on with ra.')
  expect(words.at(-1)).toContain('From the question alone: no review stands behind it.')
})
