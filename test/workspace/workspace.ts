import { createEmulator } from 'emulate'
import { type Delivered, type Delivery, deliver } from './deliver.ts'
import { openFront, type Whisper } from './front.ts'
import { loopbackOnly } from './loopback-only.ts'
import { type Block, buttonsOf, type SlackMessage, wordsOf } from './messages.ts'

const botToken = 'xoxb-test-bot'
const signingSecret = 'test-signing-secret'
const botId = 'B0DISTREVIEW'
const people = ['ana', 'ben'] as const
type PersonName = (typeof people)[number]

interface Where {
  /** The design-review channel where it is left out. */
  readonly channel?: string
  readonly thread?: string
}

/**
 * A Slack workspace for tests: people who type and press, a channel that keeps what is said, and Slack's own rules.
 * `close` rejects where the bot did something that Slack, or the double, has no answer to.
 */
export async function openWorkspace() {
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        team: { name: 'Acme', domain: 'acme' },
        users: [{ name: 'distreview' }, ...people.map((name) => ({ name }))],
        channels: [{ name: 'design-review' }, { name: 'elsewhere' }],
        tokens: [
          {
            token: botToken,
            type: 'bot',
            user: 'distreview',
            scopes: ['chat:write', 'commands', 'app_mentions:read'],
          },
          ...people.map((name) => ({
            token: tokenOf(name),
            type: 'user',
            user: name,
            scopes: scopesOfPeople,
          })),
        ],
        signing_secret: signingSecret,
        strict_scopes: true,
      },
    },
  })
  const emulatorUrl = emulator.url.replace('localhost', '127.0.0.1')

  async function call(method: string, args: Block, person: PersonName): Promise<Block> {
    const answer = await fetch(`${emulatorUrl}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokenOf(person)}`, 'content-type': 'application/json' },
      body: JSON.stringify(args),
    })
    const result = (await answer.json()) as Block
    if (!result.ok) throw new Error(`${method} in the double: ${result.error}`)
    return result
  }

  const { members } = await call('users.list', {}, 'ana')
  const { channels } = await call('conversations.list', {}, 'ana')
  const idOf = (list: Block[], name: string): string => list.find((each) => each.name === name)?.id
  const ids = new Map<string, string>([...people, 'distreview'].map((name) => [name, idOf(members, name)]))
  const names = new Map([...ids].map(([name, id]) => [id, name]))
  const channel = idOf(channels, 'design-review')
  const elsewhere = idOf(channels, 'elsewhere')
  const front = await openFront({ emulatorUrl, botToken, botId, closed: new Set([elsewhere]) })
  const guard = loopbackOnly((address) => front.complaints.push(`A request left this machine: ${address}`))

  let bot = ''
  let sent = 0
  const next = (kind: string): string => `${kind}${++sent}`

  function send(delivery: Delivery): Promise<Delivered> {
    if (bot === '') throw new Error('No bot listens: call listen(port) first.')
    return deliver(bot, signingSecret, delivery)
  }
  const personId = (name: PersonName | 'distreview'): string => ids.get(name) ?? ''
  const messages = async (thread: string, where: Where = {}): Promise<SlackMessage[]> =>
    (await call('conversations.replies', { channel: where.channel ?? channel, ts: thread }, 'ana')).messages
  /** Messages of the channel itself, oldest first. */
  const timeline = async (where: Where = {}): Promise<SlackMessage[]> =>
    (await call('conversations.history', { channel: where.channel ?? channel }, 'ana')).messages.reverse()

  const workspace = {
    apiUrl: `${front.url}/api/`,
    botToken,
    signingSecret,
    channel,
    /** A channel that the bot is not a member of. */
    elsewhere,
    whispers: front.whispers as readonly Whisper[],
    asked: front.asked,
    limitRate: front.limitRate,
    fail: front.fail,
    personId,

    /** Where the bot hears Slack. */
    listen(port: number): void {
      bot = `http://127.0.0.1:${port}/slack/events`
    },

    command(person: PersonName, words: string, where: Where = {}): Promise<Delivered> {
      const at = where.channel ?? channel
      const command = next('command')
      const form = new URLSearchParams({
        command: '/distreview',
        text: words,
        channel_id: at,
        channel_name: at === elsewhere ? 'elsewhere' : 'design-review',
        user_id: personId(person),
        user_name: person,
        team_id: 'T000000001',
        api_app_id: 'A0DISTREVIEW',
        trigger_id: command,
        response_url: front.responseUrl(command, personId(person), at),
      })
      return send({ body: form.toString(), type: 'application/x-www-form-urlencoded' })
    },

    /** Says something that begins with our mention. Resolves to the message and how often it may be repeated. */
    async mention(person: PersonName, words: string, where: Where = {}) {
      const text = `<@${ids.get('distreview')}> ${words}`
      const at = where.channel ?? channel
      const { ts } = await call('chat.postMessage', { channel: at, text, thread_ts: where.thread }, person)
      const event = {
        type: 'app_mention',
        user: personId(person),
        text,
        ts,
        channel: at,
        event_ts: ts,
        ...(where.thread ? { thread_ts: where.thread } : {}),
      }
      const id = next('Ev')
      const again = (retry: number, eventId = id): Promise<Delivered> =>
        send({ body: envelope(eventId, event), type: 'application/json', ...(retry ? { retry } : {}) })
      const delivered = await again(0)
      return { ...delivered, ts: ts as string, again, underNewId: () => again(0, next('Ev')) }
    },

    /** Delivers an event as it is given. */
    event(event: Block): Promise<Delivered> {
      return send({ body: envelope(next('Ev'), event), type: 'application/json' })
    },

    /** Presses the button with this label in this message of a thread; fails where there is no such button. */
    press(person: PersonName, message: SlackMessage, label: string, where: Where = {}): Promise<Delivered> {
      const found = buttonsOf(message).find((button) => button.label === label)
      if (!found) throw new Error(`No button "${label}" in this message:\n${wordsOf(message)}`)
      const { action_id, value } = found.element
      return workspace.pressed(person, message, { action_id, value, block_id: found.block.block_id }, where)
    },

    /** As `press`, with an action that may be in no message at all. */
    pressed(person: PersonName, message: SlackMessage, action: Block, where: Where = {}): Promise<Delivered> {
      const at = where.channel ?? channel
      const payload = {
        type: 'block_actions',
        user: { id: personId(person), username: person, name: person, team_id: 'T000000001' },
        api_app_id: 'A0DISTREVIEW',
        container: { type: 'message', message_ts: message.ts, channel_id: at, is_ephemeral: false },
        trigger_id: next('trigger'),
        team: { id: 'T000000001', domain: 'acme' },
        enterprise: null,
        is_enterprise_install: false,
        channel: { id: at, name: 'design-review' },
        message,
        state: { values: {} },
        response_url: front.responseUrl(next('click'), personId(person), at),
        actions: [{ type: 'button', action_ts: '1.1', ...action }],
      }
      const form = new URLSearchParams({ payload: JSON.stringify(payload) })
      return send({ body: form.toString(), type: 'application/x-www-form-urlencoded' })
    },

    /** Any request at all, signed unless told otherwise. */
    send,
    messages,
    timeline,

    /** What a thread reads like: who, what, and `[buttons]`, with an empty line between messages. */
    async reads(thread: string, where: Where = {}): Promise<string> {
      const said = await messages(thread, where)
      return said.map((message) => `${names.get(message.user)}: ${wordsOf(message)}`).join('\n\n')
    },

    /** What was whispered to this person, in order. */
    whispered(person: PersonName): string[] {
      return front.whispers.filter((whisper) => whisper.person === personId(person)).map(wordsOf)
    },

    /** Resolves when the condition holds, which is looked at again after each request that the bot makes. */
    async waitFor(
      what: string,
      condition: () => Promise<boolean> | boolean,
      patience = 10_000,
    ): Promise<void> {
      let wake: () => void = () => {}
      const stop = front.onServed(() => wake())
      let late = false
      const timer = setTimeout(() => {
        late = true
        wake()
      }, patience)
      try {
        for (;;) {
          const woken = new Promise<void>((resolve) => {
            wake = resolve
          })
          if (await condition()) return
          if (late) throw new Error(`Waited ${patience} ms in vain for this: ${what}`)
          await woken
        }
      } finally {
        clearTimeout(timer)
        stop()
      }
    },

    async close(): Promise<void> {
      guard.restore()
      await front.close()
      await emulator.close()
      if (front.complaints.length > 0) throw new Error(front.complaints.join('\n'))
    },
  }
  return workspace
}

const scopesOfPeople = ['chat:write', 'channels:read', 'channels:history', 'users:read']

function tokenOf(name: PersonName): string {
  return `xoxp-test-${name}`
}

function envelope(eventId: string, event: Block): string {
  return JSON.stringify({
    type: 'event_callback',
    team_id: 'T000000001',
    api_app_id: 'A0DISTREVIEW',
    event_id: eventId,
    event_time: 1,
    authorizations: [{ team_id: 'T000000001', user_id: 'U0', is_bot: true }],
    event,
  })
}
