import { Refusal } from '../../refusal.ts'
import { dimensions } from '../dimensions.ts'
import type { Answer, DataKind, DimensionKey, Service } from '../profile.ts'
import { denialBehind, isTooLittle } from './denial-behind.ts'
import { latencySaid, mixSaid, regionsSaid } from './figures.ts'
import { kindPhrases } from './kinds.ts'
import { needPhrases } from './needs.ts'
import { denialOf, isNegated } from './negation.ts'
import { nodesSaid } from './node-count.ts'
import type { Said } from './said.ts'
import { servicesSaid } from './services-said.ts'
import { type Spelled, spelled } from './spelling.ts'

/** What was read from somebody's words. */
export interface UseCaseRead {
  /** At most one a dimension, in the order of the dimensions; a dimension that the words leave open is absent. */
  readonly said: readonly Said[]
  /** Services that the words deny: what a repository shows of them does not count. */
  readonly without: readonly Service[]
  /** What was set aside: a second kind of data, an answer that a stricter one overrules, a service that is only considered. */
  readonly notes: readonly string[]
}

/** Of two answers that are both said the stricter is taken. */
const strictest: Partial<Record<DimensionKey, readonly Answer[]>> = {
  conflict: ['lww-ok', 'merge', 'reject'],
  mix: ['balanced', 'read', 'write'],
}
const longest = 4_000

/**
 * Reads what a use case states from plain English words, each answer with the words that it was read from. Nothing is
 * guessed: what the words leave open is not in the answer. Throws Refusal('usage') for no words, too many, or a figure
 * that no dimension allows.
 */
export function readUseCase(words: string): UseCaseRead {
  if (words.trim() === '') {
    throw new Refusal(
      'usage',
      'The use case is empty.',
      'Say what the data is and what it must withstand, for example: a shopping cart that works offline, 40 nodes, Postgres.',
    )
  }
  if (words.length > longest) {
    throw new Refusal(
      'usage',
      `The use case is ${words.length.toLocaleString('en')} characters long.`,
      `Say it in at most ${longest.toLocaleString('en')}.`,
    )
  }
  const text = spelled(words)
  const notes: string[] = []
  const services = infraSaid(text, notes)
  const data = dataSaid(text, notes)
  const needs = needsSaid(text, notes)
  const isRemote = needs.some(
    ({ key, value }) => (key === 'offline' && value !== 0) || (key === 'regions' && value === 3),
  )
  const found = [data, nodesSaid(text, isRemote, notes), latencySaid(text), ...needs, services.said].filter(
    (each): each is Said => each !== null,
  )
  for (const each of found) refuseImpossible(each)
  const said = dimensions.flatMap(({ key }) => {
    const first = found.find((each) => each.key === key)
    return first ? [{ key: first.key, value: first.value, quote: first.quote, at: first.at }] : []
  })
  return { said, without: services.without, notes }
}

function refuseImpossible({ key, value, quote }: Said): void {
  const dimension = dimensions.find((each) => each.key === key)
  if (dimension?.kind !== 'number') return
  const number = Number(value)
  if (Number.isInteger(number) && number >= dimension.min && number <= dimension.max) return
  throw new Refusal(
    'usage',
    `"${quote}" gives \`${key}\` the value ${number}, which it cannot have.`,
    `It is a whole number from ${dimension.min} to ${dimension.max.toLocaleString('en')}.`,
  )
}

