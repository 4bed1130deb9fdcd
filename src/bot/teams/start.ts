import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Platform } from '../../jobs/platform.ts'
import { createBounded } from '../conversation/bounded.ts'
import type { Conversation } from '../conversation/port.ts'
import { completeApp, type TeamsApp } from './app.ts'
import { door, listen } from './door.ts'
import { authenticationOf, type Issuer } from './identity.ts'
import { createInbound } from './inbound.ts'
import { teamsPlatform } from './outbound.ts'
import type { References } from './references.ts'
import type { Sent } from './sent.ts'

interface TeamsOptions {
  readonly app: TeamsApp
  /** 0 takes any free port. */
  readonly port: number
  /** All addresses where it is left out; for the Playground always this machine alone. */
  readonly host?: string
  /** Microsoft's own where it is left out. */
  readonly issuer?: Issuer
  readonly conversation: Conversation
  readonly references: References
  readonly sent: Sent
  readonly log: Logger
  /** How long closing waits for answers under way, in milliseconds. */
  readonly grace?: number
  readonly pause?: (milliseconds: number) => Promise<void>
}

interface Running {
  readonly port: number
  /** For what is said without being asked, such as a due report. */
  readonly platform: Platform
  /** Stops hearing at once; resolves when what was heard is answered, or the grace is over. */
  close(): Promise<void>
}

/**
 * Hears Teams on `/api/messages`: personal chat, mentions in channels and group chats, buttons, forms.
 * Throws Refusal('configuration') where a setting is missing or the port is taken.
 */
export async function startTeams(options: TeamsOptions): Promise<Running> {
  const { app, conversation, references, sent, log, pause = sleep } = options
  completeApp(app)
  const authentication = authenticationOf(app, options.issuer)
  const names = createBounded<string>(5_000)
  const platform = teamsPlatform({
    authentication,
    appId: app.type === 'Playground' ? '' : app.appId,
    references,
    sent,
    nameOf: (person) => names.get(person) ?? null,
    pause: async (milliseconds) => {
      await pause(milliseconds)
    },
  })
  const answering = new Set<Promise<void>>()
  const hear = createInbound({
    platform,
    conversation,
    references,
    log,
    met: ({ id, name }) => names.set(id, name),
    answer(answer) {
      const settled = answer
        .catch((error: unknown) => log.error({ err: error }, 'An answer failed.'))
        .finally(() => answering.delete(settled))
      answering.add(settled)
    },
  })
  const host = app.type === 'Playground' ? '127.0.0.1' : options.host
  const server = await listen(door({ app, authentication, log, hear }), options.port, host)
  return {
    port: (server.address() as AddressInfo).port,
    platform,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const over = new AbortController()
      const grace = sleep(options.grace ?? 5_000, undefined, { signal: over.signal }).catch(() => {})
      await Promise.race([Promise.all(answering), grace])
      over.abort()
      server.closeAllConnections()
      await closed
    },
  }
}
