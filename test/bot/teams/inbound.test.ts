import { describe, expect, test } from 'vitest'
import { aChat, aMention, aPress, startBot, us } from './bot.ts'

const channel = { channel: '19:general@thread.tacv2', thread: '17' }
const ana = { id: '29:ana', name: 'ana' }

/** By what a press is known when it is delivered again, and whose turns it counts among. */
const pressed = { deliveries: ['teams 19:general@thread.tacv2;messageid=17 p1'], workspace: 'acme' }

describe('what is said', () => {
  test('in a channel is heard without our mention, in the thread of its post', async () => {
    const { bot, heard, deliver } = await startBot()
    expect(await deliver(aMention('review&nbsp;lib &amp; &lt;x&gt; for <at>ben</at>'))).toEqual({
      status: 200,
      body: null,
    })
    expect(heard).toEqual([
      {
        platform: bot.platform,
        person: ana,
        place: channel,
        words: 'review lib & <x> for ben',
        via: 'mention',
        opening: 'card',
        deliveries: ['teams 19:general@thread.tacv2;messageid=17 a1'],
        workspace: 'acme',
      },
    ])
  })

  test('in a personal chat is heard as it is, and the chat is one thread', async () => {
    const { heard, deliver } = await startBot()
    await deliver(aChat('help'))
    expect(heard.map(({ place, words, via }) => ({ place, words, via }))).toEqual([
      { place: { channel: 'a:chat', thread: 'a:chat' }, words: 'help', via: 'direct' },
    ])
  })

  test('in a group chat is heard with our mention alone', async () => {
    const { heard, deliver } = await startBot()
    const conversation = { id: '19:group@thread.v2', conversationType: 'groupChat' }
    await deliver(aMention('help', { conversation }))
    await deliver(aMention('lunch?', { id: 'a2', conversation, text: 'lunch?', entities: [] }))
    expect(heard.map(({ place, words }) => [place.thread, words])).toEqual([['19:group@thread.v2', 'help']])
  })

  test('to somebody else, by a bot, or by ourselves is not heard', async () => {
    const { heard, deliver } = await startBot()
    const mentioned = { id: '29:ben' }
    await deliver(aMention('help', { entities: [{ type: 'mention', text: '<at>ben</at>', mentioned }] }))
    await deliver(aMention('help', { id: 'a2', from: { id: '28:other' } }))
    await deliver(aChat('help', { id: 'a3', from: us }))
    expect(heard).toEqual([])
  })

  test('and delivered again is heard once', async () => {
    const { heard, deliver } = await startBot()
    await deliver(aMention('help'))
    await deliver(aMention('help'))
    await deliver(aMention('help', { id: 'a2' }))
    expect(heard).toHaveLength(2)
  })

  test('is acknowledged when the conversation has kept it, not before', async () => {
    let keep: () => void = () => {}
    const kept = new Promise<void>((resolve) => {
      keep = resolve
    })
    let arrived: () => void = () => {}
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const hear = async () => {
      arrived()
      await kept
    }
    const { deliver } = await startBot({ conversation: { hear } })
    let acknowledged = false
    const delivery = deliver(aMention('review lib')).then(() => {
      acknowledged = true
    })
    await arrival
    expect(acknowledged).toBe(false)
    keep()
    await delivery
  })
})

describe('what is pressed', () => {
  test('is a click with its action and value, and is told where the answer comes', async () => {
    const { bot, clicks, deliver } = await startBot()
    expect(await deliver(aPress('show-why', { value: 'r a1' }))).toEqual({
      status: 200,
      body: {
        statusCode: 200,
        type: 'application/vnd.microsoft.activity.message',
        value: 'The answer comes in this conversation.',
      },
    })
    await deliver(aPress('show-why', { value: 'r a1' }))
    const { platform } = bot
    const value = 'r a1'
    expect(clicks).toEqual([
      { platform, person: ana, place: channel, action: 'show-why', value, opening: 'card', ...pressed },
    ])
  })

  test('under a form is its answers', async () => {
    const { bot, forms, deliver } = await startBot()
    const data = { form: 'evaluate', context: 'c', lists: ['infra'], 'field.infra': 'a,b', 'field.n': '3' }
    await deliver(aPress('submit-form', data))
    const answers = { infra: ['a', 'b'], n: '3' }
    const { platform } = bot
    expect(forms).toEqual([
      { platform, person: ana, place: channel, form: 'evaluate', context: 'c', answers, ...pressed },
    ])
  })

  test.each([
    ['a button of another bot', 'show-why', { other: 1 }],
    ['a form of another bot', 'submit-form', { value: 'x' }],
  ])('of %s is told so', async (_, verb, data) => {
    const { clicks, forms, deliver } = await startBot()
    const { body } = await deliver(aPress(verb, data))
    expect(body.value.message).toBe('This button is not one of this distreview. Ask for the review again.')
    expect([...clicks, ...forms]).toEqual([])
  })

  test('of a kind that is not built is told so', async () => {
    const { deliver } = await startBot()
    expect((await deliver(aPress('x', {}, { name: 'task/fetch' }))).status).toBe(501)
  })
})

test('closing waits for the answer to what was heard', async () => {
  let release: () => void = () => {}
  let ask: () => void = () => {}
  const asked = new Promise<void>((resolve) => {
    ask = resolve
  })
  const click = () =>
    new Promise<void>((resolve) => {
      release = resolve
      ask()
    })
  const { bot, deliver } = await startBot({ conversation: { click } })
  // It is acknowledged when it is kept, which is after this.
  const delivered = deliver(aPress('show-why', { value: 'r' }))
  await asked
  let closed = false
  const closing = bot.close().then(() => {
    closed = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(closed).toBe(false)
  release()
  await Promise.allSettled([closing, delivered])
  expect(closed).toBe(true)
})
