import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import type { Card } from '../../../src/blocks/card.ts'
import { startWeb, type Web, type WebOptions } from '../../../src/bot/web/server.ts'
import type { Said, Welcome } from '../../../src/bot/web/wire.ts'

/** A conversation that says nothing; tests replace what they need. */
export const silent = { hear: async () => {}, click: async () => {}, submit: async () => {} }

/** A card of one line, with buttons by label and value. */
export function aCard(text: string, ...values: string[]): Card {
  const buttons = values.map((value) => ({ label: `Show ${value}`, action: 'show-fix', value }))
  return {
    summary: text,
    parts: [
      { kind: 'line', line: [{ kind: 'text', text }] },
      ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
    ],
  }
}

/** A web chat over a page of one file, closed when the test is over. */
export async function aWeb(options: Partial<WebOptions> = {}): Promise<Web> {
  const page = await mkdtemp(join(tmpdir(), 'distreview-page-'))
  onTestFinished(() => rm(page, { recursive: true, force: true }))
  await writeFile(join(page, 'index.html'), '<!doctype html><title>distreview</title>')
  const web = await startWeb({
    port: 0,
    conversation: silent,
    log: pino({ level: 'silent' }),
    page,
    suggestions: ['review lib on main of shop'],
    repositories: ['shop', 'bank'],
    ...options,
  })
  onTestFinished(() => web.close())
  return web
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** One request with whatever headers: `fetch` would not let us lie about Host. */
export function ask(
  web: Pick<Web, 'port'>,
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: web.port, path, method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

interface Events {
  readonly welcome: Welcome
  /** The id of the last event that was read. */
  lastId(): string
  /** The next messages, in the order in which they arrive. */
  next(count: number): Promise<Said[]>
  leave(): void
}

interface Visitor {
  readonly cookie: string
  say(words: string, thread?: string | null): Promise<Answer>
  click(message: string, action: string, value: string): Promise<Answer>
  submit(message: string, answers: unknown): Promise<Answer>
  events(lastEventId?: string): Promise<Events>
}

async function* eventsOf(body: NonNullable<Response['body']>): AsyncGenerator<Map<string, string>> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const fields = event.split('\n').map((line): [string, string] => {
        const colon = line.indexOf(': ')
        return [line.slice(0, colon), line.slice(colon + 2)]
      })
      yield new Map(fields)
    }
  }
}

/** Opens the printed link as a browser does, and talks with the cookie that it got. */
export async function visit(web: Pick<Web, 'link' | 'port'>): Promise<Visitor> {
  const { pathname, search } = new URL(web.link)
  const opened = await ask(web, pathname + search)
  const cookie = String(opened.headers['set-cookie']).split(';')[0] ?? ''
  const origin = `http://127.0.0.1:${web.port}`

  const post = (path: string, body: unknown) =>
    ask(web, path, {
      method: 'POST',
      headers: { cookie, origin, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  return {
    cookie,
    say: (words, thread = null) => post('/api/say', { words, thread }),
    click: (message, action, value) => post('/api/click', { message, action, value }),
    submit: (message, answers) => post('/api/submit', { message, answers }),
    async events(lastEventId) {
      const leaving = new AbortController()
      onTestFinished(() => leaving.abort())
      const response = await fetch(`${origin}/api/events`, {
        headers: { cookie, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
        signal: leaving.signal,
      })
      if (!response.ok || !response.body) throw new Error(await response.text())
      const events = eventsOf(response.body)
      const first = (await events.next()).value as Map<string, string>
      let lastId = lastEventId ?? ''
      return {
        welcome: JSON.parse(first.get('data') ?? '') as Welcome,
        lastId: () => lastId,
        async next(count) {
          const said: Said[] = []
          while (said.length < count) {
            const event = (await events.next()).value as Map<string, string> | undefined
            if (!event) throw new Error(`The stream ended after ${said.length} of ${count} messages`)
            lastId = event.get('id') ?? lastId
            said.push(JSON.parse(event.get('data') ?? '') as Said)
          }
          return said
        },
        leave: () => leaving.abort(),
      }
    },
  }
}
