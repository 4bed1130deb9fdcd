import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Card } from '../../../src/blocks/card.ts'
import { type Reference, referencesInFile } from '../../../src/bot/teams/references.ts'
import { sentInFile } from '../../../src/bot/teams/sent.ts'
import { temporaryFolder } from '../../review/checkout/fixtures.ts'
import { aChat, aMention, startBot } from './bot.ts'

const general = '19:general@thread.tacv2'
const card = (text: string): Card => ({
  summary: text,
  parts: [{ kind: 'line', line: [{ kind: 'text', text }] }],
})

/** A bot that was mentioned under post 17 of General, and spoken to in a chat. */
async function known() {
  const started = await startBot()
  await started.deliver(aMention('help'))
  await started.deliver(aChat('help'))
  return { ...started, platform: started.bot.platform }
}

describe('a post', () => {
  test('goes under the post that its thread names, or begins a new one; a chat has no threads', async () => {
    const { platform, connector } = await known()
    const posted = await platform.post({ channel: general, thread: '17' }, [card('one'), card('two')])
    await platform.post({ channel: general, thread: null }, [card('due')])
    await platform.post({ channel: 'a:chat', thread: 'a:chat' }, [card('here')])
    expect(posted).toEqual({ channel: general, thread: '17', id: 'm1' })
    expect(connector.reads(`${general};messageid=17`)).toBe('one\n\ntwo')
    expect(connector.reads(general)).toBe('due')
    expect(connector.reads('a:chat')).toBe('here')
    expect(connector.messages[0]?.activity).toMatchObject({ type: 'message', summary: 'one' })
    expect(connector.wrong).toEqual([])
  })

  test('is replaced in place, at the head of a thread too', async () => {
    const { platform, connector } = await known()
    const reply = await platform.post({ channel: general, thread: '17' }, [card('one')])
    const head = await platform.post({ channel: general, thread: null }, [card('due')])
    await platform.update(reply, card('one, done'))
    await platform.update(head, card('due, done'))
    expect(connector.messages.map(({ activity }) => activity.summary)).toEqual(['one, done', 'due, done'])
    expect(connector.wrong).toEqual([])
  })

  test('in a conversation that we were not heard from is a sentence', async () => {
    const { platform } = await known()
    await expect(platform.post({ channel: '19:other', thread: null }, [card('x')])).rejects.toMatchObject({
      sentence: 'distreview does not know that conversation of Teams. Say something to it there first.',
    })
  })
})

describe('a whisper', () => {
  test('in a channel is addressed to the person in the thread, since all can read it', async () => {
    const { platform, connector, deliver } = await known()
    await deliver(aMention('help', { id: 'a2', from: { id: '29:ben', name: 'ben <b>' } }))
    await platform.whisper({ channel: general, thread: '17' }, '29:ben', card('It is above.'))
    expect(connector.reads(`${general};messageid=17`)).toBe('<at>ben &lt;b&gt;</at>\nIt is above.')
    expect(connector.messages[0]?.activity.entities).toEqual([
      { type: 'mention', text: '<at>ben &lt;b&gt;</at>', mentioned: { id: '29:ben', name: 'ben <b>' } },
    ])
  })

  test('in a chat is said as it is', async () => {
    const { platform, connector } = await known()
    await platform.whisper({ channel: 'a:chat', thread: 'a:chat' }, '29:ana', card('Hm.'))
    expect(connector.reads('a:chat')).toBe('Hm.')
  })
})

test('a form is a card in the thread', async () => {
  const { platform, connector } = await known()
  await platform.openForm({ channel: general, thread: '17' }, '29:ana', 'card', {
    name: 'evaluate',
    title: 'Which mechanism fits?',
    intro: 'Answer what you know.',
    fields: [{ kind: 'number', name: 'n', label: 'Nodes', min: 1, max: 9, value: 3 }],
    submit: 'Evaluate',
    context: '',
  })
  expect(connector.reads(`${general};messageid=17`)).toBe('Which mechanism fits?\nAnswer what you know.')
  expect(connector.wrong).toEqual([])
})

