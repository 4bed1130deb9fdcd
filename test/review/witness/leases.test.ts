import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  lateRenewal,
  monotonicLease,
  pausedHolder,
  wallClockLease,
} from '../../../src/review/witness/index.ts'
import { traceOf } from './traces.ts'

/** Milliseconds at which both own it, by asking at each whether a still holds it and b may take it. */
function shared(ttl: number, margin: number, ahead: number): number[] {
  return Array.from({ length: 60 }, (_, now) => now).filter((now) => now < ttl - margin && now + ahead >= ttl)
}

describe('a lease on two clocks', () => {
  test('is owned twice in exactly the milliseconds that a count through all of them finds', () => {
    for (let ttlMs = 1; ttlMs <= 12; ttlMs++) {
      for (let marginMs = 0; marginMs <= 5; marginMs++) {
        for (let skewMs = -4; skewMs <= 15; skewMs++) {
          const both = shared(ttlMs, marginMs, skewMs)
          const result = wallClockLease({ ttlMs, skewMs, marginMs })
          expect(result.answer).toBe(both.length > 0 ? 'broken' : 'none')
          if (result.answer !== 'broken') continue
          const [, taken, stopped] = traceOf(result).events
          expect([taken?.at, stopped?.at]).toEqual([both[0], (both.at(-1) ?? 0) + 1])
        }
      }
    }
  })

  test('is safe as long as the margin covers the skew, and only then', () => {
    const times = fc.record({
      ttlMs: fc.integer({ min: 1, max: 60_000 }),
      marginMs: fc.nat(30_000),
      skewMs: fc.nat(90_000),
    })
    fc.assert(
      fc.property(times, (lease) => {
        const broken = lease.skewMs > lease.marginMs && lease.ttlMs > lease.marginMs
        expect(wallClockLease(lease).answer).toBe(broken ? 'broken' : 'none')
      }),
    )
  })

  test('in monotonic time is owned twice where the reader has run longer than the holder', () => {
    for (let ttlMs = 1; ttlMs <= 8; ttlMs++) {
      for (let holderUptimeMs = 0; holderUptimeMs <= 9; holderUptimeMs++) {
        for (let readerUptimeMs = 0; readerUptimeMs <= 9; readerUptimeMs++) {
          const lease = { ttlMs, holderUptimeMs, readerUptimeMs }
          const both = shared(ttlMs, 0, readerUptimeMs - holderUptimeMs)
          const other = monotonicLease({ ...lease, reader: 'other-vm' })
          expect(other.answer).toBe(both.length > 0 ? 'broken' : 'none')
          if (other.answer === 'broken') expect(traceOf(other).events[1]?.at).toBe(both[0])
          expect(monotonicLease({ ...lease, reader: 'same-vm' }).answer).toBe('none')
          let until = 0
          while (readerUptimeMs + until < holderUptimeMs + ttlMs) until++
          const again = monotonicLease({ ...lease, reader: 'after-restart' })
          expect(again.answer).toBe(until > ttlMs ? 'broken' : 'none')
          if (again.answer !== 'broken') continue
          expect(traceOf(again).steps.at(-1)).toContain(`for another ${until - ttlMs} ms`)
        }
      }
    }
  })
})

describe('a holder that is paused between check and write', () => {
  test('writes over its successor exactly where the lease ends within the pause and nothing fences it', () => {
    for (let ttlMs = 1; ttlMs <= 8; ttlMs++) {
      for (let pauseMs = 0; pauseMs <= 12; pauseMs++) {
        for (const fenced of [false, true]) {
          const accepted: number[] = []
          for (let now = 0; now <= 20; now++) {
            if (now === ttlMs && now <= pauseMs) accepted.push(2)
            if (now === pauseMs && !(fenced && accepted.includes(2))) accepted.push(1)
          }
          const bad = accepted.join() === '2,1'
          const result = pausedHolder({ ttlMs, pauseMs, fenced })
          expect(result.answer).toBe(bad ? 'broken' : 'none')
          if (bad) expect(traceOf(result).events.map(({ at }) => at)).toEqual([0, ttlMs, ttlMs, pauseMs])
        }
      }
    }
  })
})

describe('a renewal', () => {
  test('comes too late exactly where one of all times at which it may arrive does', () => {
    for (let ttlMs = 1; ttlMs <= 10; ttlMs++) {
      for (let periodMs = 1; periodMs <= 12; periodMs++) {
        for (let callTimeoutMs = 0; callTimeoutMs <= 6; callTimeoutMs++) {
          let late = false
          for (let arrives = periodMs; arrives <= periodMs + callTimeoutMs; arrives++)
            late ||= arrives > ttlMs
          const result = lateRenewal({ ttlMs, periodMs, callTimeoutMs })
          expect(result.answer).toBe(late ? 'broken' : 'none')
          if (late) expect(traceOf(result).events.at(-1)?.at).toBe(periodMs + callTimeoutMs)
        }
      }
    }
  })

  test('without a limit is too late at any period', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (ttlMs, periodMs) => {
        expect(traceOf({ ...lateRenewal({ ttlMs, periodMs, callTimeoutMs: null }) }).parameters).toEqual({
          ttlMs,
          periodMs,
          callTimeoutMs: null,
        })
      }),
    )
  })

  test('is told with its times', () => {
    expect(traceOf(lateRenewal({ ttlMs: 15_000, periodMs: 10_000, callTimeoutMs: 10_000 })).steps).toEqual([
      '0 ms: The store renews the lease. It ends at 15,000 ms.',
      '10,000 ms: The holder asks for the next renewal and waits up to 10,000 ms. The holder works on.',
      '15,000 ms: The lease ends in the store. Another may take it; the holder goes on working.',
      '20,000 ms: The call times out. The holder learns it 5,000 ms too late: two may have owned it for so long.',
    ])
  })
})
