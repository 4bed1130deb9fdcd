import { readFile } from 'node:fs/promises'
import { createEmulator } from 'emulate'
import { parse } from 'yaml'
import { asRequest, type Delivered, type Delivery, type Request, request } from './deliver.ts'
import { type Filled, formReads, stateOf } from './forms.ts'
import { openFront, type Whisper } from './front.ts'
import { loopbackOnly } from './loopback-only.ts'
import { type Block, buttonsOf, type SlackMessage, wordsOf } from './messages.ts'
import { openSurfaces } from './surfaces.ts'
import { waitingFor } from './wait-for.ts'

const botToken = 'xoxb-test-bot'
const appToken = 'xapp-test-app'
const signingSecret = 'test-signing-secret'
const botId = 'B0DISTREVIEW'
const secret = 'C0SECRET00'
const people = ['ana', 'ben'] as const
/** Deliveries of all workspaces together: tests that share a database have no id twice. */
let sent = 0
type PersonName = (typeof people)[number]

interface Where {
  /** The design-review channel where it is left out. */
  readonly channel?: string
  readonly thread?: string
  /** Of a command: the workspace that it comes from. */
  readonly team?: string
}

/**
 * A Slack workspace for tests: people who type and press, a channel that keeps what is said, and Slack's own rules.
 * `close` rejects where the bot did something that Slack, or the double, has no answer to.
 */