function dataSaid(text: Spelled, notes: string[]): Said | null {
  const found: { kind: DataKind; weight: number; from: number; to: number }[] = []
  for (const { kind, weight, says } of kindPhrases) {
    for (const match of text.text.matchAll(says)) {
      const to = match.index + match[0].length
      // Phrases that begin with a denial hold it; of the rest, what is denied is not there.
      if (
        /^(?:never|not|must|should|may|can|does|do)\b/.test(match[0]) ||
        (!isNegated(text.text, match.index) && !isLeftOut(text.text, match.index, to))
      ) {
        found.push({ kind, weight, from: match.index, to })
      }
    }
  }
  const inner = found.filter(
    (each) =>
      !found.some(
        (other) =>
          other !== each &&
          other.from <= each.from &&
          other.to >= each.to &&
          other.to - other.from > each.to - each.from,
      ),
  )
  inner.sort((a, b) => b.weight - a.weight || a.from - b.from || b.to - a.to)
  const [first] = inner
  if (first === undefined) return null
  const others = [...new Set(inner.map(({ kind }) => kind))].filter((kind) => kind !== first.kind)
  if (others.length > 0) {
    const quotes = others.map((kind) => {
      const other = inner.find((each) => each.kind === kind)
      return `${kind} ("${other ? text.written(other.from, other.to).quote : kind}")`
    })
    notes.push(
      `Read as ${first.kind}; also mentioned: ${quotes.join(', ')}. Each kind of data is a use case of its own.`,
    )
  }
  return { key: 'data', value: first.kind, ...text.written(first.from, first.to) }
}

/** `Ordering is not needed` leaves a kind out; `presence is not critical` and `jobs can wait` do not. */
function isLeftOut(text: string, from: number, to: number): boolean {
  if (denialBehind(text, from, to) !== 'denied') return false
  return !/^[^.,;!?]*\b(?:important|critical|concern|relevant|priority|priorities|essential|can wait|may wait|later)\b/.test(
    text.slice(to),
  )
}

function needsSaid(text: Spelled, notes: string[]): Said[] {
  const found: (Said & { readonly from: number; readonly to: number })[] = []
  const figures = [mixSaid(text), regionsSaid(text)]
  for (const figure of figures) if (figure !== null) found.push({ ...figure, from: -1, to: -1 })
  for (const { key, value, says, denied, whole } of needPhrases) {
    for (const match of text.text.matchAll(says)) {
      const from = match.index
      const to = from + match[0].length
      const denial = whole === true ? denialBehind(text.text, from, to) : denialOf(text.text, from, to)
      if (isTooLittle(text.text, to)) continue
      const answer = denial === null ? value : denial === 'denied' ? denied : undefined
      if (answer === undefined) continue
      if (key === 'offline' && answer === 1 && writing.test(match[0])) continue
      found.push({ key, value: answer, ...text.written(from, to), from, to })
    }
  }
  const left = overruled(found, text)
  if (left.some(({ key, value }) => key === 'offline' && value !== 0)) {
    for (const match of text.text.matchAll(offlineClient)) {
      const to = match.index + match[0].length
      left.push({ key: 'regions', value: 3, ...text.written(match.index, to), from: match.index, to })
    }
  }
  return merged(left, notes)
}

/** Words that make reading without a connection more than reading. */
const writing =
  /\b(?:writ|edit|chang|updat|add(?:s|ing)?\b|enter|order|sell|book|record(?:s|ing)?\b|modif|work|accept)/

/** Whoever works offline with one of these is at the far end of the internet. */
const offlineClient =
  /(?<![a-z0-9'])(?:(?:smart ?)?phones?|mobiles?|tablets?|devices?|handhelds?|scanners?|laptops?|mobile apps?|trains?|tube|underground|planes?|ships?|vessels?|trucks?|vehicles?|ambulances?|tractors?|drones?|internet|wifi|field|signal|browsers?|gateways?|sensors?|technicians?|inspectors?|drivers?|crews?|reps)(?![a-z0-9'])/g

type Found = Said & { readonly from: number; readonly to: number }

