import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Calendar, daysOf, nextRun, periods, timeOfDay } from '../../src/jobs/calendar.ts'
import { timeZone } from '../../src/jobs/calendar-zone.ts'

const utc = (text: string) => Date.parse(`${text}Z`)

/** Every run after one instant up to another, as UTC. */
function runs(calendar: Omit<Calendar, 'created'> & { created: string }, from: string, to: string): string[] {
  const of = { ...calendar, created: utc(calendar.created) }
  const found: string[] = []
  for (let at = nextRun(of, utc(from)); at <= utc(to); at = nextRun(of, at)) {
    found.push(new Date(at).toISOString().slice(0, 16))
  }
  return found
}

describe('the next run of a schedule', () => {
  test('weekly is the weekday of creation, in its time zone', () => {
    // Tuesday evening in New York is Wednesday in UTC.
    const calendar = {
      every: 'weekly',
      at: '21:30',
      zone: 'America/New_York',
      created: '2025-07-02T02:00',
    } as const
    expect(runs(calendar, calendar.created, '2025-07-20T00:00')).toEqual([
      '2025-07-09T01:30',
      '2025-07-16T01:30',
    ])
  })

  test('on the day of creation itself when the time is still to come', () => {
    const calendar = { every: 'weekly', at: '09:00', zone: 'UTC', created: '2025-07-01T08:59' } as const
    expect(runs(calendar, calendar.created, '2025-07-01T09:00')).toEqual(['2025-07-01T09:00'])
  })

  test('monthly is the day of creation, or the last of a month that is shorter', () => {
    const calendar = { every: 'monthly', at: '09:00', zone: 'UTC', created: '2024-01-31T10:00' } as const
    expect(runs(calendar, calendar.created, '2024-06-30T23:59')).toEqual([
      '2024-02-29T09:00',
      '2024-03-31T09:00',
      '2024-04-30T09:00',
      '2024-05-31T09:00',
      '2024-06-30T09:00',
    ])
  })

  test('quarterly is the first day of January, April, July and October, at the same local time in summer and winter', () => {
    const calendar = {
      every: 'quarterly',
      at: '09:00',
      zone: 'Europe/Berlin',
      created: '2025-05-14T10:00',
    } as const
    expect(runs(calendar, calendar.created, '2026-06-01T00:00')).toEqual([
      '2025-07-01T07:00',
      '2025-10-01T07:00',
      '2026-01-01T08:00',
      '2026-04-01T07:00',
    ])
  })

  test('a time that clocks are put forward over runs at the next that exists', () => {
    const berlin = {
      every: 'weekly',
      at: '02:30',
      zone: 'Europe/Berlin',
      created: '2025-03-16T12:00',
    } as const
    expect(runs(berlin, berlin.created, '2025-04-07T00:00')).toEqual([
      '2025-03-23T01:30',
      '2025-03-30T01:00',
      '2025-04-06T00:30',
    ])
  })

  test('a time that clocks show twice runs once, the first time', () => {
    const newYork = {
      every: 'weekly',
      at: '01:30',
      zone: 'America/New_York',
      created: '2025-10-26T12:00',
    } as const
    expect(runs(newYork, newYork.created, '2025-11-10T00:00')).toEqual([
      '2025-11-02T05:30',
      '2025-11-09T06:30',
    ])
  })

  test.each([
    ['weekly', '2025-07-01T08:00', 'every Tuesday'],
    ['monthly', '2025-07-15T08:00', 'every month on day 15'],
    ['monthly', '2025-07-31T08:00', 'every month on day 31, or its last'],
    ['quarterly', '2025-07-31T08:00', 'on the first day of January, April, July and October'],
  ] as const)('%s from %s is said in words', (every, created, words) => {
    expect(daysOf({ every, at: '09:00', zone: 'UTC', created: utc(created) })).toBe(words)
  })
})

