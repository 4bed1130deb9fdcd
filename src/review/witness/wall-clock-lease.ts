import { leaseOnTwoClocks } from './lease-across-clocks.ts'
import { ms, type Result } from './result.ts'

/**
 * A lease that two nodes judge by wall time, with skew between them or a step of one of them (NTP, an operator).
 * @param lease milliseconds: `ttlMs` of the lease; `skewMs`, by how much the clock of the node that checks is ahead
 * of the holder's (its own steps forward and the holder's steps back included); `marginMs`, how long before the end
 * the holder stops by itself (0 where it does not).
 * @returns the times at which both own it; none where the margin covers the skew.
 */
export function wallClockLease(lease: { ttlMs: number; skewMs: number; marginMs: number }): Result {
  const { ttlMs, skewMs, marginMs } = lease
  return leaseOnTwoClocks(
    { kind: 'wall-clock-lease', parameters: { ttlMs, skewMs, marginMs }, lanes: ['a', 'b'] },
    { ttlMs, aheadMs: skewMs, marginMs },
    `is ${ms(skewMs)} ahead`,
  )
}
