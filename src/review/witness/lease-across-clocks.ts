import { broken, type Happening, ms, none, type Result, type Subject } from './result.ts'

/** Milliseconds. `aheadMs`: how far the checker's clock is ahead of the holder's while the lease runs. */
interface TwoClocks {
  readonly ttlMs: number
  readonly aheadMs: number
  /** How long before the end the holder stops by itself. */
  readonly marginMs: number
}

/**
 * A lease whose end the holder reads on its own clock and another node on another one. The holder owns it before
 * ttl - margin, the other may take it from ttl - ahead on: both own it where these overlap.
 */
export function leaseOnTwoClocks(subject: Subject, clocks: TwoClocks, why: string): Result {
  const { ttlMs, aheadMs, marginMs } = clocks
  const taken = Math.max(0, ttlMs - aheadMs)
  const stops = Math.max(0, ttlMs - marginMs)
  const arithmetic = `The holder stops at ${ttlMs} - ${marginMs}, the other may take it at ${ttlMs} - ${aheadMs}`
  if (taken >= stops) return none(subject, `${arithmetic}: not before.`)
  const happenings: Happening[] = [
    {
      at: 0,
      lane: 'a',
      text: `a takes the lease for ${ms(ttlMs)} and stores the end by its own clock.`,
      after: 'a owns it.',
    },
    {
      at: taken,
      lane: 'b',
      text: `b compares the stored end with its own clock, which ${why}: the lease is over for b, which takes it.`,
      after: `a and b both own it, for ${ms(stops - taken)}.`,
    },
    { at: stops, lane: 'a', text: 'a reads the end on its own clock and stops.', after: 'b owns it.' },
  ]
  return broken(subject, happenings, `${arithmetic}: ${ms(stops - taken)} earlier.`)
}
