import { describe, expect, test } from 'vitest'
import type { Click, Conversation, Heard } from '../../../src/bot/conversation/port.ts'
import { buttonsOf } from '../../../src/bot/web/buttons.ts'
import { createRoom } from '../../../src/bot/web/room.ts'
import type { Said } from '../../../src/bot/web/wire.ts'
import { aCard, aWeb, silent, visit } from './visitor.ts'

/** What people read, without the blocks and the time. */
function read({ id, thread, from, onlyYou, text }: Said): unknown {
  return { id, thread, from, onlyYou, text }
}

/** Answers as a review does: a first message that is edited, then its thread, then a whisper. */
const reviewing: Conversation = {
  ...silent,
  async hear({ platform, place, person }: Heard) {
    const parent = await platform.post(place, [aCard('Reviewing lib.')])
    const thread = { ...place, thread: parent.thread ?? parent.id }
    await platform.post(thread, [aCard('Finding 1.', 'one'), aCard('Finding 2.', 'two')])
    await platform.update(parent, aCard('2 critical in lib.'))
    await platform.whisper(thread, person.id, aCard('It is above.'))
  },
  async click({ platform, place, value }: Click) {
    await platform.post(place, [aCard(`The fix of ${value}.`)])
  },
}

/** The talk of `reviewing` when it is over, as a page that opens afterwards reads it. */
const wholeTalk = [
  { id: 'm1', thread: null, from: 'you', onlyYou: false, text: 'review lib' },
  { id: 'm3', thread: 'm2', from: 'distreview', onlyYou: false, text: 'Finding 1.' },
  { id: 'm4', thread: 'm2', from: 'distreview', onlyYou: false, text: 'Finding 2.' },
  { id: 'm2', thread: null, from: 'distreview', onlyYou: false, text: '2 critical in lib.' },
  { id: 'm5', thread: 'm2', from: 'distreview', onlyYou: true, text: 'It is above.' },
]

