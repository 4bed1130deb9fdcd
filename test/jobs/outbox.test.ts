import pino from 'pino'
import { expect, test } from 'vitest'
import type { Card } from '../../src/blocks/card.ts'
import { createOutbox } from '../../src/jobs/outbox.ts'
import type { Place, Platform, PostKey } from '../../src/jobs/platform.ts'
import { Refusal } from '../../src/review/refusal.ts'
import { memoryStore } from '../store/memory.ts'

const place: Place = { channel: 'C1', thread: '1.1' }
const cards: Card[] = ['one', 'two'].map((summary) => ({ summary, parts: [] }))

/** What happens to each message of a post as it is sent. */
type Fate = 'lands' | 'lands, but nobody hears' | 'is lost' | 'is refused'

/** A thread that keeps one message for each card, and meets each new message with the next fate. */
function aThread(fates: readonly Fate[]) {
  const left = [...fates]
  const messages: { readonly key: string; readonly summary: string }[] = []
  const lookedFor: string[] = []
  const at = (index: number) => ({ ...place, id: `m${index}` })
  async function post(_place: Place, posted: readonly Card[], as?: PostKey) {
    for (const [index, { summary }] of posted.entries()) {
      const key = `${as?.key} ${index}`
      if (as?.again && messages.some((message) => message.key === key)) continue
      const fate = left.shift() ?? 'lands'
      if (fate === 'is refused') throw new Refusal('configuration', 'No.', 'Ask.')
      if (fate !== 'is lost') messages.push({ key, summary })
      if (fate !== 'lands') throw new Error(fate)
    }
    return at(messages.findIndex((message) => message.key === `${as?.key} 0`))
  }
  const unused = () => Promise.reject(new Error('It was not to be used.'))
  const platform: Platform = {
    name: 'slack',
    post,
    async find(_place, key) {
      lookedFor.push(key)
      const index = messages.findIndex((message) => message.key === `${key} 0`)
      return index < 0 ? null : at(index)
    },
    update: unused,
    whisper: unused,
    openForm: unused,
  }
  return { platform, messages, lookedFor, summaries: () => messages.map(({ summary }) => summary) }
}

/** One process; `patient` waits without a pause, else it dies where it would wait. */
async function aProcess({ patient = true } = {}) {
  const { db } = await memoryStore()
  const pauses: number[] = []
  const wait = async (milliseconds: number) => {
    if (!patient) throw new Error('killed')
    pauses.push(milliseconds)
  }
  return { ...createOutbox({ db, log: pino({ level: 'silent' }), wait }), pauses }
}

let posts = 0
const aKey = () => `post-${++posts}`

test('a post that lands is posted once, and a process that asks again is told where it is without looking', async () => {
  const thread = aThread([])
  const key = aKey()
  const { post } = await aProcess()
  expect(await post(key, thread.platform, place, cards)).toEqual({ ...place, id: 'm0' })
  const after = await aProcess()
  expect(await after.post(key, thread.platform, place, cards)).toEqual({ ...place, id: 'm0' })
  expect({ said: thread.summaries(), lookedFor: thread.lookedFor }).toEqual({
    said: ['one', 'two'],
    lookedFor: [],
  })
})

test.each<[string, Fate[]]>([
  ['the first message landed and nobody heard', ['lands, but nobody hears']],
  ['the last message landed and nobody heard', ['lands', 'lands, but nobody hears']],
  ['the first message was lost', ['is lost']],
  ['the second message was lost', ['lands', 'is lost']],
  ['everything goes wrong for a while', ['is lost', 'lands, but nobody hears', 'is lost', 'is lost']],
])(
  'where %s each message is in the thread once, in the same process and in the next',
  async (_what, fates) => {
    const thread = aThread(fates)
    const { post, pauses } = await aProcess()
    expect(await post(aKey(), thread.platform, place, cards)).toEqual({ ...place, id: 'm0' })
    expect(thread.summaries()).toEqual(['one', 'two'])
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000].slice(0, pauses.length))

    const other = aThread(fates)
    const key = aKey()
    for (const _ of fates) {
      const killed = await aProcess({ patient: false })
      await killed.post(key, other.platform, place, cards).catch(() => {})
    }
    const last = await aProcess()
    expect(await last.post(key, other.platform, place, cards)).toEqual({ ...place, id: 'm0' })
    expect(other.summaries()).toEqual(['one', 'two'])
  },
)

test('what the platform refuses is not tried again', async () => {
  const thread = aThread(['is refused'])
  const { post, pauses } = await aProcess()
  await expect(post(aKey(), thread.platform, place, cards)).rejects.toThrow('No.')
  expect({ said: thread.summaries(), pauses }).toEqual({ said: [], pauses: [] })
})

test('a platform that fails for minutes is given up, and tried again when it is asked for again', async () => {
  const thread = aThread(Array<Fate>(8).fill('is lost'))
  const key = aKey()
  const { post, pauses } = await aProcess()
  await expect(post(key, thread.platform, place, cards)).rejects.toThrow('is lost')
  expect(pauses.reduce((sum, each) => sum + each, 0)).toBe(121_000)
  await post(key, thread.platform, place, cards)
  expect(thread.summaries()).toEqual(['one', 'two'])
})

test('what is forgotten is posted anew, and nothing else', async () => {
  const thread = aThread([])
  const { post, forget } = await aProcess()
  await post('a_b/parent', thread.platform, place, cards.slice(0, 1))
  await post('axb/parent', thread.platform, place, cards.slice(1))
  thread.messages.length = 0
  await forget('a_b/')
  await post('a_b/parent', thread.platform, place, cards.slice(0, 1))
  await post('axb/parent', thread.platform, place, cards.slice(1))
  expect(thread.summaries()).toEqual(['one'])
})
