import { z } from 'zod'
import { Refusal } from '../review/refusal.ts'
import { nearest } from './conversation/nearest.ts'

/** What somebody asks for, read from their words. */
export const Request = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('review'),
    /** Relative to the root, with `/`; none is the whole repository. */
    paths: z.array(z.string().min(1)).readonly(),
    /** Branch, tag or commit; null is HEAD. */
    ref: z.string().min(1).nullable(),
    /** The name of a repository; null is the default. */
    repository: z.string().min(1).nullable(),
  }),
  z.object({ kind: z.literal('help') }),
])
export type Request = z.infer<typeof Request>
export type ReviewWords = Extract<Request, { kind: 'review' }>

const keywords = ['review', 'help']
/** Longer than what a command can carry; keeps every card that repeats the words within one message. */
const longest = 4_000
const example = 'Write for example: review lib/cluster on main.'
const quotes = /^[`'"‘’“”]+|[`'"‘’“”]+$/g

/**
 * Words -> Request, by `review <path…> [on <ref>] [of <name>]` and `help`; no words are `help`.
 * Throws Refusal('usage') whose sentence says what was not understood and what to write.
 */
export function parseRequest(words: string): Request {
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
  const keyword = first?.toLowerCase()
  if (keyword === undefined || keyword === 'help') return { kind: 'help' }
  if (keyword === 'review') return Request.parse(readReview(rest))
  throw unknownWord(first ?? '', keyword)
}

/** Slack writes what looks like an address as `<http://mix.ex|mix.ex>`; people meant the label. */
function tokensOf(words: string): string[] {
  const unlinked = words.replace(/<[^<>|\s]+\|([^<>|]+)>/g, '$1').replace(/<(https?:[^<>|\s]+)>/g, '$1')
  const tokens: string[] = []
  for (const word of unlinked.split(/[\s,]+/)) {
    const token = word.replace(quotes, '')
    if (token !== '') tokens.push(token)
  }
  return tokens
}

function readReview(tokens: readonly string[]): ReviewWords {
  const paths = new Set<string>()
  let whole = false
  let ref: string | null = null
  let repository: string | null = null
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? ''
    const word = token.toLowerCase()
    if (word === 'and') continue
    if (word === 'on') {
      ref = operand('on', 'a branch, a tag or a commit', ref, tokens[++at])
    } else if (word === 'of') {
      repository = operand('of', 'the name of a repository', repository, tokens[++at])
    } else if (ref !== null || repository !== null) {
      throw new Refusal('usage', `"${token}" stands after "on" or "of".`, `Name the paths first. ${example}`)
    } else {
      const path = pathOf(token)
      if (path === '.') whole = true
      else paths.add(path)
    }
  }
  if (paths.size === 0 && !whole && ref === null && repository === null) {
    throw new Refusal(
      'usage',
      'It is not said what to review.',
      'Name a path, as in: review lib/cluster on main. The whole repository is: review .',
    )
  }
  return { kind: 'review', paths: whole ? [] : [...paths], ref, repository }
}

function operand(keyword: string, what: string, before: string | null, token: string | undefined): string {
  if (before !== null) {
    throw new Refusal('usage', `"${keyword}" is said twice.`, `Ask for one at a time. ${example}`)
  }
  if (token === undefined || keywordsOfReview.has(token.toLowerCase())) {
    throw new Refusal('usage', `"${keyword}" is not followed by ${what}.`, example)
  }
  return token
}
const keywordsOfReview = new Set(['on', 'of', 'and'])

/** A conversation names what is inside a connected repository, never the machine that we run on. */
function pathOf(token: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(token) || /^[\w.-]+@[\w.-]+:/.test(token)) {
    throw new Refusal(
      'usage',
      `"${token}" is an address.`,
      'Name a path inside a connected repository; of <name> picks the repository.',
    )
  }
  if (/^[/\\~]/.test(token) || /^[a-z]:[\\/]/i.test(token)) {
    throw new Refusal(
      'usage',
      `"${token}" is a path of a machine.`,
      'Name a path relative to the root of the repository, such as lib/cluster.',
    )
  }
  const segments = token.split('/').filter((segment) => segment !== '' && segment !== '.')
  if (segments.includes('..')) {
    throw new Refusal(
      'usage',
      `"${token}" leaves the folder that it starts in.`,
      'Name a path relative to the root of the repository, without "..".',
    )
  }
  return segments.length === 0 ? '.' : segments.join('/')
}

function unknownWord(said: string, keyword: string): Refusal {
  const [meant] = nearest(keyword, keywords)
  if (meant) return new Refusal('usage', `"${said}" is not a word that I know.`, `Did you mean ${meant}?`)
  if (said.includes('/')) {
    return new Refusal('usage', `"${said}" is not a word that I know.`, `Did you mean: review ${said}?`)
  }
  return new Refusal(
    'usage',
    `"${said}" is not a word that I know.`,
    `Say help for what I can do. ${example}`,
  )
}
