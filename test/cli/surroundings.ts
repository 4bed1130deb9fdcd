import { createServer as createHttp, type IncomingMessage } from 'node:http'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { onTestFinished } from 'vitest'

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  return (server.address() as AddressInfo).port
}

export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

/** A web server on loopback that answers by method and path; what it is asked otherwise is 500. */
export async function aServer(
  replies: Readonly<Record<string, Reply | ((asked: IncomingMessage) => Reply)>>,
) {
  const asked: string[] = []
  const server = createHttp((request, response) => {
    const what = `${request.method} ${request.url}`
    asked.push(what)
    const found = replies[what] ?? { status: 500, body: 'unexpected' }
    const { status = 200, headers = {}, body } = typeof found === 'function' ? found(request) : found
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  const port = await listening(server)
  return { asked, url: `http://127.0.0.1:${port}` }
}

/** A port of loopback on which nobody listens. */
export async function aClosedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => void server.close(() => resolve()))
  return port
}

/** Refuses every connection as PostgreSQL does: an ErrorResponse with this code, in words that repeat what they can. */
export async function aRefusingDatabase(code: string, words: string): Promise<number> {
  const fields = ['SFATAL', 'VFATAL', `C${code}`, `M${words}`].map((field) => `${field}\0`).join('')
  const body = Buffer.from(`${fields}\0`)
  const message = Buffer.alloc(5 + body.length)
  message.write('E')
  message.writeInt32BE(4 + body.length, 1)
  body.copy(message, 5)
  return listening(
    createServer((connection) => {
      connection.on('error', () => {})
      connection.once('data', () => connection.end(message))
    }),
  )
}
