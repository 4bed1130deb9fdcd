import { denialBehind } from './denial-behind.ts'
import { denialOf, sentenceAround } from './negation.ts'
import type { Said } from './said.ts'
import type { Spelled } from './spelling.ts'

const milliseconds: Readonly<Record<string, number>> = {
  us: 0.001,
  microseconds: 0.001,
  ms: 1,
  s: 1_000,
  seconds: 1_000,
  minute: 60_000,
  minutes: 60_000,
}
const unit = '(us|microseconds|ms|s|seconds|minutes?)'
const duration = new RegExp(`(?<![a-z0-9.])(?:sub )?(-?\\d+(?:\\.\\d+)?) ${unit}(?![a-z0-9])`, 'g')
const subUnit = /(?<![a-z0-9])sub (ms|seconds|microseconds)(?![a-z0-9])/g
const aSecond =
  /(?<![a-z0-9])(?:within|under|below|less than|in|wait|waits|wait for|wait up to|at most|p99 of|budget of|latency of|takes|take) (?:about |up to )?(half )?an? seconds(?![a-z0-9])/g
const digits = /(?<![a-z0-9])(single|double) digit ms(?![a-z0-9])/g
/** What makes a duration the time that a caller waits. */
const waits =
  /\b(?:latency|latencies|p9\d+|p 9\d+|p 99|p 95|budget|respond|responds|response|responses|answer|answers|answered|reply|replies|ack|acks|acked|acknowledged?|acknowledges|round trip|slo|sla|writes?|requests?|redemption|clicks?|calls?|checks?|decision|decide|under|below|less than|faster|sub|within|at most|max|maximum|users? (?:wait|notice)|keystrokes?|commit|commits|complete|completes|finish|finishes|return|returns|slower|longer|or less|or faster|open|opens|(?:may|must|should|can|to)(?: not)? take|waits?|waiting|patience|tolerate|tolerates|feels?|p50|p999)\b|[<≤] ?$/
/** What makes it something else: an interval, a lease, how fast a failure or a change is noticed. */
const elsewhere =
  /\b(?:visible|shows?|shown|seen|appears?|propagate[sd]?|propagation|spread|converge[sd]?|fail ?over|take ?over|detect(?:ed|ion)?|recover(?:y|s|ed)?|stale|staleness|synced|expires?|expiry|ttl|leases?|timeout|time out|hold|holds|held|interval|ago|lasts?|downtime|outages?|down|restart|window|lag|behind|disagreement|delayed)\b|\b(?:every|each|per|for|after|last) $/

/** Work in the background waits, and nobody with it. */
const patient =
  /\b(?:jobs?|tasks?|batch(?:es)?|mails?|emails?|reports?|messages?|imports?|sync|workers?|nodes?) (?:[a-z]+ )?waits?\b/
/** A wait for something else than the answer to a write. */
const awaited =
  /^ (?:for|until|before|till|to) (?:an? |the |their |its )?(?:fail ?over|new leader|leader|propagation|see|show|appear|take ?over|sync|reconnect|change|changes|update|updates|restart|lock|replica)/

