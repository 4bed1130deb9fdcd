import { z } from 'zod'
import { Refusal } from '../review/refusal.ts'
import { nearest } from './conversation/nearest.ts'
import { plainly, withoutGreeting } from './request/courtesy.ts'
import { EvaluateWords, readEvaluate } from './request/evaluate.ts'
import { FollowUpWords, readFollowUp } from './request/follow-up.ts'
import { IncidentWords, readIncident } from './request/incident.ts'
import { isLink, LinkWords, readLink } from './request/link.ts'
import { asWritten, readNatural } from './request/natural.ts'
import { ReviewWords, readReview, reviewExample } from './request/review.ts'
import { readSchedule, ScheduleWords } from './request/schedule.ts'
import { tokensOf, unlinked } from './request/tokens.ts'
import { findWhatIf, readWhatIf, WhatIfWords } from './request/what-if.ts'

/** What somebody asks for, read from their words. */
const Request = z.discriminatedUnion('kind', [
  ReviewWords,
  LinkWords,
  FollowUpWords,
  EvaluateWords,
  WhatIfWords,
  IncidentWords,
  ScheduleWords,
  z.object({ kind: z.literal('schedules') }),
  /** By the number that the answer to `schedule` and `schedules` gives. */
  z.object({ kind: z.literal('unschedule'), number: z.int().positive() }),
  /** The review of the thread that it is said in, or else the person's own. */
  z.object({ kind: z.literal('cancel') }),
  /** What is under way in this channel. */
  z.object({ kind: z.literal('status') }),
  z.object({ kind: z.literal('repositories') }),
  /** Nothing was said: the form asks. */
  z.object({ kind: z.literal('form') }),
  z.object({ kind: z.literal('help') }),
  /** A free question, in its own words. */
  z.object({ kind: z.literal('ask'), question: z.string().min(1) }),
])
export type Request = z.infer<typeof Request>
export type { ReviewWords, ScheduleWords }

const keywords = [
  'review',
  'findings',
  'status',
  'cancel',
  'repos',
  'evaluate',
  'what-if',
  'incident',
  'schedule',
  'schedules',
  'unschedule',
  'checklist',
  'recommendations',
  'help',
]
/** Longer than what a command can carry; keeps every card that repeats the words within one message. */
const longest = 4_000

/**
 * Words -> Request, by the grammar that `help` lists and by the ways in which people say the same; no words are the
 * form. With `askable`, words that begin with nothing like a keyword are a question. Throws Refusal('usage') whose
 * sentence says what was not understood and what to write.
 */
export function parseRequest(words: string, { askable = false } = {}): Request {
  if (words.length > longest) {
    throw new Refusal(
      'usage',
      `That is ${words.length.toLocaleString('en')} characters.`,
      `Ask in at most ${longest.toLocaleString('en')}; a folder stands for everything in it.`,
    )
  }
  const said = withoutGreeting(unlinked(words))
  const tokens = tokensOf(said)
  const [first, ...rest] = tokens
  if (first === undefined) return { kind: 'form' }
  const request =
    readFollowUp(said) ??
    readSimple(said) ??
    (isLink(first) ? readLink(tokens) : null) ??
    read(first, rest, said) ??
    readNatural(said) ??
    readWhatIf(said) ??
    (askable ? question(words, tokens) : null)
  if (request === null) throw unknownWord(first)
  return Request.parse(request)
}

/**
 * What somebody says in a thread of ours without speaking to us: only what nobody says to a colleague. null: it is
 * not for us, and stays unanswered.
 */
export function parseReply(words: string): Request | null {
  if (words.length > longest) return null
  const said = withoutGreeting(unlinked(words))
  const followUp = readFollowUp(said, { certain: true })
  if (followUp) return followUp
  if (/^(?:cancel|stop|abort) the review$/i.test(plainly(said))) return { kind: 'cancel' }
  const [first, ...rest] = tokensOf(said)
  if (first?.toLowerCase() !== 'review') return null
  try {
    if (rest.some(isLink)) return readLink(rest)
    const review = readReview(rest)
    // "review comments/nits first" is talk; a ref or a repository is named to us alone.
    return review.ref !== null || review.repository !== null ? review : null
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** Other ways to say a keyword that stands alone. */
const simple: readonly (readonly [RegExp, 'status' | 'cancel' | 'repositories' | 'form' | 'help'])[] = [
  [
    /^(?:status|what(?:['’]s| is) (?:running|under way|going on)|is anything running|how far are you|what are you doing|are you done)$/i,
    'status',
  ],
  [/^(?:cancel|stop|abort)(?: (?:it|that|this|the review|my review))?$/i, 'cancel'],
  [
    /^(?:(?:show (?:me )?)?(?:the )?repo(?:sitorie)?s|(?:which|what) repo(?:sitorie)?s (?:are (?:there|connected)|do you know|can you review))$/i,
    'repositories',
  ],
  [/^(?:(?:show|open|give) (?:me )?(?:the |a )?)?(?:review )?form$/i, 'form'],
  [/^(?:what can (?:you do|i (?:say|ask))|how (?:do|does) (?:you|this|it) work)$/i, 'help'],
]

function readSimple(said: string): Request | null {
  const words = plainly(said)
  const found = simple.find(([says]) => says.test(words))
  return found ? { kind: found[1] } : null
}

/** null where the first word is none that we know. */
function read(first: string, rest: readonly string[], words: string): Request | null {
  const word = first.toLowerCase()
  switch (word) {
    case 'review':
      return rest.some(isLink) ? readLink(rest) : readReview(tokensOf(asWritten(words)).slice(1))
    case 'evaluate':
      return readEvaluate(words)
    case 'incident':
      return readIncident(words)
    case 'schedule':
      return readSchedule(rest)
    case 'schedules':
      if (rest.length === 0) return { kind: 'schedules' }
      throw new Refusal('usage', '"schedules" stands alone.', 'It lists the schedules of this channel.')
    case 'unschedule':
      return { kind: 'unschedule', number: numberOf(rest) }
    case 'cancel':
      throw new Refusal('usage', '"cancel" stands alone.', 'Say it in the thread of the review.')
    case 'status':
      throw new Refusal('usage', '"status" stands alone.', 'It lists the reviews under way in this channel.')
    case 'findings':
      throw new Refusal('usage', '"findings" stands alone.', 'It lists those of the last review here.')
    case 'repos':
      throw new Refusal('usage', '"repos" stands alone.', 'It lists the repositories that are connected.')
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

/** null where the words are more likely a slip: a keyword but for a letter or two, or a path alone. */
function question(words: string, tokens: readonly string[]): Request | null {
  const [first = '', ...rest] = tokens
  const whatIf = findWhatIf(unlinked(words))
  if (whatIf) return whatIf
  if (isSlip(first, rest) || (tokens.length === 1 && first.includes('/'))) return null
  return { kind: 'ask', question: unlinked(words).trim() }
}

/** "state of the leader" is no status, although the words are near each other. */
function isSlip(first: string, rest: readonly string[]): boolean {
  return nearest(first, keywords).some((meant) => {
    const words = [meant, ...rest].join(' ')
    try {
      return (readFollowUp(words) ?? readSimple(words) ?? read(meant, rest, words)) !== null
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
  })
}

function unknownWord(said: string): Refusal {
  const problem = `"${said}" is not a word that I know.`
  const [meant] = nearest(said, keywords)
  if (meant) return new Refusal('usage', problem, `Did you mean ${meant}?`)
  if (said.includes('/')) return new Refusal('usage', problem, `Did you mean: review ${said}?`)
  return new Refusal('usage', problem, `Say help for what I can do. ${reviewExample}`)
}
