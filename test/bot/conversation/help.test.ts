import { expect, test } from 'vitest'
import type { Card } from '../../../src/blocks/card.ts'
import { hearHelp } from '../../../src/bot/conversation/help.ts'
import type { Heard } from '../../../src/bot/conversation/port.ts'
import { parseRequest } from '../../../src/bot/request.ts'
import { wordsOf } from '../../blocks/words-of.ts'
import { shop } from '../bot.ts'

/** The lines of help as somebody reads them in the web chat. */
async function help(key: boolean): Promise<Card | undefined> {
  const posted: Card[] = []
  const platform = { post: async (_: unknown, cards: readonly Card[]) => void posted.push(...cards) }
  const heard = {
    platform,
    place: { channel: 'web', thread: null },
    via: 'direct',
    opening: 'leave',
  } as unknown as Heard
  const ask = key ? () => Promise.reject(new Error('Nothing is asked here.')) : null
  await hearHelp(heard, { repositories: [shop], ask })
  return posted[0]
}

/** The first word of each line. */
async function offered(key: boolean): Promise<string[]> {
  const card = await help(key)
  const [, ...lines] = card ? wordsOf(card) : []
  return lines.map((line) => line.split(' ')[1] ?? '')
}

/** What each line says to say. */
async function said(): Promise<string[]> {
  const card = await help(true)
  const items = card?.parts.flatMap((part) => (part.kind === 'list' ? part.items : [])) ?? []
  return items.map(([run]) => run?.text ?? '')
}

test('depth and questions are offered where a model key is set, and only there', async () => {
  const without = [
    'review',
    'review',
    'review',
    'form',
    'status',
    'cancel',
    'repos',
    'findings',
    'why',
    'ignore',
    'which',
    'review',
    'evaluate',
    'what',
    'incident',
    'schedule',
    'schedules',
    'unschedule',
    'help',
  ]
  expect(await offered(false)).toEqual(without)
  expect(await offered(true)).toEqual(['review', ...without, 'is'])
})

test('every line of help is read as it stands, and as what it says', async () => {
  const kinds: [string, string][] = []
  for (const say of await said()) {
    const request = parseRequest(say, { askable: true })
    kinds.push([say, request.kind === 'follow-up' ? request.asks.about : request.kind])
  }
  expect(kinds).toEqual([
    ['review lib/cluster on main', 'review'],
    ['review .', 'review'],
    ['review lib deep', 'review'],
    ['review https://git.example/acme/shop/tree/main/lib', 'link'],
    ['form', 'form'],
    ['status', 'status'],
    ['cancel', 'cancel'],
    ['repos', 'repositories'],
    ['findings', 'findings'],
    ['why is 2 critical', 'finding'],
    ['ignore 4 because that cache is per node on purpose', 'ignore'],
    ['which nodes can write during a partition', 'partition'],
    ['review again', 'again'],
    ['evaluate', 'evaluate'],
    ['what if 2 of 5 nodes fail', 'what-if'],
    ['incident two nodes ran the nightly job after a network cut', 'incident'],
    ['schedule quarterly at 09:00 Europe/Berlin for lib/cluster', 'schedule'],
    ['schedules', 'schedules'],
    ['unschedule 1', 'unschedule'],
    ['help', 'help'],
    ['is the cache safe to read on the small side?', 'ask'],
  ])
})

test.each([
  'how does 1 fail',
  'show the fix for 3',
  'show 4',
  'show 5 more',
  'undo 4',
  'which nodes can read during a partition',
  'which nodes can lead during a partition',
  'what did you not read',
  'what changed since last time',
  'checklist',
  'recommendations',
  'test plan',
  'architecture',
  'what holds',
])('what a line of help names besides is read: %s', (words) => {
  expect(parseRequest(words).kind).toBe('follow-up')
})