describe('when Teams is busy', () => {
  const place = { channel: general, thread: '17' }

  test('a post waits as long as it is told to, else longer each time, and lands once', async () => {
    const { platform, connector, waits } = await known()
    connector.refuse({ status: 429, headers: { 'retry-after': '7' } }, { status: 412 }, { status: 502 })
    await platform.post(place, [card('one')])
    expect(waits).toEqual([7_000, 2_000, 4_000])
    expect(connector.reads(`${general};messageid=17`)).toBe('one')
    expect(connector.requests()).toBe(4)
  })

  test('after four attempts it is given up', async () => {
    const { platform, connector, waits } = await known()
    connector.refuse(...Array.from({ length: 9 }, () => ({ status: 504 })))
    await expect(platform.post(place, [card('one')])).rejects.toMatchObject({ statusCode: 504 })
    expect([waits, connector.requests()]).toEqual([[1_000, 2_000, 4_000], 4])
  })

  test.each([
    [401, 'Teams refuses the credentials of distreview.'],
    [403, 'distreview may not speak in this conversation of Teams.'],
    [404, 'That conversation or message is not in Teams any more.'],
  ])('what is refused with %i is not tried again', async (status, message) => {
    const { platform, connector } = await known()
    connector.refuse({ status })
    await expect(platform.post(place, [card('one')])).rejects.toMatchObject({ message })
    expect(connector.requests()).toBe(1)
  })
})

describe('a post with a key', () => {
  const place = { channel: general, thread: '17' }

  test('is found by it, and what of it has landed is not posted again', async () => {
    const { platform, connector } = await known()
    expect(await platform.find(place, 'k1')).toBe(null)
    const cards = [card('one'), card('two'), card('three')]
    const first = platform.post(place, cards.slice(0, 2), { key: 'k1', again: false })
    expect(await first).toEqual({ ...place, id: 'm1' })
    expect(await platform.find(place, 'k1')).toEqual({ ...place, id: 'm1' })
    expect(await platform.post(place, cards, { key: 'k1', again: true })).toEqual({ ...place, id: 'm1' })
    expect(connector.reads(`${general};messageid=17`)).toBe('one\n\ntwo\n\nthree')
  })
})

describe('what is remembered in files', () => {
  const reference: Reference = {
    channel: general,
    kind: 'channel',
    serviceUrl: 'https://smba.example/',
    bot: { id: '28:bot', name: 'distreview' },
    tenant: 'acme',
  }

  test('is there after a restart, for nobody else to read', async () => {
    const folder = temporaryFolder()
    const [conversations, posts] = [join(folder, 'c.json'), join(folder, 'p.jsonl')]
    const references = await referencesInFile(conversations)
    await Promise.all([references.keep(reference), references.keep({ ...reference, channel: 'a:chat' })])
    const sent = await sentInFile(posts)
    await sent.keep('k1', 0, 'm1')
    await sent.keep('k1', 1, 'm2')

    expect(await (await referencesInFile(conversations)).find(general)).toEqual(reference)
    expect(await (await sentInFile(posts)).of('k1')).toEqual(
      new Map([
        [0, 'm1'],
        [1, 'm2'],
      ]),
    )
    for (const file of [conversations, posts]) expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('and half of a last line is left out', async () => {
    const file = join(temporaryFolder(), 'p.jsonl')
    await (await sentInFile(file)).keep('k1', 0, 'm1')
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"key":"k1","pos`)
    const sent = await sentInFile(file)
    await sent.keep('k1', 1, 'm2')
    expect(await (await sentInFile(file)).of('k1')).toEqual(
      new Map([
        [0, 'm1'],
        [1, 'm2'],
      ]),
    )
  })

  test('and is damaged: one sentence says what to do', async () => {
    const file = join(temporaryFolder(), 'c.json')
    writeFileSync(file, '[{"channel":1}]')
    await expect(referencesInFile(file)).rejects.toMatchObject({
      sentence: `${file}, which holds the conversations of Teams, cannot be read. Mend or delete it; each conversation is known again when somebody speaks to distreview there.`,
    })
  })
})