describe('every quarter of an hour of a year, looked at through Intl', () => {
  const quarterHour = 15 * 60_000
  const from = utc('2027-01-01T00:00')
  const steps = (366 * 24 * 60) / 15

  interface Step {
    readonly instant: number
    readonly date: string
    readonly time: string
  }
  /** Local date and time of each step in a zone. */
  function year(zone: string): Step[] {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    })
    return Array.from({ length: steps }, (_, step) => {
      const instant = from + step * quarterHour
      const [date = '', time = ''] = format.format(instant).split(' ')
      return { instant, date, time }
    })
  }
  const years = new Map(
    ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC'].map((zone) => [zone, year(zone)]),
  )

  function due(date: string, every: Calendar['every'], created: string): boolean {
    const weekday = (text: string) => new Date(`${text}T00:00Z`).getUTCDay()
    if (every === 'weekly') return weekday(date) === weekday(created)
    if (every === 'quarterly') return /-(?:01|04|07|10)-01$/.test(date)
    const next = new Date(utc(`${date}T00:00`) + 24 * 60 * 60_000).toISOString().slice(8, 10)
    const [day, wanted] = [date.slice(8), created.slice(8)]
    return day === wanted || (next === '01' && day < wanted)
  }

  test('each due run is there exactly once, at the first moment of its date at or after its time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...years.keys()),
        fc.constantFrom(...periods),
        fc.integer({ min: 0, max: 95 }),
        fc.integer({ min: 0, max: 400 * 96 }),
        (zone, every, quarter, ago) => {
          const clock = years.get(zone) ?? []
          const at = `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`
          const created = from - ago * quarterHour
          const createdDate = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(created)
          const expected = new Map<string, number>()
          for (const { instant, date, time } of clock) {
            if (time >= at && !expected.has(date) && due(date, every, createdDate))
              expected.set(date, instant)
          }
          const last = clock.at(-1)?.instant ?? 0
          const found: number[] = []
          for (let run = nextRun({ every, at, zone, created }, from - 1); run <= last; ) {
            found.push(run)
            run = nextRun({ every, at, zone, created }, run)
          }
          // The first and the last date may be half outside the year that was looked at.
          const within = (instants: Iterable<number>) =>
            [...instants].filter((instant) => instant > from + 86_400_000 && instant < last - 86_400_000)
          expect(within(found)).toEqual(within(expected.values()))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('from any moment the next run is the same as from just before it', () => {
    const { zone, at, every, created } = {
      zone: 'Europe/Berlin',
      at: '02:30',
      every: 'weekly',
      created: utc('2026-03-29T12:00'),
    } as const
    const calendar = { zone, at, every, created }
    fc.assert(
      fc.property(fc.integer({ min: from, max: from + 365 * 86_400_000 }), (moment) => {
        const next = nextRun(calendar, moment)
        expect(next).toBeGreaterThan(moment)
        expect(nextRun(calendar, next - 1)).toBe(next)
        expect(nextRun(calendar, Math.max(moment, next - 7 * 86_400_000 + 7_200_000))).toBe(next)
      }),
    )
  })
})

test.each([
  ['9:05', '09:05'],
  ['09:00', '09:00'],
  ['23:59', '23:59'],
  ['24:00', null],
  ['9', null],
  ['9:5', null],
  ['09:60', null],
  ['9am', null],
])('the time of the day %j is %j', (said, time) => {
  expect(timeOfDay(said)).toBe(time)
})

test.each([
  ['europe/berlin', 'Europe/Berlin'],
  ['UTC', 'UTC'],
  ['utc', 'UTC'],
  ['Etc/UTC', 'UTC'],
  ['US/Eastern', 'America/New_York'],
  ['Berlin', null],
  ['+02:00', null],
  ['Europe/Brelin', null],
  ['', null],
])('the time zone %j is %j', (said, zone) => {
  expect(timeZone(said)).toBe(zone)
})
