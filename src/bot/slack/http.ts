import type { AddressInfo } from 'node:net'
import { type Logger as BoltLogger, HTTPReceiver } from '@slack/bolt'
import { Refusal } from '../../review/refusal.ts'
import type { Line } from './line.ts'

export interface ByHttp {
  readonly signingSecret: string
  /** 0 takes any free port. */
  readonly port: number
  /** All addresses where it is left out. */
  readonly host?: string
}

const endpoint = '/slack/events'

/** Slack calls us: every request's signature is checked. Opening throws Refusal('configuration') where the port is taken. */
export function httpLine({ signingSecret, port, host }: ByHttp, logger: BoltLogger): Line {
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: endpoint,
    processBeforeResponse: true,
    logger,
  })
  return {
    receiver,
    async open() {
      const server = await receiver.start({ port, ...(host ? { host } : {}) }).catch((error: unknown) => {
        throw notListening(port, error)
      })
      const { port: taken } = server.address() as AddressInfo
      return { port: taken, where: `on port ${taken}, at ${endpoint}` }
    },
    async close() {
      await receiver.stop()
    },
  }
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
      { cause: error },
    )
  }
  return error
}
