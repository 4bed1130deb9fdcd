import { createHmac } from 'node:crypto'

export interface Delivered {
  readonly status: number
  readonly body: string
  /** From the request to the end of the acknowledgement, in milliseconds. */
  readonly milliseconds: number
}

export interface Delivery {
  readonly body: string
  readonly type: 'application/json' | 'application/x-www-form-urlencoded'
  /** Set where Slack repeats a delivery. */
  readonly retry?: number
  /** Instead of the right one. */
  readonly signature?: string
}

/** Signs and sends as Slack does: https://docs.slack.dev/authentication/verifying-requests-from-slack. */
export async function deliver(address: string, secret: string, delivery: Delivery): Promise<Delivered> {
  const { body, type, retry } = delivery
  const seconds = Math.floor(Date.now() / 1000)
  const digest = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')
  const started = performance.now()
  const answer = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': delivery.signature ?? `v0=${digest}`,
      ...(retry ? { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' } : {}),
    },
    body,
  })
  const text = await answer.text()
  return { status: answer.status, body: text, milliseconds: performance.now() - started }
}
