import { setTimeout as pause } from 'node:timers/promises'
import { type App, type Logger as BoltLogger, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt'
import type { Logger } from 'pino'
import type { Line } from './line.ts'
import { refusedAppToken } from './slack-errors.ts'
import { within } from './within.ts'

export interface BySocket {
  readonly appToken: string
  /** Ends in `/api/`; Slack's own where it is left out. */
  readonly apiUrl?: string
  /** Milliseconds without an answer to a ping after which a socket is given up. */
  readonly pongWithin?: number
}

type Client = SocketModeReceiver['client']

/** Slack renews sockets every few hours and sends each delivery to one of them: with two, one is there meanwhile. */
const sockets = 2
/** Milliseconds before the second, third, … try of a socket that could not be opened. */
const waits = [500, 1_000, 2_000, 5_000, 10_000, 30_000]
/** Milliseconds that closing waits for Slack to say goodbye. */
const goodbye = 1_000

/**
 * We call Slack, so that no address of ours need be open: two sockets, each opened again when it is lost. Opening
 * throws Refusal('configuration') where Slack refuses the token or cannot be reached.
 */
export function socketLine(
  { appToken, apiUrl, pongWithin }: BySocket,
  logger: BoltLogger,
  log: Logger,
): Line {
  const clients = Array.from(
    { length: sockets },
    () =>
      new SocketModeReceiver({
        appToken,
        logger,
        // Its own way of reconnecting waits 5 s first, and where Slack then refuses the token the process ends.
        autoReconnectEnabled: false,
        ...(pongWithin ? { clientPingTimeout: pongWithin } : {}),
        installerOptions: {
          clientOptions: {
            timeout: 10_000,
            retryConfig: { retries: 2, minTimeout: 200, factor: 3 },
            ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
          },
        },
      }).client,
  )
  const stopping = new AbortController()
  const kept: Promise<void>[] = []
  return {
    receiver: {
      init(app) {
        for (const client of clients) {
          client.on('slack_event', (delivery: Envelope) => void take(app, delivery, log))
        }
      },
      start: async () => {},
      stop: async () => {},
    },
    async open() {
      const [first, ...others] = clients
      if (first) {
        await first.start().catch((error: unknown) => {
          throw refusedAppToken(error)
        })
        kept.push(keep(first, true, stopping.signal, log))
      }
      for (const client of others) kept.push(keep(client, false, stopping.signal, log))
      return { port: null, where: 'over sockets that it opens (socket mode)' }
    },
    async close() {
      stopping.abort()
      for (const client of clients) void client.disconnect()
      await within(goodbye, Promise.all(kept))
    },
  }
}

interface Envelope {
  readonly body: ReceiverEvent['body']
  readonly retry_num?: number
  readonly retry_reason?: string
  ack(response?: unknown): Promise<void>
}

/** Hands a delivery on, and acknowledges it with what the listener said when that is done. Never rejects. */
async function take(app: App, { body, ack, retry_num, retry_reason }: Envelope, log: Logger): Promise<void> {
  const acknowledged: unknown[] = []
  try {
    await app.processEvent({
      body,
      ...(retry_num === undefined ? {} : { retryNum: retry_num }),
      ...(retry_reason === undefined ? {} : { retryReason: retry_reason }),
      ack: async (response) => {
        acknowledged.push(response)
      },
    })
    if (acknowledged.length > 0) await ack(acknowledged[0])
  } catch (error) {
    log.warn({ err: error }, 'A delivery from Slack could not be acknowledged.')
  }
}

/** Until `stopping`, opens the socket again whenever it is lost. Never rejects. */
async function keep(client: Client, open: boolean, stopping: AbortSignal, log: Logger): Promise<void> {
  let failures = 0
  for (let up = open; !stopping.aborted; up = false) {
    try {
      if (!up) await client.start()
      failures = 0
      // What was asked of the client while it connected does not close it.
      if (stopping.aborted) await client.disconnect()
      else await new Promise((lost) => client.once('disconnected', lost))
    } catch (error) {
      log.warn({ err: error }, 'A socket to Slack could not be opened; it is tried again.')
      const wait = waits[Math.min(failures, waits.length - 1)]
      failures += 1
      await pause(wait, undefined, { signal: stopping }).catch(() => {})
    }
  }
}
