import { webApi } from '@slack/bolt'
import type { Logger } from 'pino'
import { boltLog } from '../bolt-log.ts'

export type Client = InstanceType<typeof webApi.WebClient>

export interface ClientOptions {
  readonly botToken: string
  /** Ends in `/api/`; Slack's own where it is left out. */
  readonly apiUrl?: string
  readonly log: Logger
  /** Milliseconds until a request that Slack does not answer is given up; left out: 10 s. */
  readonly patience?: number
}

/** Milliseconds until a request that Slack does not answer is given up: docs/delivery.md, D2, counts on it. */
export const patience = 10_000
/** Slack's own client tries for 30 minutes by default; an answer half an hour late helps nobody. */
const retryConfig = { retries: 2, minTimeout: 200, factor: 3 }

/**
 * `client` tries again by itself. `once` does not: a post with a key is looked for before it is tried again; a client
 * that tries by itself would post it twice.
 */
export function openClients({ botToken, apiUrl, log, ...given }: ClientOptions) {
  const timeout = given.patience ?? patience
  const settings = { logger: boltLog(log), timeout, ...(apiUrl ? { slackApiUrl: apiUrl } : {}) }
  return {
    client: new webApi.WebClient(botToken, { ...settings, retryConfig }),
    once: new webApi.WebClient(botToken, {
      ...settings,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    }),
  }
}

/** Milliseconds that Slack says to wait; null for every other error. */
export function retryAfter(error: unknown): number | null {
  return error instanceof webApi.WebAPIRateLimitedError ? error.retryAfter * 1_000 : null
}
