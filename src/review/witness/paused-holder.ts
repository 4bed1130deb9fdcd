import { broken, ms, none, type Result } from './result.ts'

/**
 * A holder that checks its lease, is paused (GC, a suspended VM, a slow disk) and then writes.
 * @param holder milliseconds: `ttlMs` of the lease, `pauseMs` between check and write; `fenced`: the resource
 * refuses a token that is older than one it has seen.
 * @returns the old holder's write over the new one's; none where the pause ends before the lease, or when fenced.
 */
export function pausedHolder(holder: { ttlMs: number; pauseMs: number; fenced: boolean }): Result {
  const { ttlMs, pauseMs, fenced } = holder
  const lanes = ['a', 'b', 'resource']
  const subject = { kind: 'paused-holder' as const, parameters: { ttlMs, pauseMs, fenced }, lanes }
  if (pauseMs < ttlMs) return none(subject, `${ms(pauseMs)} < ${ms(ttlMs)}: a writes within its lease.`)
  if (fenced) return none(subject, 'The resource has seen token 2 and refuses the write with token 1.')
  return broken(
    subject,
    [
      {
        at: 0,
        lane: 'a',
        text: 'a takes the lease (token 1), sees that it is valid, and is paused.',
        after: 'a owns it.',
      },
      { at: ttlMs, lane: 'b', text: 'The lease is over: b takes it (token 2).', after: 'b owns it.' },
      { at: ttlMs, lane: 'b', text: 'b writes.', after: 'The resource holds the value of b.' },
      {
        at: pauseMs,
        lane: 'a',
        text: 'a wakes after its check and writes.',
        after: 'The resource holds the value of a, which owns nothing: the write of b is lost.',
      },
    ],
    `${ms(pauseMs)} >= ${ms(ttlMs)}: the lease ends between check and write, and the write carries no token.`,
  )
}
