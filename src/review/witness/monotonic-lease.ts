import { leaseOnTwoClocks } from './lease-across-clocks.ts'
import { broken, ms, none, type Result } from './result.ts'

/** Milliseconds; uptimes at the moment at which the lease is taken. */
interface MonotonicLease {
  readonly ttlMs: number
  readonly holderUptimeMs: number
  /** Who reads the stored end: the VM that stored it, one that has run for so long, or that VM after a restart. */
  readonly reader: 'same-vm' | 'other-vm' | 'after-restart'
  readonly readerUptimeMs: number
}

/**
 * A lease whose end is stored in monotonic time, which has another zero in each VM (`erlang:monotonic_time/0`).
 * `other-vm`: a reader that has run longer sees the end too early, so that two own it. `after-restart`: the holder
 * restarts at once and reads its own old end, `holderUptimeMs + ttlMs`, on a clock that began anew at
 * `readerUptimeMs`: nobody owns the lease and nobody may take it.
 * @returns none on one VM, and where the zeros happen to lie so that nothing breaks.
 */
export function monotonicLease(lease: MonotonicLease): Result {
  const { ttlMs, holderUptimeMs, reader, readerUptimeMs } = lease
  const parameters = { ttlMs, holderUptimeMs, reader, readerUptimeMs }
  const subject = { kind: 'monotonic-lease' as const, parameters, lanes: ['a', 'b'] }
  if (reader === 'same-vm') return none(subject, 'One VM has one zero: writer and reader agree on the end.')
  const aheadMs = readerUptimeMs - holderUptimeMs
  if (reader === 'other-vm') {
    const why = `has run for ${ms(readerUptimeMs)} where a has run for ${ms(holderUptimeMs)}`
    return leaseOnTwoClocks(subject, { ttlMs, aheadMs, marginMs: 0 }, why)
  }
  const end = holderUptimeMs + ttlMs
  const late = -aheadMs
  if (late <= 0) return none(subject, `The new clock began at ${readerUptimeMs}, not before the old one.`)
  return broken(
    { ...subject, lanes: ['a'] },
    [
      { at: 0, lane: 'a', text: `a takes the lease and stores ${end} as its end.`, after: 'a owns it.' },
      {
        at: 0,
        lane: 'a',
        text: `a's VM restarts; its monotonic clock begins anew at ${readerUptimeMs}.`,
        after: 'Nobody works under the lease.',
      },
      {
        at: ttlMs,
        lane: 'a',
        text: `The lease is over; the clock shows ${readerUptimeMs + ttlMs}, less than ${end}.`,
        after: `The lease looks valid for another ${ms(late)}, and nobody may take it.`,
      },
    ],
    `${end} - ${readerUptimeMs} = ${end - readerUptimeMs} ms are waited for a lease of ${ms(ttlMs)}.`,
  )
}
