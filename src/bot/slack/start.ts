import { App } from '@slack/bolt'
import type { Logger } from 'pino'
import type { Platform } from '../../jobs/platform.ts'
import type { HomePage } from '../conversation/home.ts'
import type { Conversation } from '../conversation/port.ts'
import { boltLog } from './bolt-log.ts'
import { hearClicks } from './click.ts'
import { hearCommands } from './command.ts'
import { createFirstTime } from './first-time.ts'
import { hearOpenings } from './home.ts'
import { type ByHttp, httpLine } from './http.ts'
import type { Opened } from './line.ts'
import { hearMentions } from './mention.ts'
import { hearMessages } from './message.ts'
import { connect } from './outbound.ts'
import { hearShortcuts } from './shortcut.ts'
import { type BySocket, socketLine } from './socket.ts'
import { hearSubmissions } from './submission.ts'
import { within } from './within.ts'

interface Common {
  readonly botToken: string
  /** Ends in `/api/`; Slack's own where it is left out. */
  readonly apiUrl?: string
  readonly conversation: Conversation
  /** What the Home tab shows; left out: it stays empty. */
  readonly home?: HomePage
  readonly log: Logger
  /** Milliseconds; left out: the machine's. */
  readonly clock?: () => number
  /** How long closing waits for answers under way, in milliseconds. */
  readonly grace?: number
}

/** With an app token by socket mode, else by HTTP. */
type SlackOptions = Common & (ByHttp | BySocket)

export interface Running extends Opened {
  readonly platform: Platform
  /** Stops hearing at once; resolves when what was heard is answered, or the grace is over. */
  close(): Promise<void>
}

/**
 * Hears Slack: commands, mentions, messages, shortcuts, buttons, forms, and who opens the app.
 * Throws Refusal('configuration') where Slack refuses a token, cannot be reached, or the port is taken.
 */
export async function startSlack(options: SlackOptions): Promise<Running> {
  const { conversation, log } = options
  const connection = await connect(options)
  const logger = boltLog(log)
  const line = 'appToken' in options ? socketLine(options, logger, log) : httpLine(options, logger)
  const { botToken } = options
  const { botUserId, botId, teamId, enterpriseId, isEnterpriseInstall } = connection
  const app = new App({
    receiver: line.receiver,
    logger,
    convoStore: false,
    authorize: async () => ({
      botToken,
      botUserId,
      botId,
      teamId,
      ...(enterpriseId ? { enterpriseId } : {}),
      isEnterpriseInstall,
    }),
    ...(options.apiUrl ? { clientOptions: { slackApiUrl: options.apiUrl } } : {}),
  })
  app.error(async (error) => log.error({ err: error }, 'A delivery from Slack could not be read.'))

  const answering = new Set<Promise<void>>()
  const inbound = {
    connection,
    conversation,
    log,
    firstTime: createFirstTime(),
    answer(answer: Promise<void>) {
      const settled = answer
        .catch((error: unknown) => log.error({ err: error }, 'An answer failed.'))
        .finally(() => answering.delete(settled))
      answering.add(settled)
      return settled
    },
  }
  hearCommands(app, inbound)
  hearMentions(app, inbound)
  hearMessages(app, inbound)
  hearShortcuts(app, inbound)
  hearOpenings(app, inbound, options.home ?? null)
  hearClicks(app, inbound)
  hearSubmissions(app, inbound)

  const opened = await line.open()
  return {
    ...opened,
    platform: connection.platform,
    async close() {
      await line.close()
      await within(options.grace ?? 5_000, Promise.all(answering))
    },
  }
}
