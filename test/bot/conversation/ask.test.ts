import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import type { Card } from '../../../src/blocks/card.ts'
import { hearAsk } from '../../../src/bot/conversation/ask.ts'
import type { Heard } from '../../../src/bot/conversation/port.ts'
import type { Place, Platform } from '../../../src/jobs/platform.ts'
import { createAsk } from '../../../src/review/expert/question.ts'
import type { Report } from '../../../src/review/report.ts'
import { intend } from '../../../src/store/outbox.ts'
import { keepRequest } from '../../../src/store/requests.ts'
import { keepReview } from '../../../src/store/reviews.ts'
import { wordsOf } from '../../blocks/words-of.ts'
import { refusalOf } from '../../review/checkout/fixtures.ts'
import { type Scripted, scriptedApi } from '../../review/expert/api.ts'
import { expertOver, folderOf, reviewCluster } from '../../review/expert/cluster.ts'
import { memoryStore } from '../../store/memory.ts'

const thread: Place = { channel: 'C1', thread: 'T1' }

/** A review that was asked for in the channel and answered in the thread, as the store keeps it. */
async function answered(id: string, platform: Platform['name'], at: Place, report: Report): Promise<void> {
  const { db } = await memoryStore()
  const { channel } = at
  const person = { person: 'U1', personName: 'ana' }
  await keepRequest(db, { id, kind: 'review', platform, channel, thread: null, ...person, asked: {} })
  await keepReview(db, { id, request: id, repository: 'shop', paths: ['lib', 'src'], ref: 'main', report })
  await intend(db, { key: `${id}/answer`, ...at })
}

let reviews = 0

/** A platform that keeps each message as people would see it at the end. */
function aPlatform() {
  const messages: { place: Place; cards: readonly Card[] }[] = []
  const unused = () => Promise.reject(new Error('not used by an answer'))
  const platform: Platform = {
    name: 'web',
    async post(place, cards) {
      messages.push({ place, cards })
      return { ...place, id: String(messages.length - 1) }
    },
    async update({ id }, card) {
      const message = messages[Number(id)]
      if (!message) throw new Error('no such message')
      message.cards = [card]
    },
    find: unused,
    whisper: unused,
    openForm: unused,
  }
  return { platform, messages, reads: () => messages.map(({ cards }) => cards.flatMap(wordsOf).join('\n')) }
}

/** A question in a thread whose last review was of the cluster. */
async function asked(
  question: string,
  script: readonly Scripted[],
  place = thread,
  via: Heard['via'] = 'mention',
) {
  const { platform, messages, reads } = aPlatform()
  const api = scriptedApi(script)
  const { report } = await reviewCluster(null)
  const { db } = await memoryStore()
  await answered(`asked-${++reviews}`, 'web', thread, report)
  const repositories = [{ name: 'shop', source: { kind: 'local' as const, name: 'shop', path: folderOf() } }]
  const logged: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => logged.push(line) })
  const ask = createAsk(expertOver(api), { mirrors: null })
  const heard: Heard = {
    platform,
    person: { id: 'U1', name: 'ana' },
    place,
    words: question,
    via,
    opening: null,
  }
  const hearing = () => hearAsk(heard, question, { ask, jobs: { db }, repositories, log, clock: () => 0 })
  return { hearing, api, messages, reads, logged, report }
}

