import {
  type ScheduleShown,
  scheduledCard,
  schedulesCard,
  unscheduledCard,
} from '../../blocks/cards/schedule.ts'
import { daysOf } from '../../jobs/calendar.ts'
import type { Schedule } from '../../jobs/schedules.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Request, ScheduleWords } from '../request.ts'
import type { Desk } from './desk.ts'
import type { Heard } from './port.ts'
import { chooseRepository } from './repositories.ts'
import { reply } from './say.ts'

/** Schedules of one channel; their list stays one message. */
const most = 50

/** Keeps a schedule and says in the channel, to everybody who will get its reports, when it runs. */
export async function hearSchedule(heard: Heard, asked: ScheduleWords, desk: Desk): Promise<void> {
  const { platform, place, person } = heard
  const { every, at, zone, paths, ref } = asked
  const repository = chooseRepository(desk.repositories, asked.repository)
  const there = await desk.schedules.of(platform.name, place.channel)
  const wanted = { every, at, zone, paths, ref, repository: repository.name }
  const same = there.find((schedule) => sameWish(schedule, wanted))
  if (same) {
    const next = `It is schedule ${same.number}; to end it, say: unschedule ${same.number}.`
    throw new Refusal('usage', 'That schedule is there already.', next)
  }
  if (there.length >= most) {
    const next = 'End one first: unschedule and its number. The numbers are listed by: schedules.'
    throw new Refusal('usage', `This channel has ${there.length} schedules, the most that it can have.`, next)
  }
  const schedule = await desk.schedules.add(wanted, { platform: platform.name, place, person })
  try {
    await platform.post(place, [scheduledCard(shown(schedule))])
  } catch (error) {
    // Where we cannot speak no report would arrive either.
    await desk.schedules.end(platform.name, place.channel, schedule.number)
    throw error
  }
}

/** Lists the schedules that report in this channel, each with its next run. */
export async function hearSchedules(heard: Heard, desk: Desk): Promise<void> {
  const there = await desk.schedules.of(heard.platform.name, heard.place.channel)
  await reply(heard, schedulesCard(there.map(shown)))
}

/** Ends a schedule of this channel, and says so to everybody there. */
export async function hearUnschedule(
  heard: Heard,
  { number }: Extract<Request, { kind: 'unschedule' }>,
  desk: Desk,
): Promise<void> {
  const { platform, place } = heard
  const ended = await desk.schedules.end(platform.name, place.channel, number)
  if (ended === null) {
    const next = 'The numbers are listed by: schedules.'
    throw new Refusal('not-found', `There is no schedule ${number} in this channel.`, next)
  }
  await platform.post(place, [unscheduledCard(shown(ended))])
}

function shown(schedule: Schedule): ScheduleShown {
  return { ...schedule, days: daysOf(schedule) }
}

function sameWish(a: Wish, b: Wish): boolean {
  const key = ({ every, at, zone, paths, ref, repository }: Wish) =>
    JSON.stringify([every, at, zone, [...paths].sort(), ref, repository])
  return key(a) === key(b)
}
type Wish = Pick<Schedule, 'every' | 'at' | 'zone' | 'paths' | 'ref' | 'repository'>
