import type { Trace } from '../../review/report.ts'

/** A message between two lanes, as the words of a step tell it. */
interface Message {
  readonly from: string
  readonly to: string
}

/** What a row of a timeline shows besides its words. */
export interface Row {
  readonly lane: string
  readonly time: string
  readonly text: string
  /** The state afterwards. */
  readonly after: string
  readonly message: Message | null
  /** Lanes that lead, own or hold after it; null where the words name nobody in that part. */
  readonly holders: readonly string[] | null
  /** Lanes on the first side, from this row on; null where nothing is cut here. */
  readonly cut: readonly string[] | null
  readonly heals: boolean
}

/** Words that carry something from the lane of a step to another, and those that tell of what arrives from it. */
const outward = [/\b(?:calls|asks|tells) (?:the )?(.+)/, /\bsends .*? to (?:its neighbour )?(.+)/]
const inward = [/\bhandles the DOWN of (.+)/]

/** A trace row by row. What its words do not say is not drawn. */
export function rows(trace: Trace): Row[] {
  return trace.events.map((event, at) => {
    const step = trace.steps[at] ?? ''
    const time = trace.unit === 'ms' ? `${event.at.toLocaleString('en-US')} ms` : String(event.at + 1)
    const from = step.indexOf(event.text)
    const after = from === -1 ? '' : step.slice(from + event.text.length).trim()
    return {
      lane: event.lane,
      time,
      text: event.text,
      after,
      message: message(event.lane, event.text, trace.lanes),
      holders: holders(after, trace.lanes),
      cut: firstSide(event.text, trace.lanes),
      heals: /\bnetwork heals\b/.test(event.text),
    }
  })
}

function message(lane: string, text: string, lanes: readonly string[]): Message | null {
  for (const words of outward) {
    const to = named(words.exec(text)?.[1], lanes)
    if (to !== null && to !== lane) return { from: lane, to }
  }
  for (const words of inward) {
    const from = named(words.exec(text)?.[1], lanes)
    if (from !== null && from !== lane) return { from, to: lane }
  }
  const written = /\bwrites\b/.test(text) && lane !== 'resource' && lanes.includes('resource')
  return written ? { from: lane, to: 'resource' } : null
}

/** The lane that words begin with. */
function named(words: string | undefined, lanes: readonly string[]): string | null {
  if (words === undefined) return null
  const found = lanes.filter((lane) => words.startsWith(lane) && !/^\w/.test(words.slice(lane.length)))
  return found.sort((a, b) => b.length - a.length)[0] ?? null
}

function holders(after: string, lanes: readonly string[]): string[] | null {
  const said =
    /\b(?:Leaders|Owners?)(?:, [^:]*)?: ([^.]+)\./.exec(after)?.[1] ??
    /(?:^|\. )(.+?) (?:both )?owns? it\b/.exec(after)?.[1]
  if (said === undefined) return null
  const names = said.split(/, | and /)
  return lanes.filter((lane) => names.includes(lane))
}

/** `The network splits {a} | {b, c}`: the lanes of {a}. Of lanes that are groups, the first stands on its side. */
function firstSide(text: string, lanes: readonly string[]): string[] | null {
  const sides = /\bnetwork splits (.+?)[;.]/.exec(text)?.[1]?.split(' | ')
  const [side] = sides ?? []
  if (side === undefined) return null
  const members = side.replace(/[{}]/g, '').split(', ')
  const found = lanes.filter((lane) => members.includes(lane))
  return found.length > 0 ? found : null
}
