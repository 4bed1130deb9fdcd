/** A wall clock reading, as the milliseconds since the epoch at which UTC would show it. */
export type Wall = number

const minute = 60_000
const day = 24 * 60 * minute

/** The zone as IANA spells it, or null where there is none of that name. Offsets such as +02:00 are none: they know no summer. */
export function timeZone(said: string): string | null {
  if (!/^[a-z][a-z0-9_+/-]*$/i.test(said)) return null
  const known = names().get(said.toLowerCase())
  if (known !== undefined) return known
  try {
    const { timeZone: found } = new Intl.DateTimeFormat('en', { timeZone: said }).resolvedOptions()
    return found
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Every zone by its own name, without the older names that `timeZone` takes as well. */
export function zoneNames(): readonly string[] {
  return [...names().values()]
}

let known: ReadonlyMap<string, string> | undefined
/** By their lower-case names. */
function names(): ReadonlyMap<string, string> {
  known ??= new Map(['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => [zone.toLowerCase(), zone]))
  return known
}

const clocks = new Map<string, Intl.DateTimeFormat>()
function clockOf(zone: string): Intl.DateTimeFormat {
  const kept = clocks.get(zone)
  if (kept) return kept
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(zone, clock)
  return clock
}

/** What clocks show in the zone at an instant, to the second. Throws RangeError for an unknown zone. */
export function wallAt(zone: string, instant: number): Wall {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const of = (part: Intl.DateTimeFormatPartTypes) => parts.get(part) ?? 0
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
}

/**
 * The first instant at which clocks in the zone show `wall`; where they never do, because they are put forward over
 * it, the instant at which they are: the next time that exists. `wall` is whole seconds.
 */
export function instantOf(zone: string, wall: Wall): number {
  // No offset reaches a day, so these stand on both sides of any change that concerns this wall time.
  const before = offsetAt(zone, wall - day)
  const after = offsetAt(zone, wall + day)
  const shown = [wall - before, wall - after].filter((instant) => wallAt(zone, instant) === wall)
  if (shown.length > 0) return Math.min(...shown)
  let earlier = wall - after
  let later = wall - before
  while (later - earlier > 1_000) {
    const middle = earlier + Math.floor((later - earlier) / 2_000) * 1_000
    if (wallAt(zone, middle) < wall) earlier = middle
    else later = middle
  }
  return later
}

/** Milliseconds east of UTC; `instant` is whole seconds. */
function offsetAt(zone: string, instant: number): number {
  return wallAt(zone, instant) - instant
}