describe('a question in the thread of a review', () => {
  test('is answered in one message, from the code of that commit, with its places and its cost', async () => {
    const { hearing, api, messages, reads, logged, report } = await asked(
      'what happens to two bumps at once?',
      [
        { calls: [['read_lines', { path: 'lib/counter.ex', startLine: 5, endLine: 8 }]] },
        {
          says: 'One of them is lost: `bump/1` reads and writes in two steps (lib/counter.ex:6-7).\n\n- The write is a cast (`lib/store.ex:5`).\n- No lock was found.',
          usage: { input_tokens: 4_000, output_tokens: 200 },
        },
      ],
    )
    await hearing()
    expect(reads()).toEqual([
      `One of them is lost: bump/1 reads and writes in two steps (lib/counter.ex:6-7).
- The write is a cast (lib/store.ex:5).
- No lock was found.
(Read at shop at main (${report.commit?.slice(0, 7)}) by claude-opus-5-5, 2 turns, 0.03 USD. A model's reading: nothing was run.)`,
    ])
    expect(messages[0]?.place).toEqual(thread)
    const first = JSON.stringify(api.bodies[0]?.messages)
    expect(first).toContain('what happens to two bumps at once?')
    expect(first).toContain('quorum-not-majority (rule), critical')
    const tools = api.bodies[0]?.tools?.map((tool) => 'name' in tool && tool.name)
    expect([tools?.includes('read_lines'), tools?.includes('submit_finding')]).toEqual([true, false])
    expect(logged.map((line) => JSON.parse(line).msg)).toEqual(['answered'])
  })

  test('names places that are not there: they are taken out, and that is said', async () => {
    const { hearing, reads } = await asked('where is the lock?', [
      { says: 'At lib/lock.ex:3 and at lib/voting.ex:90; see lib/voting.ex:2.' },
    ])
    await hearing()
    expect(reads()[0]?.split('\n').slice(0, 2)).toEqual([
      'At (no such place) and at (no such place); see lib/voting.ex:2.',
      '(2 places in the answer did not exist and were taken out; trust the rest less.)',
    ])
  })

  test.each<[string, Scripted, string]>([
    [
      'the model cannot be asked',
      { status: 401, type: 'authentication_error' },
      'There is no answer. The model did not answer: ANTHROPIC_API_KEY is not valid (401).',
    ],
    [
      'the model declines',
      { stop: 'refusal' },
      'There is no answer. claude-opus-5-5 declined to go on, so the expert ended early.',
    ],
    ['the model says nothing', {}, 'There is no answer. The model gave no answer.'],
  ])('says so in one sentence where %s', async (_why, failure, sentence) => {
    const { hearing, reads } = await asked('why?', [failure])
    await hearing()
    expect(reads()[0]?.split('\n')[0]).toBe(sentence)
  })

  test('is answered in a channel from the last review in it', async () => {
    const { hearing, reads } = await asked('why?', [{ says: 'Because.' }], { channel: 'C1', thread: null })
    await hearing()
    expect(reads()[0]?.split('\n')[0]).toBe('Because.')
  })
})

describe('where there was no review', () => {
  const elsewhere = { channel: 'C2', thread: 'T9' }

  test.each<[Heard['via'], string]>([
    [
      'direct',
      'not-found: There is no review here that the question could be about. Review first, for example: review lib/cluster on main. Then ask in its thread.',
    ],
    [
      'mention',
      'usage: "why?" is not a word that I know. Say help for what I can do. Write for example: review lib/cluster on main.',
    ],
  ])('what to do is said (%s), and nothing is asked of the model', async (via, sentence) => {
    const { hearing, api, messages } = await asked('why?', [], elsewhere, via)
    expect(await refusalOf(hearing)).toBe(sentence)
    expect([api.bodies, messages]).toEqual([[], []])
  })

  test('one on another platform is none', async () => {
    const { report } = await reviewCluster(null)
    const place = { channel: 'C3', thread: 'T3' }
    await answered('on-slack', 'slack', place, report)
    const { hearing } = await asked('why?', [], place, 'direct')
    expect(await refusalOf(hearing)).toContain('There is no review here')
  })
})

test('the question is about the latest of several reviews in the thread', async () => {
  const { report } = await reviewCluster(null)
  const place = { channel: 'C4', thread: 'T4' }
  await answered('earlier', 'web', place, { ...report, findings: [] })
  await answered('later', 'web', place, report)
  const { hearing, api } = await asked('why?', [{ says: 'Because.' }], place)
  await hearing()
  expect(JSON.stringify(api.bodies[0]?.messages)).toContain('quorum-not-majority (rule), critical')
})

test('without a key the answer says what a key would add, and what can be asked', async () => {
  const { platform, messages, reads } = aPlatform()
  const { report } = await reviewCluster(null)
  const place = { channel: 'C5', thread: 'T5' }
  await answered('without-a-key', 'web', place, report)
  const heard: Heard = {
    platform,
    person: { id: 'U1', name: 'ana' },
    place,
    words: 'why?',
    via: 'direct',
    opening: null,
  }
  const { db } = await memoryStore()
  const desk = { ask: null, jobs: { db }, repositories: [], log: pino({ level: 'silent' }), clock: () => 0 }
  await hearAsk(heard, 'why?', desk)
  expect(reads()[0]?.split('\n').slice(0, 2)).toEqual([
    '# I can’t tell from the code',
    'No part of the review answers “why?”. No model key is set; with ANTHROPIC_API_KEY a model reads the code and answers with its places.',
  ])
  expect(messages.map((each) => each.place)).toEqual([place])
})
