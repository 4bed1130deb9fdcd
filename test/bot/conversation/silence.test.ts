import { describe, expect, test } from 'vitest'
import { parseReply } from '../../../src/bot/request.ts'
import { oneFinding, reviewOf } from '../reviews.ts'
import { ordinaryTalk } from './ordinary-talk.ts'
import { aRoom } from './room.ts'

/** Marks and greetings that change nothing of what is meant. */
const around: readonly ((words: string) => string)[] = [
  (words) => words,
  (words) => `${words}?`,
  (words) => `${words}...`,
  (words) => `hey, ${words}`,
  (words) => `${words} please`,
  (words) => words.toUpperCase(),
  (words) => `  ${words.replaceAll(' ', '  ')} `,
  (words) => `ok ${words}, thanks`,
  (words) => `ana ${words}`,
  (words) => `${words} and then we go home`,
]

test('there are at least two hundred sentences of ordinary talk, none twice', () => {
  expect(ordinaryTalk.length).toBeGreaterThanOrEqual(200)
  expect(new Set(ordinaryTalk).size).toBe(ordinaryTalk.length)
})

test.each(ordinaryTalk)('nobody speaks to us by: %s', (words) => {
  const heard = around.map((said) => said(words)).filter((said) => parseReply(said) !== null)
  expect(heard).toEqual([])
})

/** A thread with a review of one finding, and what is said in it without a mention. */
async function aThread() {
  const room = await aRoom({ review: reviewOf(oneFinding()) })
  await room.say('review lib/cluster on main')
  const ours = room.thread()
  return {
    room,
    overhears: (words: string, thread: string | null = ours) =>
      room.say(words, { via: 'reply', thread, by: 'ben' }),
  }
}

describe('in a thread of a review, without a mention', () => {
  test('ordinary talk gets no answer', async () => {
    const { room, overhears } = await aThread()
    const answers: string[][] = []
    for (const words of ordinaryTalk) answers.push(...(await overhears(words)))
    expect([answers, room.whispered()]).toEqual([[], []])
  })

  test('what the grammar reads with certainty is answered there', async () => {
    const { overhears } = await aThread()
    const firsts: Record<string, string | undefined> = {}
    for (const words of certain) firsts[words] = (await overhears(words)).map(([first]) => first).join('; ')
    expect(firsts).toEqual({
      'why is 1 critical?': '# 1 · Why: Both sides of a cut have a majority of what they can see',
      'show the fix for 1': '# 1 · Fix: Both sides of a cut have a majority of what they can see',
      'how does 1 fail': '# 1 · How it fails: Both sides of a cut have a majority of what they can see',
      'which nodes can write during a partition': '# Who can write during a partition',
      'what did you not read?': '# What was not read',
      'what changed since last time': '# What changed since last time',
      findings: '# 1 critical in lib/cluster, src',
      checklist: '# Checklist: 3 of 13 met',
      'show 7': 'There is no finding 7 in this review.',
    })
  })

  test('the same words in a thread that is none of ours, or in the channel, get no answer', async () => {
    const { overhears } = await aThread()
    expect([await overhears('findings', 'another'), await overhears('findings', null)]).toEqual([[], []])
  })

  test('undo and cancel are for us only where there is something to undo or to cancel', async () => {
    const { overhears } = await aThread()
    expect([await overhears('undo'), await overhears('cancel the review')]).toEqual([[], []])
  })
})

const certain = [
  'why is 1 critical?',
  'show the fix for 1',
  'how does 1 fail',
  'which nodes can write during a partition',
  'what did you not read?',
  'what changed since last time',
  'findings',
  'checklist',
  'show 7',
]
