import { z } from 'zod'
import { periods, timeOfDay } from '../../jobs/calendar.ts'
import { timeZone, zoneNames } from '../../jobs/calendar-zone.ts'
import { Refusal } from '../../review/refusal.ts'
import { nearest } from '../conversation/nearest.ts'
import { notFollowed, operand, saidTwice } from './operand.ts'
import { pathsOf } from './path.ts'

export const ScheduleWords = z.object({
  kind: z.literal('schedule'),
  every: z.enum(periods),
  /** Local time of the day, `09:00`. */
  at: z.string(),
  /** An IANA time zone. */
  zone: z.string(),
  /** As in a review. */
  paths: z.array(z.string().min(1)).readonly(),
  ref: z.string().min(1).nullable(),
  repository: z.string().min(1).nullable(),
})
export type ScheduleWords = z.infer<typeof ScheduleWords>

const example = 'Write for example: schedule quarterly at 09:00 Europe/Berlin for lib/cluster.'
const grammar = { keywords: new Set(['at', 'for', 'on', 'of', 'and']), example }

/**
 * Reads what stands after `schedule`: `quarterly|monthly|weekly [at 09:00] [Europe/Berlin] for <path…> [on <ref>]
 * [of <name>]`. Unsaid, the time is 09:00 and the zone UTC.
 */
export function readSchedule(tokens: readonly string[]): ScheduleWords {
  const [first, ...rest] = tokens
  const every = periodOf(first)
  let at: string | null = null
  let zone: string | null = null
  let named: string[] | null = null
  let ref: string | null = null
  let repository: string | null = null
  /** It stands after the period or after the time. */
  let zoneMayFollow = true
  for (let next = 0; next < rest.length; next += 1) {
    const token = rest[next] ?? ''
    const keyword = token.toLowerCase()
    switch (keyword) {
      case 'at':
        at = timeOf(operand('at', at, rest[++next], grammar))
        break
      case 'for':
        if (named !== null) throw saidTwice('for', example)
        named = pathTokens(rest.slice(next + 1))
        next += named.length
        if (named.length === 0) throw notFollowed('for', example)
        break
      case 'on':
        ref = operand('on', ref, rest[++next], grammar)
        break
      case 'of':
        repository = operand('of', repository, rest[++next], grammar)
        break
      default:
        if (!zoneMayFollow) throw new Refusal('usage', `"${token}" is one word too many.`, example)
        zone = zoneOf(token)
    }
    zoneMayFollow = keyword === 'at' && zone === null
  }
  if (named === null) {
    const next = `Say for and a path; the whole repository is: for . ${example}`
    throw new Refusal('usage', 'It is not said what to review.', next)
  }
  const paths = pathsOf(named.filter((token) => token.toLowerCase() !== 'and'))
  return { kind: 'schedule', every, at: at ?? '09:00', zone: zone ?? 'UTC', paths, ref, repository }
}

/** Up to the next keyword; `and` and commas may stand between paths. */
function pathTokens(tokens: readonly string[]): string[] {
  const end = tokens.findIndex((token) => /^(?:at|for|on|of)$/i.test(token))
  const own = tokens.slice(0, end === -1 ? tokens.length : end)
  return own.every((token) => token.toLowerCase() === 'and') ? [] : own
}

function periodOf(token: string | undefined): ScheduleWords['every'] {
  const word = token?.toLowerCase()
  const found = periods.find((period) => period === word)
  if (found) return found
  if (token === undefined || grammar.keywords.has(word ?? '')) {
    throw new Refusal('usage', 'It is not said how often.', `Say weekly, monthly or quarterly. ${example}`)
  }
  const [meant] = nearest(token, periods)
  throw new Refusal(
    'usage',
    `"${token}" is not a period that I know.`,
    meant ? `Did you mean ${meant}?` : 'Say weekly, monthly or quarterly.',
  )
}

function timeOf(token: string): string {
  const time = timeOfDay(token)
  if (time !== null) return time
  throw new Refusal('usage', `"${token}" is not a time of the day.`, 'Write it from 00:00 to 23:59.')
}

function zoneOf(token: string): string {
  const zone = timeZone(token)
  if (zone !== null) return zone
  const [meant] = zonesNear(token)
  const next = meant
    ? `Did you mean ${meant}?`
    : 'Write it as Europe/Berlin or UTC; paths stand after for, as in: schedule weekly for lib/cluster.'
  throw new Refusal('usage', `"${token}" is not a time zone that I know.`, next)
}

/** Zones that somebody may have meant: those of a near name, or of a city of that name. */
function zonesNear(said: string): string[] {
  const zones = zoneNames()
  const city = (zone: string) => zone.slice(zone.lastIndexOf('/') + 1)
  const cities = nearest(city(said), zones.map(city))
  return [...nearest(said, zones), ...cities.flatMap((near) => zones.filter((zone) => city(zone) === near))]
}
