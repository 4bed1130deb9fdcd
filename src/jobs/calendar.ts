import { instantOf, type Wall, wallAt } from './calendar-zone.ts'

export const periods = ['weekly', 'monthly', 'quarterly'] as const

/** When something is due: on certain days, at one time of the day, in one time zone. */
export interface Calendar {
  readonly every: (typeof periods)[number]
  /** Local time of the day, `09:00`. */
  readonly at: string
  /** An IANA time zone. */
  readonly zone: string
  /** When it was made, in ms: weekly is the weekday of this, monthly its day of the month. */
  readonly created: number
}

const minute = 60_000
const day = 24 * 60 * minute

/** `9:05` -> `09:05`; null where it is not a time of the day. */
export function timeOfDay(said: string): string | null {
  return /^(?:[01]?\d|2[0-3]):[0-5]\d$/.test(said) ? said.padStart(5, '0') : null
}

/**
 * The first run after an instant (ms). Weekly: on the weekday of creation. Monthly: on its day of the month, or the
 * month's last where there is none. Quarterly: on the first day of January, April, July and October. Where clocks are
 * put forward over the time it runs at the next that exists; where they show it twice it runs the first time.
 */
export function nextRun(calendar: Calendar, after: number): number {
  const time = timeInDay(calendar.at)
  const made = new Date(wallAt(calendar.zone, calendar.created))
  for (const date of datesFrom(calendar.every, made, wallAt(calendar.zone, after))) {
    const instant = instantOf(calendar.zone, date + time)
    if (instant > after) return instant
  }
  throw new Error(`No run of ${JSON.stringify(calendar)} after ${after}.`)
}

/** On which days it runs, in words: `every Tuesday`. */
export function daysOf(calendar: Calendar): string {
  const made = new Date(wallAt(calendar.zone, calendar.created))
  if (calendar.every === 'quarterly') return 'on the first day of January, April, July and October'
  if (calendar.every === 'weekly') {
    const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(made)
    return `every ${weekday}`
  }
  const date = made.getUTCDate()
  return date > 28 ? `every month on day ${date}, or its last` : `every month on day ${date}`
}

/** Midnights of the days on which it is due, in order, from just before the day of `wall` on. */
function* datesFrom(every: Calendar['every'], made: Date, wall: Wall): Generator<Wall> {
  const today = new Date(wall)
  const [year, month, date] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()]
  if (every === 'weekly') {
    const since = (today.getUTCDay() - made.getUTCDay() + 7) % 7
    for (let week = -1; week <= 2; week += 1) yield Date.UTC(year, month, date - since) + week * 7 * day
    return
  }
  if (every === 'quarterly') {
    const first = month - (month % 3)
    for (let quarter = -1; quarter <= 2; quarter += 1) yield Date.UTC(year, first + quarter * 3, 1)
    return
  }
  for (let ahead = -1; ahead <= 2; ahead += 1) {
    const last = new Date(Date.UTC(year, month + ahead + 1, 0)).getUTCDate()
    yield Date.UTC(year, month + ahead, Math.min(made.getUTCDate(), last))
  }
}

/** Milliseconds since midnight. */
function timeInDay(at: string): number {
  const [hours, minutes] = at.split(':').map(Number)
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * minute
}
