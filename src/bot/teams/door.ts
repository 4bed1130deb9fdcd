import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { Logger } from 'pino'
import { Activity } from './activity.ts'
import type { TeamsApp } from './app.ts'
import { type Authentication, isLoopback, verdictOn } from './identity.ts'
import type { Acknowledged } from './inbound.ts'
import { notListening } from './teams-errors.ts'

const path = '/api/messages'
/** Bytes; Teams sends far less. */
const bodyMost = 1_000_000

interface DoorOptions {
  readonly app: TeamsApp
  readonly authentication: Authentication
  readonly log: Logger
  hear(activity: Activity): Promise<Acknowledged>
}

/** Lets in what Microsoft signed for us: 401 without a good signature, 403 from another organisation, 400 unreadable. */
export function door({ app, authentication, log, hear }: DoorOptions): RequestListener {
  async function answer(request: IncomingMessage): Promise<Acknowledged> {
    if (new URL(request.url ?? '/', 'http://door').pathname !== path) return { status: 404 }
    if (request.method !== 'POST') return { status: 405 }
    // A web page that somebody has open may send to this machine, but not as JSON and not under its name.
    if (!request.headers['content-type']?.startsWith('application/json')) return { status: 415 }
    if (app.type === 'Playground' && !isLoopback(`http://${request.headers.host ?? 'nowhere'}`)) {
      return { status: 403 }
    }
    const body = await read(request)
    if (body === null) return { status: 413 }
    const activity = Activity.safeParse(body)
    if (!activity.success) {
      const wrong = activity.error.issues.map(({ path: where, message }) => `${where.join('.')}: ${message}`)
      log.warn({ wrong }, 'What was delivered is not an activity of Teams.')
      return { status: 400 }
    }
    const header = request.headers.authorization ?? ''
    switch (await verdictOn(activity.data, header, app, authentication)) {
      case 'unsigned':
        return { status: 401 }
      case 'stranger':
        log.warn(
          { tenant: activity.data.conversation.tenantId },
          'Somebody of another organisation was refused.',
        )
        return { status: 403 }
      case 'welcome':
        return hear(activity.data)
    }
  }

  return async (request, response) => {
    const { status, body } = await answer(request).catch((error: unknown): Acknowledged => {
      log.error({ err: error }, 'A delivery from Teams could not be read.')
      return { status: 500 }
    })
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(body === undefined ? undefined : JSON.stringify(body))
  }
}

/** The body as JSON: undefined where it is none, null where it is too long. */
async function read(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > bodyMost) return null
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) ?? undefined
  } catch {
    return undefined
  }
}

/** Throws Refusal('configuration') where the port is taken. */
export function listen(listener: RequestListener, port: number, host: string | undefined): Promise<Server> {
  const server = createServer(listener)
  return new Promise((resolve, reject) => {
    server.once('listening', () => resolve(server))
    server.once('error', (error) => reject(notListening(port, error)))
    server.listen(port, host)
  })
}
