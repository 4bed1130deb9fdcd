import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from 'pino'
import type { Platform } from '../../jobs/platform.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Conversation } from '../conversation/port.ts'
import { api } from './api.ts'
import { ownHostOnly, tokenOnly } from './door.ts'
import { createOpenings } from './openings.ts'
import { webPlatform } from './outbound.ts'
import { createPictures } from './pictures.ts'
import { createRoom } from './room.ts'
import { readSite } from './site.ts'

const loopback = '127.0.0.1'

export interface WebOptions {
  /** 0 lets the system choose. */
  readonly port: number
  readonly conversation: Conversation
  readonly log: Logger
  /** Folder of the built page. */
  readonly page: string
  /** Words that a newcomer may say, as they are typed. */
  readonly suggestions: readonly string[]
  /** Names of the connected repositories, the default first. */
  readonly repositories: readonly string[]
  /** Begins the ids of messages: unlike that of any earlier process. */
  readonly messages?: string
  readonly newToken?: () => string
  readonly clock?: () => number
}

export interface Web {
  /** Opens the chat; whoever has it may use it. */
  readonly link: string
  readonly port: number
  readonly platform: Platform
  /** Ends every open stream and connection. */
  close(): Promise<void>
}

function listen(port: number): Promise<Server> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('listening', () => resolve(server))
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return reject(error)
      const problem = error.code === 'EACCES' ? 'may not be opened' : 'is taken'
      reject(
        new Refusal(
          'configuration',
          `Port ${port} of the web chat ${problem}.`,
          'Set WEB_PORT to another port, or stop what uses this one.',
          { cause: error },
        ),
      )
    })
    server.listen(port, loopback)
  })
}

/** Starts the local web chat on 127.0.0.1. Throws a Refusal where the port is taken or the page is not built. */
export async function startWeb(options: WebOptions): Promise<Web> {
  const { conversation, log, suggestions, repositories, clock = Date.now } = options
  const site = await readSite(options.page)
  const token = options.newToken?.() ?? randomBytes(32).toString('base64url')
  const server = await listen(options.port)
  const { port } = server.address() as AddressInfo
  const closing = new AbortController()
  const room = createRoom(clock, undefined, options.messages)

  const app = new Hono()
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
      strictTransportSecurity: false,
    }),
  )
  app.use(ownHostOnly(port))
  app.use(tokenOnly(port, token))
  const welcome = { repositories, suggestions }
  const openings = createOpenings()
  const pictures = createPictures()
  const platform = webPlatform(room, openings, pictures)
  const parts = { room, openings, pictures, platform, conversation, welcome, log, closing: closing.signal }
  app.route('/api', api(parts))
  app.get('*', (c) => {
    const file = site.get(c.req.path)
    if (!file) return c.text('There is nothing at this address. The chat is at `/`.', 404)
    return c.body(file.bytes, 200, { 'Content-Type': file.type, 'Cache-Control': 'no-cache' })
  })
  app.onError((error, c) => {
    log.error({ err: error, path: c.req.path }, 'a request of the web chat failed')
    return c.text('distreview could not do that. Its log in the terminal says why.', 500)
  })
  server.on('request', getRequestListener(app.fetch))
  log.debug({ port }, 'web chat listens')

  return {
    link: `http://${loopback}:${port}/?token=${token}`,
    port,
    platform,
    close() {
      closing.abort()
      return new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}
