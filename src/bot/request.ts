import { z } from 'zod'
import { Refusal } from '../review/refusal.ts'
import { nearest } from './conversation/nearest.ts'
import { ReviewWords, readReview, reviewExample } from './request/review.ts'
import { readSchedule, ScheduleWords } from './request/schedule.ts'
import { tokensOf, unlinked } from './request/tokens.ts'

/** What somebody asks for, read from their words. */
const Request = z.discriminatedUnion('kind', [
  ReviewWords,
  z.object({ kind: z.literal('evaluate') }),
  ScheduleWords,
  z.object({ kind: z.literal('schedules') }),
  /** By the number that the answer to `schedule` and `schedules` gives. */
  z.object({ kind: z.literal('unschedule'), number: z.int().positive() }),
  z.object({ kind: z.literal('help') }),
  /** A free question, in its own words. */
  z.object({ kind: z.literal('ask'), question: z.string().min(1) }),
])
export type Request = z.infer<typeof Request>
export type { ReviewWords, ScheduleWords }

const keywords = ['review', 'evaluate', 'schedule', 'schedules', 'unschedule', 'help']
/** Longer than what a command can carry; keeps every card that repeats the words within one message. */
const longest = 4_000

/**
 * Words -> Request, by the grammar that `help` lists; no words are `help`. With `askable`, words that begin with
 * nothing like a keyword are a question. Throws Refusal('usage') whose sentence says what was not understood and
 * what to write.
 */
export function parseRequest(words: string, { askable = false } = {}): Request {
  if (words.length > longest) {
    throw new Refusal(
      'usage',
      `That is ${words.length.toLocaleString('en')} characters.`,
      `Ask in at most ${longest.toLocaleString('en')}; a folder stands for everything in it.`,
    )
  }
  const tokens = tokensOf(words)
  if (tokens[0]?.toLowerCase() === 'please') tokens.shift()
  const [first, ...rest] = tokens
  if (first === undefined) return { kind: 'help' }
  const request = read(first, rest) ?? (askable ? question(words, tokens) : null)
  if (request === null) throw unknownWord(first)
  return Request.parse(request)
}

/** null where the first word is none that we know. */
function read(first: string, rest: readonly string[]): Request | null {
  switch (first.toLowerCase()) {
    case 'review':
      return readReview(rest)
    case 'evaluate':
      return { kind: 'evaluate' }
    case 'schedule':
      return readSchedule(rest)
    case 'schedules':
      if (rest.length === 0) return { kind: 'schedules' }
      throw new Refusal('usage', '"schedules" stands alone.', 'It lists the schedules of this channel.')
    case 'unschedule':
      return { kind: 'unschedule', number: numberOf(rest) }
    case 'help':
      return { kind: 'help' }
    default:
      return null
  }
}

function numberOf(rest: readonly string[]): number {
  const [number = '', ...more] = rest
  // At most nine digits: an integer of the database.
  if (more.length === 0 && /^#?0*[1-9]\d{0,8}$/.test(number)) return Number(number.replace('#', ''))
  throw new Refusal(
    'usage',
    'It is not said which schedule.',
    'Write its number, as in: unschedule 2. The numbers are listed by: schedules.',
  )
}

/** null where the words are more likely a slip: near a keyword, or a path alone. */
function question(words: string, tokens: readonly string[]): Request | null {
  const [first = ''] = tokens
  if (nearest(first, keywords).length > 0 || (tokens.length === 1 && first.includes('/'))) return null
  return { kind: 'ask', question: unlinked(words).trim() }
}

function unknownWord(said: string): Refusal {
  const problem = `"${said}" is not a word that I know.`
  const [meant] = nearest(said, keywords)
  if (meant) return new Refusal('usage', problem, `Did you mean ${meant}?`)
  if (said.includes('/')) return new Refusal('usage', problem, `Did you mean: review ${said}?`)
  return new Refusal('usage', problem, `Say help for what I can do. ${reviewExample}`)
}
