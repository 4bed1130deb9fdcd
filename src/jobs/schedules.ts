import { addSchedule, removeSchedule, type ScheduleRow, schedulesOf } from '../store/schedules.ts'
import type { Database } from '../store/store.ts'
import { type Calendar, nextRun } from './calendar.ts'
import type { Place, Platform } from './platform.ts'

/** A review that comes again by the calendar, and the channel that its reports come to. */
export interface Schedule extends Calendar {
  /** What people call it by. */
  readonly number: number
  readonly platform: Platform['name']
  readonly channel: string
  /** By the name that it is connected under. */
  readonly repository: string
  readonly paths: readonly string[]
  readonly ref: string | null
  /** Milliseconds. */
  readonly next: number
}

type Wanted = Pick<Schedule, 'every' | 'at' | 'zone' | 'repository' | 'paths' | 'ref'>

/** Where and by whom it was asked for. */
interface Asked {
  readonly platform: Platform['name']
  readonly place: Place
  readonly person: { readonly id: string; readonly name: string }
}

/** The schedules that are kept. A channel sees and ends its own only. */
export interface Schedules {
  add(wanted: Wanted, asked: Asked): Promise<Schedule>
  /** By their numbers. */
  of(platform: Platform['name'], channel: string): Promise<Schedule[]>
  /** Resolves to what it was, or null where the channel has none of that number. */
  end(platform: Platform['name'], channel: string, number: number): Promise<Schedule | null>
}

/** `clock` in milliseconds. */
export function createSchedules(db: Database, clock: () => number): Schedules {
  return {
    async add(wanted, { platform, place, person }) {
      const created = clock()
      const row = await addSchedule(db, {
        ...wanted,
        platform,
        channel: place.channel,
        thread: place.thread,
        person: person.id,
        personName: person.name,
        created: new Date(created),
        nextRun: new Date(nextRun({ ...wanted, created }, created)),
      })
      return scheduleOfRow(row)
    },
    async of(platform, channel) {
      const rows = await schedulesOf(db, platform, channel)
      return rows.map(scheduleOfRow)
    },
    async end(platform, channel, number) {
      const row = await removeSchedule(db, platform, channel, number)
      return row === undefined ? null : scheduleOfRow(row)
    },
  }
}

export function scheduleOfRow(row: ScheduleRow): Schedule {
  const { id, platform, channel, repository, paths, ref, every, at, zone, created, nextRun: next } = row
  return {
    number: id,
    platform,
    channel,
    repository,
    paths,
    ref,
    every,
    at,
    zone,
    created: created.getTime(),
    next: next.getTime(),
  }
}
