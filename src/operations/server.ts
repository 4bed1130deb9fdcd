import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { Refusal } from '../review/refusal.ts'
import type { Metrics } from './metrics.ts'

interface OperationsOptions {
  /** 0 lets the system choose. */
  readonly port: number
  /** null: for this machine alone. With one, all addresses are listened on and the metrics need it. */
  readonly token: string | null
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>
  /** What keeps this process from taking requests, as a sentence; null where nothing does. */
  readonly notReady: () => string | null
  /** Rejects where the database is away. */
  readonly database: () => Promise<unknown>
  /** Milliseconds that the database may take; left out: 2 s. */
  readonly patience?: number
}

interface Operations {
  readonly port: number
  close(): Promise<void>
}

/**
 * `/healthz`: the process turns. `/readyz`: it takes requests and its database answers, else 503 and a sentence.
 * `/metrics`: for Prometheus. Throws Refusal('configuration') where the port is taken.
 */
export async function openOperations(options: OperationsOptions): Promise<Operations> {
  const { token, metrics, notReady, database, patience = 2_000 } = options
  const app = new Hono()
  app.get('/healthz', (c) => c.text('It runs.\n'))
  app.get('/readyz', async (c) => {
    const why = notReady() ?? ((await answers(database, patience)) ? null : 'Its database does not answer.')
    return why === null ? c.text('It takes requests.\n') : c.text(`${why}\n`, 503)
  })
  app.get('/metrics', async (c) => {
    if (token !== null && !same(c.req.header('authorization') ?? '', `Bearer ${token}`)) {
      c.header('WWW-Authenticate', 'Bearer')
      return c.text('The metrics need METRICS_TOKEN, as a bearer token.\n', 401)
    }
    return c.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType })
  })
  app.notFound((c) => c.text('There are /healthz, /readyz and /metrics here.\n', 404))
  const server = createServer(getRequestListener(app.fetch))
  await listening(server, options.port, token === null ? '127.0.0.1' : undefined)
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answers(database: () => Promise<unknown>, patience: number): Promise<boolean> {
  const over = new AbortController()
  const asked = database().then(
    () => true,
    () => false,
  )
  const late = after(patience, false, { signal: over.signal }).catch(() => false)
  const answered = await Promise.race([asked, late])
  over.abort()
  return answered
}

/** Digests have one length, so that neither it nor the first wrong letter shows in the time taken. */
function same(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}

function listening(server: Server, port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return reject(error)
      const problem = error.code === 'EACCES' ? 'may not be opened' : 'is taken'
      reject(
        new Refusal(
          'configuration',
          `OPERATIONS_PORT, ${port}, ${problem}.`,
          'Set it to another port, or stop what uses this one.',
          { cause: error },
        ),
      )
    })
    server.listen({ port, ...(host ? { host } : {}) })
  })
}
