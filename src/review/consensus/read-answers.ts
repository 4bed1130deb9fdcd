import { Refusal } from '../refusal.ts'
import { type Dimension, dimensions, triedAnswers } from './dimensions.ts'
import { likest } from './likest.ts'
import { type Answer, answerText, type DimensionKey, Profile, type Service, services } from './profile.ts'

/**
 * `data=order`, `consistency=2`, `infra=postgres,redis`, `infra=` (none), `shardable=True` -> the answers.
 * Throws Refusal('usage') that names what is not known, the nearest known word, and what is allowed.
 */
export function readAnswers(pairs: readonly string[]): Partial<Profile> {
  const answers = new Map<DimensionKey, Answer>()
  for (const pair of pairs) {
    const [dimension, written] = readPair(pair)
    if (answers.has(dimension.key)) {
      throw new Refusal(
        'usage',
        `\`${dimension.key}\` is set twice.`,
        'Set it once; lists are joined by commas.',
      )
    }
    answers.set(dimension.key, readAnswer(dimension, written))
  }
  return Profile.partial().parse(Object.fromEntries(answers))
}

function readPair(pair: string): [Dimension, string] {
  const equals = pair.indexOf('=')
  if (equals === -1) {
    throw new Refusal('usage', `\`${pair}\` has no value.`, 'Write key=value, for example consistency=2.')
  }
  const key = pair.slice(0, equals).trim()
  const dimension = dimensions.find((each) => each.key === key.toLowerCase())
  if (dimension) return [dimension, pair.slice(equals + 1).trim()]
  const keys = dimensions.map((each) => each.key)
  throw new Refusal(
    'usage',
    `There is no dimension \`${key}\`.`,
    `${meant(key, keys)}There are ${listed(keys)}.`,
  )
}

function readAnswer(dimension: Dimension, written: string): Answer {
  if (dimension.kind === 'services') return readServices(written)
  if (dimension.kind === 'number') return readNumber(dimension, written)
  const found = dimension.values.find(({ value }) => String(value) === written.toLowerCase())
  if (found) return found.value
  throw wrongValue(dimension.key, written, triedAnswers(dimension).map(String))
}

function readNumber({ key, min, max }: Dimension & { kind: 'number' }, written: string): number {
  const number = /^\d{1,9}$/.test(written) ? Number(written) : Number.NaN
  if (number >= min && number <= max) return number
  const range = `a whole number from ${min} to ${max.toLocaleString('en')}`
  throw new Refusal('usage', `\`${key}\` cannot be ${quoted(written)}.`, `It is ${range}.`)
}

/** Brackets are how lists stand in profiles that were written down. */
function readServices(written: string): Answer {
  const names = written
    .replace(/^\[(.*)\]$/, '$1')
    .split(',')
    .map((name) => name.trim().toLowerCase())
  const found = new Set<Service>()
  for (const name of names) {
    if (name === '') continue
    const service = services.find((each) => each === name)
    if (service === undefined) throw wrongValue('infra', name, services)
    found.add(service)
  }
  return [...found]
}

function wrongValue(key: string, written: string, allowed: readonly string[]): Refusal {
  return new Refusal(
    'usage',
    `\`${key}\` cannot be ${quoted(written)}.`,
    `${meant(written, allowed)}It is ${key === 'infra' ? 'any of' : 'one of'} ${listed(allowed)}.`,
  )
}

function meant(written: string, known: readonly string[]): string {
  const likely = likest(written, known)
  return likely === null ? '' : `Did you mean \`${likely}\`? `
}

function quoted(written: string): string {
  return written === '' ? 'empty' : `\`${written}\``
}

function listed(names: readonly string[]): string {
  return names.join(', ')
}

/** The same answers as pairs that `readAnswers` reads, in the order of the dimensions. */
export function writeAnswers(answers: Partial<Profile>): string[] {
  return dimensions.flatMap(({ key }) => {
    const answer = answers[key]
    return answer === undefined ? [] : [`${key}=${answerText(answer)}`]
  })
}
