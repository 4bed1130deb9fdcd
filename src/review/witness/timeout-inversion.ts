import { broken, ms, none, type Result } from './result.ts'

/**
 * A server that waits for a peer at least as long as its own callers wait for it.
 * @param waits milliseconds; null: without limit. `outerMs`: of the callers; `innerMs`: of the server.
 * @returns the order of events; none where the inner wait ends first, or the callers wait without limit.
 */
export function timeoutInversion(waits: { outerMs: number | null; innerMs: number | null }): Result {
  const { outerMs, innerMs } = waits
  const lanes = ['caller', 'server', 'peer']
  const subject = { kind: 'timeout-inversion' as const, parameters: { outerMs, innerMs }, lanes }
  if (outerMs === null) return none(subject, 'The callers wait without limit.')
  if (innerMs !== null && innerMs < outerMs) return none(subject, `${innerMs} < ${outerMs} ms.`)
  const inner = innerMs === null ? 'without limit' : `up to ${ms(innerMs)}`
  const calls = [
    {
      at: 0,
      lane: 'caller',
      text: `The caller calls the server and waits up to ${ms(outerMs)}.`,
      after: 'The server is busy.',
    },
    {
      at: 0,
      lane: 'server',
      text: `The server calls the peer, which is slow, and waits ${inner}.`,
      after: 'The server takes no other message.',
    },
    {
      at: outerMs,
      lane: 'caller',
      text: 'The caller gives up and asks again.',
      after: 'The second request waits behind the first, which nobody waits for any more.',
    },
  ]
  const last = {
    at: innerMs ?? outerMs,
    lane: 'server',
    text: innerMs === null ? 'The server still waits.' : 'The server gives up its wait and answers nobody.',
    after:
      innerMs === null
        ? 'The second request is not reached.'
        : 'It begins the same work for the second request.',
  }
  return broken(
    subject,
    [...calls, last],
    `${innerMs ?? 'no limit'} >= ${outerMs} ms: the outer wait ends first.`,
  )
}
