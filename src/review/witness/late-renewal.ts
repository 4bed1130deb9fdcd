import { broken, ms, none, type Result } from './result.ts'

/**
 * A lease that is renewed every `periodMs`, where one renewal may take up to its own time-out.
 * @param renewal milliseconds; `callTimeoutMs` null: the call waits without limit (`:infinity`).
 * @returns the moment at which another may take it; none where period + call time-out <= TTL.
 */
export function lateRenewal(renewal: {
  ttlMs: number
  periodMs: number
  callTimeoutMs: number | null
}): Result {
  const { ttlMs, periodMs, callTimeoutMs } = renewal
  const lanes = ['holder', 'store']
  const subject = { kind: 'late-renewal' as const, parameters: { ttlMs, periodMs, callTimeoutMs }, lanes }
  const gap = callTimeoutMs === null ? null : periodMs + callTimeoutMs
  if (gap !== null && gap <= ttlMs) return none(subject, `${periodMs} + ${callTimeoutMs} <= ${ttlMs}.`)
  const start = {
    at: 0,
    lane: 'store',
    text: 'The store renews the lease.',
    after: `It ends at ${ms(ttlMs)}.`,
  }
  const limit = callTimeoutMs === null ? 'without limit' : `up to ${ms(callTimeoutMs)}`
  const ends = {
    at: ttlMs,
    lane: 'store',
    text: 'The lease ends in the store.',
    after: 'Another may take it; the holder goes on working.',
  }
  const asks = {
    at: periodMs,
    lane: 'holder',
    text: `The holder asks for the next renewal and waits ${limit}.`,
    after: 'The holder works on.',
  }
  const learns = {
    at: gap ?? Math.max(ttlMs, periodMs),
    lane: 'holder',
    text: gap === null ? 'The call has no limit: nothing tells the holder.' : 'The call times out.',
    after: gap === null ? 'Two may own it for as long as the call hangs.' : overlap(gap - ttlMs),
  }
  const happenings = periodMs <= ttlMs ? [start, asks, ends, learns] : [start, ends, asks, learns]
  const sum = gap === null ? 'period + a call without limit' : `${periodMs} + ${callTimeoutMs} = ${gap}`
  return broken(subject, happenings, `Worst gap: ${sum}, longer than the lease of ${ttlMs} ms.`)
}

function overlap(time: number): string {
  return `The holder learns it ${ms(time)} too late: two may have owned it for so long.`
}