export async function openWorkspace() {
  const manifest = parse(await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8'))
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
            scopes: manifest.oauth_config.scopes.bot,
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

  const call = (method: string, args: Block, person: PersonName): Promise<Block> =>
    callAs(tokenOf(person), method, args)

  async function callAs(token: string, method: string, args: Block): Promise<Block> {
    const answer = await fetch(`${emulatorUrl}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
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
  const closed = new Set([elsewhere])
  const front = await openFront({
    emulatorUrl,
    botToken,
    appToken,
    botId,
    closed,
    secret: new Set([secret]),
  })
  const guard = loopbackOnly((address) => front.complaints.push(`A request left this machine: ${address}`))

  /** null: over its sockets. */
  let bot: string | null = ''
  const next = (kind: string): string => `${kind}${++sent}`

  function send(asked: Request): Promise<Delivered> {
    if (!bot) throw new Error('No bot listens: call listen(port) first.')
    return request(bot, signingSecret, asked)
  }
  const deliver = (delivery: Delivery): Promise<Delivered> =>
    bot === null ? front.sockets.deliver(delivery) : send(asRequest(delivery))

  /** The leave to open one form within three seconds, as Slack gives it with commands and clicks. */
  async function trigger(person: PersonName): Promise<string> {
    const { trigger_id } = await callAs(botToken, 'views.generateTriggerId', { user_id: personId(person) })
    front.triggeredBy(trigger_id, personId(person))
    return trigger_id
  }
  const personId = (name: PersonName | 'distreview'): string => ids.get(name) ?? ''
  const userOf = (name: PersonName) => ({
    id: personId(name),
    username: name,
    name,
    team_id: 'T000000001',
  })
  const messages = async (thread: string, where: Where = {}): Promise<SlackMessage[]> =>
    (await call('conversations.replies', { channel: where.channel ?? channel, ts: thread }, 'ana')).messages
  /** Messages of the channel itself, oldest first. */
  const timeline = async (where: Where = {}): Promise<SlackMessage[]> =>
    (await call('conversations.history', { channel: where.channel ?? channel }, 'ana')).messages.reverse()

  const event = (said: Block): Promise<Delivered> =>
    deliver({ kind: 'event', payload: envelope(next('Ev'), said) })

  const surfaces = openSurfaces<PersonName>({
    channel,
    homes: front.homes,
    whispers: front.whispers,
    personId,
    userOf,
    trigger,
    deliver,
    event,
    async directTo(person) {
      const { channel: opened } = await callAs(botToken, 'conversations.open', { users: personId(person) })
      return opened.id
    },
    responseUrl: (person, at) => front.responseUrl(next('click'), personId(person), at),
    async say(person, at, text, thread_ts) {
      return (await call('chat.postMessage', { channel: at, text, thread_ts }, person)).ts
    },
  })

  const workspace = {
    ...surfaces,
    apiUrl: `${front.url}/api/`,
    botToken,
    appToken,
    signingSecret,
    channel,
    /** A channel that the bot is not a member of. */
    elsewhere,
    /** A private channel that the bot is not a member of. */
    secret,
    homes: front.homes,
    beside: front.beside,
    openStreams: front.openStreams,
    passTime: front.passTime,
    archive: front.archive,
    revoke: front.revoke,
    grant: front.grant,
    whispers: front.whispers as readonly Whisper[],
    asked: front.asked,
    limitRate: front.limitRate,
    fail: front.fail,
    lose: front.lose,
    delay: front.delay,
    pagesOf: front.pagesOf,
    sockets: front.sockets,
    personId,

    /** Where the bot hears Slack; null where it opens sockets to it. */
    listen(port: number | null): void {
      bot = port === null ? null : `http://127.0.0.1:${port}/slack/events`
    },

    async command(person: PersonName, words: string, where: Where = {}): Promise<Delivered> {
      const at = where.channel ?? channel
      const command = next('command')
      const payload = {
        command: '/distreview',
        text: words,
        channel_id: at,
        channel_name: at === elsewhere ? 'elsewhere' : 'design-review',
        user_id: personId(person),
        user_name: person,
        team_id: where.team ?? 'T000000001',
        api_app_id: 'A0DISTREVIEW',
        trigger_id: await trigger(person),
        response_url: front.responseUrl(command, personId(person), at),
      }
      return deliver({ kind: 'command', payload })
    },

    /** Says something that is not for us. Resolves to the message's ts. */
    async says(
      person: PersonName,
      text: string,
      { thread, ...more }: { thread?: string; metadata?: Block } = {},
    ) {
      const { ts } = await call('chat.postMessage', { channel, text, thread_ts: thread, ...more }, person)
      return ts as string
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
        deliver({ kind: 'event', payload: envelope(eventId, event), ...(retry ? { retry } : {}) })
      const delivered = await again(0)
      return { ...delivered, ts: ts as string, again, underNewId: () => again(0, next('Ev')) }
    },

    /** Delivers an event as it is given. */
    event,

    /** Presses the button with this label in this message of a thread; fails where there is no such button. */
    async press(
      person: PersonName,
      message: SlackMessage,
      label: string,
      where: Where = {},
    ): Promise<Delivered> {
      const found = buttonsOf(message).find((button) => button.label === label)
      if (!found) throw new Error(`No button "${label}" in this message:\n${wordsOf(message)}`)
      const { action_id, value } = found.element
      return workspace.pressed(person, message, { action_id, value, block_id: found.block.block_id }, where)
    },

    /** As `press`, with an action that may be in no message at all. */
    async pressed(
      person: PersonName,
      message: SlackMessage,
      action: Block,
      where: Where = {},
    ): Promise<Delivered> {
      const at = where.channel ?? channel
      const payload = {
        type: 'block_actions',
        user: userOf(person),
        api_app_id: 'A0DISTREVIEW',
        container: { type: 'message', message_ts: message.ts, channel_id: at, is_ephemeral: false },
        trigger_id: await trigger(person),
        team: { id: 'T000000001', domain: 'acme' },
        enterprise: null,
        is_enterprise_install: false,
        channel: { id: at, name: 'design-review' },
        message,
        state: { values: {} },
        response_url: front.responseUrl(next('click'), personId(person), at),
        actions: [{ type: 'button', action_ts: '1.1', ...action }],
      }
      return deliver({ kind: 'interaction', payload })
    },

    /** What the form reads like that this person has on the screen; null where there is none. */
    formReads(person: PersonName): string | null {
      const form = front.shown.findLast((each) => each.person === personId(person))
      return form ? formReads(form.view) : null
    },

    /**
     * Fills in the form on this person's screen and sends it. It goes when the bot takes it; else `errors` are what
     * the person reads under the fields, by their labels. `again` sends the same once more, as Slack lets people do
     * where the acknowledgement came late.
     */
    async submit(person: PersonName, filled: Filled) {
      const at = front.shown.findLastIndex((each) => each.person === personId(person))
      const form = front.shown[at]
      if (!form) throw new Error(`${person} has no form on the screen.`)
      const view = { ...form.view, state: stateOf(form.view, filled) }
      const user = userOf(person)
      const payload = { type: 'view_submission', user, api_app_id: 'A0DISTREVIEW', view, response_urls: [] }
      const again = (): Promise<Delivered> => deliver({ kind: 'interaction', payload })
      const delivered = await again()
      const answer = delivered.body === '' ? null : JSON.parse(delivered.body)
      if (delivered.status === 200 && answer === null) front.shown.splice(at, 1)
      const errors = Object.fromEntries(
        Object.entries(answer?.errors ?? {}).map(([field, words]) => [labelOf(form.view, field), words]),
      )
      return { ...delivered, errors, again }
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

    waitFor: waitingFor(front.onServed),

    async close(): Promise<void> {
      guard.restore()
      await front.close()
      await emulator.close()
      if (front.complaints.length > 0) throw new Error(front.complaints.join('\n'))
    },
  }
  return workspace
}

const scopesOfPeople = ['chat:write', 'channels:read', 'channels:history', 'im:history', 'users:read']

function tokenOf(name: PersonName): string {
  return `xoxp-test-${name}`
}

function labelOf(view: Block, field: string): string {
  return view.blocks.find(({ block_id }: Block) => block_id === field)?.label.text ?? `no field ${field}`
}

function envelope(eventId: string, event: Block): Block {
  return {
    type: 'event_callback',
    team_id: 'T000000001',
    api_app_id: 'A0DISTREVIEW',
    event_id: eventId,
    event_time: 1,
    authorizations: [{ team_id: 'T000000001', user_id: 'U0', is_bot: true }],
    event,
  }
}