describe('talking in the web chat', () => {
  test('words are heard as they were said, and the answer comes as events in order', async () => {
    const heard: Omit<Heard, 'platform'>[] = []
    const conversation: Conversation = {
      ...reviewing,
      hear: ({ platform, ...rest }) => {
        heard.push(rest)
        return reviewing.hear({ platform, ...rest })
      },
    }
    const visitor = await visit(await aWeb({ conversation }))
    const { status, text } = await visitor.say('  review lib ')
    expect([status, text]).toEqual([202, ''])
    expect(heard).toEqual([
      {
        person: { id: 'you', name: 'you' },
        place: { channel: 'web', thread: null },
        words: 'review lib',
        via: 'direct',
        opening: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ])
    const events = await visitor.events()
    expect((await events.next(5)).map(read)).toEqual(wholeTalk)
  })

  test('the page learns what is connected, what may be said and what is past', async () => {
    const visitor = await visit(await aWeb())
    await visitor.say('help')
    const { welcome } = await visitor.events()
    expect(welcome).toEqual({
      repositories: ['shop', 'bank'],
      suggestions: ['review lib on main of shop'],
      forgotten: 0,
      newest: 1,
    })
  })

  test('an answer that takes its time is not waited for, and arrives while the page listens', async () => {
    let finish = (): void => {}
    const work = new Promise<void>((resolve) => {
      finish = resolve
    })
    const conversation: Conversation = {
      ...silent,
      async hear({ platform, place }) {
        void work.then(() => platform.post(place, [aCard('Done.')]))
      },
    }
    const visitor = await visit(await aWeb({ conversation }))
    const events = await visitor.events()
    expect((await visitor.say('review lib')).status).toBe(202)
    expect((await events.next(1)).map(({ text }) => text)).toEqual(['review lib'])
    finish()
    expect((await events.next(1)).map(({ text }) => text)).toEqual(['Done.'])
  })

  test('whoever connects again gets what was said and edited meanwhile, and nothing twice', async () => {
    const visitor = await visit(await aWeb({ conversation: reviewing }))
    const first = await visitor.events()
    await visitor.say('review lib')
    await first.next(1)
    const seen = first.lastId()
    first.leave()
    const again = await visitor.events(seen)
    expect((await again.next(4)).map(read)).toEqual(wholeTalk.slice(1))
    const third = await visitor.events(again.lastId())
    await visitor.click('m3', 'show-fix', 'one')
    expect((await third.next(1)).map(read)).toEqual([
      { id: 'm6', thread: 'm2', from: 'distreview', onlyYou: false, text: 'The fix of one.' },
    ])
  })

  test('words in a thread are heard there', async () => {
    const places: Heard['place'][] = []
    const conversation: Conversation = {
      ...reviewing,
      hear: async (heard) => {
        places.push(heard.place)
        await reviewing.hear(heard)
      },
    }
    const visitor = await visit(await aWeb({ conversation }))
    await visitor.say('review lib')
    expect((await visitor.say('review test', 'm2')).status).toBe(202)
    expect(places).toEqual([
      { channel: 'web', thread: null },
      { channel: 'web', thread: 'm2' },
    ])
  })

  test('a button that was posted is pressed in its thread', async () => {
    const clicks: Omit<Click, 'platform'>[] = []
    const conversation: Conversation = {
      ...reviewing,
      click: async ({ platform, ...rest }) => void clicks.push(rest),
    }
    const visitor = await visit(await aWeb({ conversation }))
    await visitor.say('review lib')
    expect((await visitor.click('m4', 'show-fix', 'two')).status).toBe(202)
    expect(clicks).toEqual([
      {
        person: { id: 'you', name: 'you' },
        place: { channel: 'web', thread: 'm2' },
        message: 'm4',
        action: 'show-fix',
        opening: expect.stringMatching(/^[0-9a-f-]{36}$/),
        value: 'two',
      },
    ])
  })

  test('a button that we did not post is refused and nothing happens', async () => {
    const clicks: string[] = []
    const conversation: Conversation = { ...reviewing, click: async ({ value }) => void clicks.push(value) }
    const visitor = await visit(await aWeb({ conversation }))
    await visitor.say('review lib')
    const refusals = [
      await visitor.click('m4', 'show-fix', 'one'),
      await visitor.click('m4', 'show-why', 'two'),
      await visitor.click('m99', 'show-fix', 'two'),
      await visitor.click('m1', 'show-fix', 'two'),
    ]
    for (const { status, text } of refusals) {
      expect([status, text]).toEqual([
        404,
        'That button is no longer there. Reload the page, or ask for the review again.',
      ])
    }
    expect(clicks).toEqual([])
  })

  test('what cannot be read is one sentence', async () => {
    const visitor = await visit(await aWeb({ conversation: reviewing }))
    await visitor.say('review lib')
    const blank = await visitor.say('   ')
    expect([blank.status, blank.text]).toEqual([
      400,
      'The request was not understood (words: Too small: expected string to have >=1 characters). Reload the page.',
    ])
    const reply = await visitor.say('review lib', 'm3')
    expect([reply.status, reply.text]).toEqual([
      404,
      'That thread is no longer kept. Say it in the room instead.',
    ])
  })

  test('a conversation that rejects leaves the chat standing', async () => {
    const conversation: Conversation = { ...silent, hear: () => Promise.reject(new Error('a defect')) }
    const visitor = await visit(await aWeb({ conversation }))
    expect((await visitor.say('review lib')).status).toBe(202)
    expect((await visitor.say('review lib')).status).toBe(202)
  })

  test('the buttons of a message are those of its blocks, in reading order', async () => {
    const visitor = await visit(await aWeb({ conversation: reviewing }))
    await visitor.say('review lib')
    const said = await (await visitor.events()).next(5)
    expect(said.flatMap(({ blocks }) => buttonsOf(blocks))).toEqual([
      { action: 'show-fix', value: 'one' },
      { action: 'show-fix', value: 'two' },
    ])
  })
})

describe('the room', () => {
  test('forgets the oldest threads whole, and counts what it forgot', () => {
    const room = createRoom(() => 0, 3)
    const say = (text: string, thread: string | null = null) =>
      room.add({ thread, from: 'you', onlyYou: false, text, blocks: [] }).id
    const first = say('first')
    say('its answer', first)
    const second = say('second')
    const third = say('third')
    expect(room.changedAfter(0).map(({ said }) => said.text)).toEqual(['second', 'third'])
    expect([room.forgotten(), room.newest()]).toEqual([2, 4])
    expect(room.replace(first, { text: 'edited', blocks: [] })).toBeNull()
    expect([room.find(first), room.find(second)?.text, room.find(third)?.text]).toEqual([
      undefined,
      'second',
      'third',
    ])
  })

  test('stays bounded where one thread is all there is', () => {
    const room = createRoom(() => 0, 3)
    const first = room.add({ thread: null, from: 'you', onlyYou: false, text: '0', blocks: [] }).id
    for (let n = 1; n <= 10; n += 1) {
      room.add({ thread: first, from: 'distreview', onlyYou: false, text: String(n), blocks: [] })
      expect(room.changedAfter(0).length).toBeLessThanOrEqual(3)
    }
  })
})
