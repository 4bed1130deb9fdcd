import pino from 'pino'
import { onTestFinished } from 'vitest'
import type { Click, Conversation, Heard, Submitted } from '../../../src/bot/conversation/port.ts'
import type { TeamsApp } from '../../../src/bot/teams/app.ts'
import type { Issuer } from '../../../src/bot/teams/identity.ts'
import { type References, referencesInMemory } from '../../../src/bot/teams/references.ts'
import { type Sent, sentInMemory } from '../../../src/bot/teams/sent.ts'
import { startTeams } from '../../../src/bot/teams/start.ts'
import { openConnector } from './connector.ts'

interface Logged {
  readonly level: number
  readonly msg: string
}

interface Options {
  readonly app?: TeamsApp
  readonly issuer?: Issuer
  readonly conversation?: Partial<Conversation>
  readonly references?: References
  readonly sent?: Sent
}

/** The door to Teams with a conversation that only listens, before a double of Teams; all closed when the test ends. */
export async function startBot(options: Options = {}) {
  const connector = await openConnector()
  const logged: Logged[] = []
  const waits: number[] = []
  const heard: Heard[] = []
  const clicks: Click[] = []
  const forms: Submitted[] = []
  const bot = await startTeams({
    app: options.app ?? { type: 'Playground' },
    ...(options.issuer ? { issuer: options.issuer } : {}),
    port: 0,
    host: '127.0.0.1',
    conversation: {
      hear: async (said) => void heard.push(said),
      click: async (click) => void clicks.push(click),
      submit: async (form) => void forms.push(form),
      ...options.conversation,
    },
    references: options.references ?? referencesInMemory(),
    sent: options.sent ?? sentInMemory(),
    log: pino({ level: 'info' }, { write: (line: string) => logged.push(JSON.parse(line)) }),
    pause: async (milliseconds) => void waits.push(milliseconds),
  })
  onTestFinished(async () => {
    await bot.close()
    await connector.close()
  })
  /** Delivers as Teams does. */
  async function deliver(activity: object, headers: Record<string, string> = {}) {
    const answer = await fetch(`http://127.0.0.1:${bot.port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ serviceUrl: connector.serviceUrl, ...activity }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
  }
  return { bot, connector, logged, waits, heard, clicks, forms, deliver }
}

const ana = { id: '29:ana', name: 'ana' }
export const us = { id: '28:bot', name: 'distreview' }

/** Words in a channel, under a post, with our mention. */
export function aMention(words: string, change: object = {}) {
  return {
    type: 'message',
    id: 'a1',
    channelId: 'msteams',
    from: ana,
    recipient: us,
    conversation: {
      id: '19:general@thread.tacv2;messageid=17',
      conversationType: 'channel',
      tenantId: 'acme',
    },
    text: `<at>distreview</at> ${words}`,
    entities: [{ type: 'mention', text: '<at>distreview</at>', mentioned: us }, { type: 'clientInfo' }],
    ...change,
  }
}

/** Words in a personal chat. */
export function aChat(words: string, change: object = {}) {
  const conversation = { id: 'a:chat', conversationType: 'personal', tenantId: 'acme' }
  return { ...aMention(words), text: words, entities: [], conversation, ...change }
}

/** A press of a button in the channel. */
export function aPress(verb: string, data: unknown, change: object = {}) {
  const value = { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' }
  return { ...aMention(''), type: 'invoke', name: 'adaptiveCard/action', id: 'p1', value, ...change }
}