/** The time that a write may take, as the words state it; the shortest where several are. */
export function latencySaid(spelled: Spelled): Said | null {
  const { text } = spelled
  let best: { value: number; from: number; length: number } | null = null
  const add = (value: number, from: number, length: number) => {
    const rounded = value > 0 ? Math.max(1, Math.round(value)) : value
    if (best === null || rounded < best.value) best = { value: rounded, from, length }
  }
  for (const match of text.matchAll(duration)) {
    const clause = clauseAround(text, match.index, match[0].length)
    const before = clause.before
    if (!waits.test(before) && !waits.test(clause.after) && !match[0].startsWith('sub ')) continue
    if (/\b(?:runs?|jobs?|tasks?|batch(?:es)?|imports?)\b.*\btakes?\b/.test(before)) continue
    const near = before.split(' ').slice(-6).join(' ')
    if (
      elsewhere.test(near) ||
      /^ (?:of (?:staleness|disagreement|lag|delay|downtime|data loss)|stale|behind|lease|ttl|timeout)/.test(
        clause.after,
      )
    )
      continue
    if (
      patient.test(before) ||
      awaited.test(clause.after) ||
      denialBehind(text, match.index, match.index + match[0].length) === 'denied'
    )
      continue
    if (elsewhere.test(before) && !/\b(?:latency|p9\d|budget|respond|answer)/.test(before)) continue
    add(Number(match[1]) * (milliseconds[match[2] ?? 'ms'] ?? 1), match.index, match[0].length)
  }
  for (const match of text.matchAll(subUnit)) {
    if (denialOf(text, match.index, match.index + match[0].length) === 'denied') continue
    add(match[1] === 'seconds' ? 1_000 : 1, match.index, match[0].length)
  }
  for (const match of text.matchAll(aSecond)) {
    if (!elsewhere.test(clauseAround(text, match.index, match[0].length).before)) {
      add(match[1] ? 500 : 1_000, match.index, match[0].length)
    }
  }
  for (const match of text.matchAll(digits)) add(match[1] === 'single' ? 9 : 99, match.index, match[0].length)
  const found = best as { value: number; from: number; length: number } | null
  if (found === null) return null
  return { key: 'latency_ms', value: found.value, ...spelled.written(found.from, found.from + found.length) }
}

const readers = '(?:reads?|reading|look ?ups?|queries|gets|fetches|views|read only)'
const writers = '(?:writes?|writing|updates|changes|edits|puts|inserts|appends|mutations)'
const sharedOut =
  '(?: or more| of (?:the |all |our )*(?:requests|traffic|operations|ops|calls|load|accesses|work ?load))?(?: (?:is|are|will be|go to|goes to|being))? (?:just |only |pure |plain )?'
const readShare = new RegExp(`(?<![a-z0-9.])(\\d+(?:\\.\\d+)?) %${sharedOut}${readers}(?![a-z0-9])`, 'g')
const writeShare = new RegExp(`(?<![a-z0-9.])(\\d+(?:\\.\\d+)?) %${sharedOut}${writers}(?![a-z0-9])`, 'g')
const readsAre = (who: string) =>
  new RegExp(
    `(?<![a-z0-9.])${who} (?:are|is|make up|account for|form|at) (?:about |around |roughly |over |more than |only |just |at least )*(\\d+(?:\\.\\d+)?) %`,
    'g',
  )
const outOf = (who: string) =>
  new RegExp(
    `(?<![a-z0-9.])(\\d+) (?:out of|of|in) (?:every |each )?(\\d+) (?:requests|operations|calls|accesses|ops)? ?(?:are|is) ${who}(?![a-z0-9])`,
    'g',
  )
const perWrite =
  /(?<![a-z0-9.])(\d+) (?:reads?|lookups?|queries) (?:per|for (?:each|every|1)|to (?:1|each|every)|for|against|on) (?:1 |each |every |a )?(?:writes?|updates?|changes?)\b/g
const perReads =
  /(?<![a-z0-9.])(?:1|an?) (?:single )?(?:write|update|change) (?:per|for (?:each|every)?|to|in|on|every|against) ?(?:every )?(\d+) (?:reads?|lookups?|queries)\b/g
const outnumber =
  /(?<![a-z0-9])(reads?|lookups?|queries|writes?|updates?) (?:outnumber|exceed|outweigh|beat) (?:the )?(?:reads?|lookups?|queries|writes?|updates?) (?:by )?(?:about |around |roughly |at least |more than )?(\d+) (?::|to) 1(?![a-z0-9])/g
