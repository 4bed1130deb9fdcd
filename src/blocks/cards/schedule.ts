import type { Card, Line, Part } from '../card.ts'
import { code, heading, line, list, text } from './runs.ts'
import { subject } from './words.ts'

/** A schedule as people see it. */
export interface ScheduleShown {
  /** What `unschedule` takes. */
  readonly number: number
  readonly repository: string
  readonly paths: readonly string[]
  readonly ref: string | null
  readonly every: 'weekly' | 'monthly' | 'quarterly'
  /** On which days: `every Tuesday`. */
  readonly days: string
  /** Local time, `09:00`. */
  readonly at: string
  readonly zone: string
  /** Milliseconds; the next run. */
  readonly next: number
}

/** `1 July 2025, 09:00 Europe/Berlin`. */
export function momentWords(instant: number, zone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
  return `${dateWords(instant, zone)}, ${time.format(instant)} ${zone}`
}

/** `1 July 2025`, as the calendar in the zone has it. */
export function dateWords(instant: number, zone: string): string {
  const date = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'long' })
  return date.format(instant)
}

/** What was agreed: what, when, where the report comes, and how to end it. */
export function scheduledCard(schedule: ScheduleShown): Card {
  const { number, days, at, zone, next } = schedule
  return {
    summary: `Schedule ${number}: ${subject(schedule)} is reviewed ${days}, at ${at} ${zone}.`,
    parts: [
      line(
        text(`Schedule ${number}: `),
        ...whatOf(schedule),
        text(` is reviewed ${days}, at ${at} ${zone}.`),
      ),
      line(text(`First run: ${momentWords(next, zone)}. Its report comes in this channel.`)),
      line(text('To end it: '), code(`unschedule ${number}`)),
    ],
  }
}

/** The schedules of a channel with the next run of each, or that there are none. */
export function schedulesCard(schedules: readonly ScheduleShown[]): Card {
  if (schedules.length === 0) {
    return {
      summary: 'No schedule reports in this channel.',
      parts: [
        line(text('No schedule reports in this channel.')),
        line(text('Make one: '), code('schedule quarterly at 09:00 Europe/Berlin for lib/cluster')),
      ],
    }
  }
  const title = schedules.length === 1 ? 'One schedule' : `${schedules.length} schedules`
  return {
    summary: `${title} in this channel.`,
    parts: [heading(`${title} in this channel`), ...list(schedules.map(scheduleLine)), howToEnd()],
  }
}

/** That it has ended, and what it was. */
export function unscheduledCard(schedule: Omit<ScheduleShown, 'next'>): Card {
  const { number, days, at, zone } = schedule
  return {
    summary: `Schedule ${number} has ended.`,
    parts: [
      line(
        text(`Schedule ${number} has ended: `),
        ...whatOf(schedule),
        text(` is not reviewed ${days}, at ${at} ${zone}, any more.`),
      ),
    ],
  }
}

function scheduleLine(schedule: ScheduleShown): Line {
  const { number, every, zone, next } = schedule
  return [text(`${number} · ${every} · `), ...whatOf(schedule), text(` · next ${momentWords(next, zone)}`)]
}

/** `lib/cluster` of shop at `main`. */
export function whatOf(schedule: Pick<ScheduleShown, 'repository' | 'paths' | 'ref'>): Line {
  const what = subject(schedule)
  return [
    code(what),
    ...(what === schedule.repository ? [] : [text(` of ${schedule.repository}`)]),
    ...(schedule.ref === null ? [] : [text(' at '), code(schedule.ref)]),
  ]
}

function howToEnd(): Part {
  return line(text('To end one: '), code('unschedule'), text(' and its number.'))
}
