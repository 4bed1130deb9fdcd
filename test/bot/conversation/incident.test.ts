import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Card } from '../../../src/blocks/card.ts'
import { hearIncident } from '../../../src/bot/conversation/incident.ts'
import { parseRequest } from '../../../src/bot/request.ts'
import type { Place, Platform } from '../../../src/jobs/platform.ts'
import { intend } from '../../../src/store/outbox.ts'
import { keepRequest } from '../../../src/store/requests.ts'
import { keepReview } from '../../../src/store/reviews.ts'
import { wordsOf } from '../../blocks/words-of.ts'
import { refusalOf } from '../../review/checkout/fixtures.ts'
import { reviewCluster } from '../../review/expert/cluster.ts'
import { memoryStore } from '../../store/memory.ts'

const thread: Place = { channel: 'C9', thread: 'T9' }

/** A platform that keeps what is posted. */
function aPlatform() {
  const posts: { place: Place; cards: readonly Card[] }[] = []
  const unused = () => Promise.reject(new Error('not used by an answer'))
  const platform: Platform = {
    name: 'web',
    async post(place, cards) {
      posts.push({ place, cards })
      return { ...place, id: `M${posts.length}` }
    },
    update: unused,
    find: unused,
    whisper: unused,
    openForm: unused,
  }
  return { platform, posts }
}

async function heard(words: string, place: Place) {
  const { db } = await memoryStore()
  const { platform, posts } = aPlatform()
  const request = parseRequest(words)
  if (request.kind !== 'incident') throw new Error(`read as ${request.kind}`)
  const person = { id: 'U1', name: 'ana' }
  const said = { platform, place, person, words, via: 'command', opening: null } as const
  const log = pino({ level: 'silent' })
  await hearIncident(said, request.said, { ask: null, repositories: [], log, clock: () => 0, jobs: { db } })
  return posts
}

test('incident answers in the thread of a review from its findings, without a key', async () => {
  const { db } = await memoryStore()
  const { report } = await reviewCluster(null)
  const person = { person: 'U1', personName: 'ana' }
  await keepRequest(db, {
    id: 'i1',
    kind: 'review',
    platform: 'web',
    channel: 'C9',
    thread: null,
    ...person,
    asked: {},
  })
  await keepReview(db, {
    id: 'i1',
    request: 'i1',
    repository: 'shop',
    paths: ['lib', 'src'],
    ref: 'main',
    report,
  })
  await intend(db, { key: 'i1/answer', ...thread })
  const [post] = await heard('incident two leaders after a network partition', thread)
  const words = post?.cards.flatMap((card) => wordsOf(card)).join('\n') ?? ''
  expect(post?.place).toEqual(thread)
  expect(words).toContain('Read as: two leaders or owners at once ("two leaders")')
  expect(words).toContain('lib/voting.ex:2')
  expect(words).toContain('Check first:')

  const inChannel = await heard('incident two leaders after a network partition', {
    channel: 'C9',
    thread: null,
  })
  expect(inChannel.map(({ place }) => place.thread)).toEqual([null, 'M1'])
})

test('where there is no review, or nothing was said, one sentence says what to do', async () => {
  const nowhere = { channel: 'C0', thread: 'T0' }
  expect(await refusalOf(() => heard('incident an order was lost', nowhere))).toBe(
    'not-found: There is no review here that could explain it. Review first, for example: review . on main. Then say incident and what happened.',
  )
  expect(await refusalOf(() => heard('incident', thread))).toBe(
    'usage: It is not said what happened. Write for example: incident after a network cut two nodes ran the nightly job.',
  )
})
