import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AdaptiveCard } from '../../../src/blocks/adaptive-card.ts'
import { breaks, textsOf } from '../../blocks/adaptive-card-rules.ts'

/** A message as Teams got it. */
interface Message {
  readonly id: string
  readonly conversation: string
  activity: {
    readonly text?: string
    readonly summary?: string
    readonly entities?: readonly unknown[]
    readonly attachments?: readonly { readonly contentType: string; readonly content: AdaptiveCard }[]
  }
}

interface Refused {
  readonly status: number
  readonly headers?: Record<string, string>
}

/** Teams as the bot sees it: takes posts and updates, and delivers what people say. */
export interface Connector {
  readonly serviceUrl: string
  readonly messages: readonly Message[]
  /** What Teams would have refused or shown otherwise. */
  readonly wrong: readonly string[]
  /** Requests that arrived, refused ones among them. */
  requests(): number
  /** The next requests are answered so. */
  refuse(...answers: readonly Refused[]): void
  /** What a conversation reads like, a message a paragraph. */
  reads(conversation: string): string
  close(): Promise<void>
}

export async function openConnector(): Promise<Connector> {
  const messages: Message[] = []
  const wrong: string[] = []
  const refusals: Refused[] = []
  let requests = 0

  async function take(
    request: IncomingMessage,
  ): Promise<{ status: number; id?: string; headers?: Record<string, string> }> {
    requests += 1
    const activity = JSON.parse(await bodyOf(request))
    const refusal = refusals.shift()
    if (refusal) return refusal
    const [, conversation = '', update] =
      /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(request.url ?? '') ?? []
    const where = decodeURIComponent(conversation)
    for (const { contentType, content } of activity.attachments ?? []) {
      if (contentType !== 'application/vnd.microsoft.card.adaptive')
        wrong.push(`An attachment is ${contentType}.`)
      wrong.push(...breaks(content))
    }
    if (request.method === 'POST' && conversation !== '' && update === undefined) {
      const id = `m${messages.length + 1}`
      messages.push({ id, conversation: where, activity })
      return { status: 201, id }
    }
    const known = messages.find(({ id }) => id === update)
    if (request.method === 'PUT' && known) {
      known.activity = activity
      return { status: 200, id: known.id }
    }
    wrong.push(`${request.method} ${request.url}`)
    return { status: 404 }
  }

  const server = createServer((request, response) => {
    void take(request).then(({ status, id, headers }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(
        JSON.stringify(id === undefined ? { error: { code: 'Refused', message: `${status}` } } : { id }),
      )
    })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo

  return {
    serviceUrl: `http://127.0.0.1:${port}/`,
    messages,
    wrong,
    requests: () => requests,
    refuse: (...answers) => void refusals.push(...answers),
    reads: (conversation) =>
      messages
        .filter((message) => message.conversation === conversation)
        .map(({ activity: { text = '', attachments = [] } }) =>
          [text, ...attachments.flatMap(({ content }) => content.body.map((each) => textsOf(each).join('')))]
            .filter((line) => line !== '')
            .join('\n'),
        )
        .join('\n\n'),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}