const ratioFirst = /(?<![a-z0-9.])(\d+) (?::|to|\/) (\d+) (?:reads?)\b/g
const ratio =
  /(?:read|reads) (?:to |: |\/ |and )?(?:write|writes)? ?(?:ratio )?(?:is |of |about |around |: )*(\d+) (?::|to) (\d+)/g

/** Reads and writes by their share: more than 95 % reads is `read`, more than half writes is `write`. */
export function mixSaid(spelled: Spelled): Said | null {
  const { text } = spelled
  const said = (share: number, match: RegExpMatchArray): Said => {
    const from = match.index ?? 0
    const there = spelled.written(from, from + match[0].length)
    // "95+ %" and "over 95 %" are more than the figure itself.
    const isMore =
      there.quote.includes('+') || /\b(?:over|above|more than|at least|> ?) $/.test(text.slice(0, from))
    const isRead = share > 95 || (share === 95 && isMore)
    return { key: 'mix', value: isRead ? 'read' : share < 40 ? 'write' : 'balanced', ...there }
  }
  for (const match of text.matchAll(readShare)) return said(Number(match[1]), match)
  for (const match of text.matchAll(writeShare)) return said(100 - Number(match[1]), match)
  for (const match of text.matchAll(readsAre(readers))) return said(Number(match[1]), match)
  for (const match of text.matchAll(readsAre(writers))) return said(100 - Number(match[1]), match)
  for (const match of text.matchAll(outOf(readers))) {
    return said((100 * Number(match[1])) / Math.max(1, Number(match[2])), match)
  }
  for (const match of text.matchAll(outOf(writers))) {
    return said(100 - (100 * Number(match[1])) / Math.max(1, Number(match[2])), match)
  }
  for (const match of [...text.matchAll(perWrite), ...text.matchAll(perReads)]) {
    return said(100 * (Number(match[1]) / (Number(match[1]) + 1)), match)
  }
  for (const match of text.matchAll(outnumber)) {
    const share = 100 * (Number(match[2]) / (Number(match[2]) + 1))
    return said(/^(?:w|u)/.test(match[1] ?? '') ? 100 - share : share, match)
  }
  for (const match of [...text.matchAll(ratio), ...text.matchAll(ratioFirst)]) {
    const [reads, writes] = [Number(match[1]), Number(match[2])]
    return said((100 * reads) / Math.max(1, reads + writes), match)
  }
  return null
}

const places =
  /(?<![a-z0-9.])(\d+) (?:aws |cloud |gcp |azure |geographic |different |separate )*(regions?|data centers?|dcs?|continents?|countries)(?![a-z0-9])/g
const zoneNames = /(?<![a-z0-9-])[a-z]{2}-(?:[a-z]+-){1,2}\d(?![a-z0-9])/g

/** Several regions by their number or their names; one by its name. */
export function regionsSaid(spelled: Spelled): Said | null {
  const { text } = spelled
  for (const match of text.matchAll(places)) {
    const denied = denialOf(text, match.index, match.index + match[0].length) === 'denied'
    if (Number(match[1]) >= 2)
      return {
        key: 'regions',
        value: denied ? 1 : 2,
        ...spelled.written(match.index, match.index + match[0].length),
      }
  }
  const named = [...text.matchAll(zoneNames)]
  const [first] = named
  if (first === undefined) return null
  const value = new Set(named.map(([name]) => name)).size > 1 ? 2 : 1
  return { key: 'regions', value, ...spelled.written(first.index, first.index + first[0].length) }
}

function clauseAround(text: string, from: number, length: number): { before: string; after: string } {
  const sentence = sentenceAround(text, from)
  const start = Math.max(0, text.lastIndexOf(sentence, from))
  const before = text.slice(start, from)
  const after = text.slice(from + length, start + sentence.length)
  const cut = before.lastIndexOf(' , ')
  const end = after.indexOf(' , ')
  return {
    before: cut === -1 ? before : before.slice(cut + 2),
    after: end === -1 ? after : after.slice(0, end),
  }
}
