import { expect, test } from 'vitest'
import type { Card } from '../../../src/blocks/card.ts'
import { hearHelp } from '../../../src/bot/conversation/help.ts'
import type { Heard } from '../../../src/bot/conversation/port.ts'
import { wordsOf } from '../../blocks/words-of.ts'
import { shop } from '../bot.ts'

/** The first words of every line of help, as somebody reads them in the web chat. */
async function offered(key: boolean): Promise<string[]> {
  const posted: Card[] = []
  const platform = { post: async (_: unknown, cards: readonly Card[]) => void posted.push(...cards) }
  const heard = { platform, place: { channel: 'web', thread: null }, via: 'direct' } as unknown as Heard
  const ask = key ? () => Promise.reject(new Error('Nothing is asked here.')) : null
  await hearHelp(heard, { repositories: [shop], ask })
  const [card] = posted
  const [, ...lines] = card ? wordsOf(card) : []
  return lines.map((line) => line.split(' ')[1] ?? '')
}

test('depth and questions are offered where a model key is set, and only there', async () => {
  expect(await offered(false)).toEqual([
    'review',
    'review',
    'evaluate',
    'what',
    'schedule',
    'schedules',
    'unschedule',
    'cancel',
    'help',
  ])
  expect(await offered(true)).toEqual([
    'review',
    'review',
    'review',
    'evaluate',
    'what',
    'schedule',
    'schedules',
    'unschedule',
    'cancel',
    'help',
    'what',
  ])
})