/** The readings without those that another one explains away. */
function overruled(found: readonly Found[], text: Spelled): Found[] {
  const writes = found.find(({ key, value }) => key === 'offline' && value === 2)
  const reads = found.some(({ key, value }) => key === 'offline' && value === 1) || onlyReads(text.text)
  const left = found.filter((each) => {
    // Words inside a longer reading of the same dimension say nothing of their own.
    if (insideOther(each, found, each.key)) return false
    if (each.key === 'offline' && each.value === 2) return !reads
    // "Exactly one owner; two for a moment is fine": what is said later weakens the first.
    if (each.key === 'conflict' && each.value === 'reject' && isConceded(each, found)) return false
    // "Written by one node only" is who writes, no invariant.
    if (each.key === 'conflict' && insideOther(each, found, 'contention', 0)) return false
    // "Sent twice is tolerable" is a need for less, not for an invariant.
    return !(each.key === 'conflict' && each.value === 'reject' && insideOther(each, found, 'consistency', 1))
  })
  const isRead = left.some(({ key }) => key === 'offline')
  return reads && writes && !isRead ? [...left, { ...writes, value: 1 }] : left
}

/** That there is one only, where a later clause accepts two of them for a while. */
function isConceded(each: Found, found: readonly Found[]): boolean {
  if (!/\b(?:one|single|1|two|2)\b/i.test(each.quote)) return false
  return found.some(
    ({ key, value, quote, from }) =>
      key === 'consistency' &&
      value === 1 &&
      from > each.from &&
      /\b(?:two|2|double|several|multiple|more than one|overlap\w*|both|second|duplicates?)\b/i.test(quote),
  )
}

function onlyReads(text: string): boolean {
  return /\b(?:only|just) (?:for )?(?:reads?|reading|view|viewing|look ?ups?)\b|\bread only\b|\bchanges? (?:need|needs|require|requires) (?:the |a )?(?:network|connection|internet)\b/.test(
    text,
  )
}

function insideOther(each: Found, found: readonly Found[], key: DimensionKey, value?: Answer): boolean {
  if (each.from === -1) return false
  return found.some(
    (other) =>
      other !== each &&
      other.key === key &&
      (value === undefined ? other.value !== each.value : other.value === value) &&
      other.from <= each.from &&
      other.to >= each.to &&
      other.to - other.from > each.to - each.from,
  )
}

function merged(found: readonly Found[], notes: string[]): Said[] {
  const byKey = new Map<DimensionKey, Found[]>()
  for (const each of found) byKey.set(each.key, [...(byKey.get(each.key) ?? []), each])
  return [...byKey].map(([key, all]) => {
    const order = strictest[key]
    const rank = ({ value }: Found): number => (order ? order.indexOf(value) : Number(value))
    const sorted = [...all].sort((a, b) => rank(b) - rank(a) || a.at - b.at)
    const [first] = sorted as [Found, ...Found[]]
    const weaker = sorted.find(({ value }) => value !== first.value)
    if (weaker !== undefined && key !== 'regions') {
      notes.push(
        `For ${key} both "${first.quote}" (${String(first.value)}) and "${weaker.quote}" (${String(weaker.value)}) were read; the stricter is taken.`,
      )
    }
    return first
  })
}

function infraSaid(text: Spelled, notes: string[]): { said: Said | null; without: Service[] } {
  const found = servicesSaid(text)
  const there = found.filter(({ how, service }) => how === 'there' && service !== null)
  const none = found.find(({ service }) => service === null)
  const without = found.flatMap(({ how, service }) => (how === 'not' && service !== null ? [service] : []))
  for (const { how, quote } of found) {
    if (how === 'thought')
      notes.push(`${quote} is only considered in these words, so it does not count as there.`)
  }
  const value = [...new Set(there.flatMap(({ service }) => (service === null ? [] : [service])))].filter(
    (service) => !without.includes(service),
  )
  const first = there.find(({ service }) => service !== null && value.includes(service)) ?? none
  if (first === undefined) return { said: null, without }
  const quote = there.length > 0 ? [...new Set(there.map((each) => each.quote))].join(', ') : first.quote
  return { said: { key: 'infra', value, quote, at: first.at }, without }
}
