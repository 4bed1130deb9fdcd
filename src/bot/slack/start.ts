import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver } from '@slack/bolt'
import type { Logger } from 'pino'
import { Refusal } from '../../review/refusal.ts'
import type { Conversation } from '../conversation/port.ts'
import { boltLog } from './bolt-log.ts'
import { hearClicks } from './click.ts'
import { hearCommands } from './command.ts'
import { createFirstTime } from './first-time.ts'
import { hearMentions } from './mention.ts'
import { connect } from './outbound.ts'

interface SlackOptions {
  readonly botToken: string
  readonly signingSecret: string
  /** 0 takes any free port. */
  readonly port: number
  /** All addresses where it is left out. */
  readonly host?: string
  /** Ends in `/api/`; Slack's own where it is left out. */
  readonly apiUrl?: string
  readonly conversation: Conversation
  readonly log: Logger
  /** How long closing waits for answers under way, in milliseconds. */
  readonly grace?: number
}

export interface Running {
  readonly port: number
  /** Stops hearing at once; resolves when what was heard is answered, or the grace is over. */
  close(): Promise<void>
}

/**
 * Hears Slack on `/slack/events` (commands, mentions, buttons), with every request's signature checked.
 * Throws Refusal('configuration') where Slack refuses the token, cannot be reached, or the port is taken.
 */
export async function startSlack(options: SlackOptions): Promise<Running> {
  const { conversation, log, port, host } = options
  const connection = await connect(options)
  const logger = boltLog(log)
  const receiver = new HTTPReceiver({
    signingSecret: options.signingSecret,
    endpoints: '/slack/events',
    logger,
  })
  const { botToken } = options
  const { botUserId, botId, teamId } = connection
  const app = new App({
    receiver,
    logger,
    convoStore: false,
    authorize: async () => ({ botToken, botUserId, botId, teamId }),
    ...(options.apiUrl ? { clientOptions: { slackApiUrl: options.apiUrl } } : {}),
  })
  app.error(async (error) => log.error({ err: error }, 'A delivery from Slack could not be read.'))

  const answering = new Set<Promise<void>>()
  const inbound = {
    connection,
    conversation,
    firstTime: createFirstTime(),
    answer(answer: Promise<void>) {
      const settled = answer
        .catch((error: unknown) => log.error({ err: error }, 'An answer failed.'))
        .finally(() => answering.delete(settled))
      answering.add(settled)
    },
  }
  hearCommands(app, inbound)
  hearMentions(app, inbound)
  hearClicks(app, inbound)

  const server = await receiver.start({ port, ...(host ? { host } : {}) }).catch((error: unknown) => {
    throw notListening(port, error)
  })
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      await app.stop()
      await within(options.grace ?? 5_000, Promise.all(answering))
    },
  }
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([work, over])
  clearTimeout(timer)
}

function notListening(port: number, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return new Refusal(
      'configuration',
      `Port ${port} is taken by another program.`,
      'Set PORT to a free one, and the addresses in the Slack app with it.',
      { cause: error },
    )
  }
  if (code === 'EACCES') {
    return new Refusal(
      'configuration',
      `Port ${port} may not be opened by this user.`,
      'Set PORT to one above 1023.',
      {
        cause: error,
      },
    )
  }
  return error
}
