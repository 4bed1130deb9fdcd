import { createHmac } from 'node:crypto'
import type { Block } from './messages.ts'

export interface Delivered {
  readonly status: number
  readonly body: string
  /** From the request to the end of the acknowledgement, in milliseconds. */
  readonly milliseconds: number
}

/** What Slack tells the bot, before it is a request or an envelope. */
export interface Delivery {
  readonly kind: 'command' | 'interaction' | 'event'
  readonly payload: Block
  /** Set where Slack repeats a delivery. */
  readonly retry?: number
}

export interface Request {
  readonly body: string
  readonly type: 'application/json' | 'application/x-www-form-urlencoded'
  readonly retry?: number
  /** Instead of the right one. */
  readonly signature?: string
}

export function asRequest({ kind, payload, retry }: Delivery): Request {
  const repeated = retry ? { retry } : {}
  if (kind === 'event') return { type: 'application/json', body: JSON.stringify(payload), ...repeated }
  const form = new URLSearchParams(kind === 'command' ? payload : { payload: JSON.stringify(payload) })
  return { type: 'application/x-www-form-urlencoded', body: form.toString(), ...repeated }
}

/** Signs and sends as Slack does: https://docs.slack.dev/authentication/verifying-requests-from-slack. */
export async function request(address: string, secret: string, asked: Request): Promise<Delivered> {
  const { body, type, retry } = asked
  const seconds = Math.floor(Date.now() / 1000)
  const digest = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')
  const started = performance.now()
  const answer = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': asked.signature ?? `v0=${digest}`,
      ...(retry ? { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' } : {}),
    },
    body,
  })
  const text = await answer.text()
  return { status: answer.status, body: text, milliseconds: performance.now() - started }
}
