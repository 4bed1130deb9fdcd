import { describe, expect, test } from 'vitest'
import type { Conversation, Submitted } from '../../../src/bot/conversation/port.ts'
import { createOpenings } from '../../../src/bot/web/openings.ts'
import type { Refusal } from '../../../src/review/refusal.ts'
import { aForm } from './a-form.ts'
import { aCard, aWeb, silent, visit } from './visitor.ts'

/** Opens the form for whatever is said or pressed, and answers what was filled in. */
function asking(): Conversation & { readonly submitted: Omit<Submitted, 'platform'>[] } {
  const submitted: Omit<Submitted, 'platform'>[] = []
  return {
    submitted,
    async hear({ platform, place, person, words, opening }) {
      if (words === 'evaluate') return platform.openForm(place, person.id, opening ?? '', aForm)
      await platform.post(place, [aCard('Finding 1.', 'one')])
    },
    async click({ platform, place, person, opening }) {
      await platform.openForm(place, person.id, opening ?? '', aForm)
    },
    async submit({ platform, ...rest }) {
      submitted.push(rest)
      await platform.post(rest.place, [aCard('Saga with outbox, 8.5.')])
    },
  }
}

describe('a form of the web chat', () => {
  test('comes in the thread in which it was asked for, whole and filled in as far as is known', async () => {
    const visitor = await visit(await aWeb({ conversation: asking() }))
    await visitor.say('review lib')
    await visitor.click('m2', 'show-fix', 'one')
    const said = await (await visitor.events()).next(3)
    expect(
      said.map(({ id, thread, from, onlyYou, text, form }) => ({ id, thread, from, onlyYou, text, form })),
    ).toEqual([
      { id: 'm1', thread: null, from: 'you', onlyYou: false, text: 'review lib', form: null },
      { id: 'm2', thread: null, from: 'distreview', onlyYou: false, text: 'Finding 1.', form: null },
      {
        id: 'm3',
        thread: 'm2',
        from: 'distreview',
        onlyYou: true,
        text: 'Which mechanism fits',
        form: aForm,
      },
    ])
  })

  test('its answers reach the conversation, and it is over', async () => {
    const conversation = asking()
    const visitor = await visit(await aWeb({ conversation }))
    await visitor.say('review lib')
    await visitor.click('m2', 'show-fix', 'one')
    const answers = { data: 'order', nodes: ' 05 ', infra: ['redis', 'postgres'] }
    const sent = await visitor.submit('m3', answers)
    expect([sent.status, sent.text]).toEqual([202, ''])
    expect(conversation.submitted).toEqual([
      {
        person: { id: 'you', name: 'you' },
        place: { channel: 'web', thread: 'm2' },
        form: 'evaluate',
        context: 'finding 1',
        answers: { data: 'order', nodes: '5', infra: ['redis', 'postgres'] },
      },
    ])
    const said = await (await visitor.events()).next(4)
    expect(said.slice(2).map(({ id, thread, text, form }) => ({ id, thread, text, form }))).toEqual([
      { id: 'm3', thread: 'm2', text: 'Which mechanism fits: 3 of 4 answered.', form: null },
      { id: 'm4', thread: 'm2', text: 'Saga with outbox, 8.5.', form: null },
    ])
    const again = await visitor.submit('m3', answers)
    expect([again.status, again.text]).toEqual([
      404,
      'That form was sent already, or is no longer kept. Ask for it again.',
    ])
    expect(conversation.submitted).toHaveLength(1)
  })

  test('asked for in the room it is answered in the room, and nothing needs an answer', async () => {
    const conversation = asking()
    const visitor = await visit(await aWeb({ conversation }))
    await visitor.say('evaluate')
    expect((await visitor.submit('m2', { infra: [] })).status).toBe(202)
    expect(conversation.submitted.map(({ place, answers }) => ({ place, answers }))).toEqual([
      { place: { channel: 'web', thread: null }, answers: {} },
    ])
  })

  test.each([
    [{ data: 'Order' }, 'Not sent: “What is it?” takes one of its options.'],
    [{ data: ['order'] }, 'Not sent: “What is it?” takes one of its options.'],
    [{ nodes: '0' }, 'Not sent: “How many nodes?” takes a whole number from 1 to 9.'],
    [{ nodes: '10' }, 'Not sent: “How many nodes?” takes a whole number from 1 to 9.'],
    [{ nodes: '2.5' }, 'Not sent: “How many nodes?” takes a whole number from 1 to 9.'],
    [{ nodes: '1e0' }, 'Not sent: “How many nodes?” takes a whole number from 1 to 9.'],
    [{ nodes: '' }, 'Not sent: “How many nodes?” takes a whole number from 1 to 9.'],
    [{ infra: 'redis' }, 'Not sent: “What runs already?” takes some of its options.'],
    [{ infra: ['redis', 'oracle'] }, 'Not sent: “What runs already?” takes one of its options.'],
    [{ nodes: '5', other: 'x' }, 'Not sent: it is not what the form asked.'],
    [{ constructor: 'x' }, 'Not sent: it is not what the form asked.'],
    [
      { data: 'x', nodes: '99' },
      'Not sent: “What is it?” takes one of its options; “How many nodes?” takes a whole number from 1 to 9.',
    ],
  ])('%j is refused, and the form stays open', async (answers, sentence) => {
    const conversation = asking()
    const visitor = await visit(await aWeb({ conversation }))
    await visitor.say('evaluate')
    const refused = await visitor.submit('m2', answers)
    expect([refused.status, refused.text]).toEqual([400, sentence])
    expect(conversation.submitted).toEqual([])
    expect((await visitor.submit('m2', { nodes: '5' })).status).toBe(202)
  })

  test('answers to what is no form, or in no shape, are refused', async () => {
    const visitor = await visit(await aWeb({ conversation: asking() }))
    await visitor.say('evaluate')
    for (const message of ['m1', 'm3', '__proto__']) {
      expect([message, (await visitor.submit(message, {})).status]).toEqual([message, 404])
    }
    expect(await visitor.submit('m2', { nodes: 5 })).toMatchObject({ status: 400 })
    expect(await visitor.submit('m2', null)).toMatchObject({ status: 400 })
  })

  test('opens once for what was said or pressed, and never by itself', async () => {
    const refused: string[] = []
    const conversation: Conversation = {
      ...silent,
      async hear({ platform, place, person, opening }) {
        for (const leave of [opening ?? '', opening ?? '', 'made-up']) {
          await platform
            .openForm(place, person.id, leave, aForm)
            .catch((error: Refusal) => refused.push(error.sentence))
        }
      },
    }
    const visitor = await visit(await aWeb({ conversation }))
    await visitor.say('evaluate')
    const said = await (await visitor.events()).next(2)
    expect(said.map(({ text }) => text)).toEqual(['evaluate', 'Which mechanism fits'])
    const sentence = 'The form can no longer be opened by what was said or pressed. Say it or press it again.'
    expect(refused).toEqual([sentence, sentence])
  })

  test('shows what turns the direction of text, and keeps names and values as they are', async () => {
    const hostile = 'a\u202eb'
    const form = {
      ...aForm,
      intro: hostile,
      fields: [
        {
          kind: 'choice' as const,
          name: 'n',
          label: hostile,
          hint: hostile,
          value: null,
          options: [{ value: hostile, label: hostile }],
        },
      ],
    }
    const conversation: Conversation = {
      ...silent,
      hear: ({ platform, place, person, opening }) =>
        platform.openForm(place, person.id, opening ?? '', form),
    }
    const visitor = await visit(await aWeb({ conversation }))
    await visitor.say('evaluate')
    const [, said] = await (await visitor.events()).next(2)
    const plain = 'a⟦U+202E⟧b'
    expect(said?.form).toEqual({
      ...aForm,
      intro: plain,
      fields: [
        {
          kind: 'choice',
          name: 'n',
          label: plain,
          hint: plain,
          value: null,
          options: [{ value: hostile, label: plain }],
        },
      ],
    })
  })

  test('leaves to open are bounded: the oldest go first', () => {
    const openings = createOpenings(2)
    const given = [openings.give(), openings.give(), openings.give()]
    expect(given.map((opening) => openings.use(opening))).toEqual([false, true, true])
  })
})
