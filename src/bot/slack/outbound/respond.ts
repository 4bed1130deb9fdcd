import { blockKit } from '../../../blocks/block-kit.ts'
import type { Card } from '../../../blocks/card.ts'
import { patience } from './client.ts'

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const limits = { uses: 5, milliseconds: 30 * 60_000 }

/**
 * Answers by the address that came with a command or a button, which works where we are not a member and where our
 * token is refused. Slack takes five messages by it, within thirty minutes: `respond` rejects, and sends nothing,
 * where the card needs more than are left.
 */
export function responder(address: string, clock: () => number) {
  const until = clock() + limits.milliseconds
  let left = limits.uses
  return async function respond(card: Card): Promise<void> {
    const messages = blockKit([card])
    if (messages.length > left) throw new Error(`response_url has ${left} of ${limits.uses} uses left.`)
    if (clock() > until) throw new Error('response_url is over: it lasts thirty minutes.')
    for (const message of messages) {
      left -= 1
      const answer = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...message }),
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      })
      if (!answer.ok) throw new Error(`response_url answered ${answer.status}`)
    }
  }
}
