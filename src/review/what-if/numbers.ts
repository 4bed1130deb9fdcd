import { Refusal } from '../refusal.ts'

const words = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, at) => [word, at]),
)
const ones = ['a', 'an', 'single']

/** A whole number in digits or words, as the source of a regular expression with one group. */
export const numberWord = String.raw`(-?\d[\d,]*(?:\.\d+)?|${[...words.keys()].join('|')}|an?|a single|single)`
/** The same without `a`, which stands before too much. */
export const countWord = String.raw`(-?\d[\d,]*(?:\.\d+)?|${[...words.keys()].join('|')})`
/** A duration: its number and its unit. */
export const durationWord = String.raw`([+-]?\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?)\b`

/** More is no cluster of Erlang nodes that anybody has to plan. */
const most = 100_000

/** Throws a Refusal('usage') for what is no possible number of `what`. */
export function numberOf(said: string, what: string): number {
  const trimmed = said.replace(/^a single$/, 'single').replace(/,/g, '')
  const number = ones.includes(trimmed) ? 1 : (words.get(trimmed) ?? Number(trimmed))
  if (Number.isInteger(number) && number >= 1 && number <= most) return number
  throw new Refusal(
    'usage',
    `"${said} ${what}" is no number that can be computed with.`,
    `Write a whole number from 1 to ${most.toLocaleString('en')}.`,
  )
}

/** Milliseconds, with the sign that was said. */
export function millisecondsOf(number: string, unit: string): number {
  const factor = unit.startsWith('ms') || unit.startsWith('milli') ? 1 : unitsInMs[unit[0] ?? '']
  return Math.round(Number(number) * (factor ?? 1))
}

const unitsInMs: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000 }
