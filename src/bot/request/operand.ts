import { Refusal } from '../../review/refusal.ts'

/** What follows each keyword, as people read it. */
const operands = {
  on: 'a branch, a tag or a commit',
  of: 'the name of a repository',
  at: 'a time',
  for: 'a path',
} as const
export type Keyword = keyof typeof operands

interface Grammar {
  /** Words that end what came before them, so none of them is an operand. */
  readonly keywords: ReadonlySet<string>
  readonly example: string
}

/** The word after a keyword; throws Refusal('usage') where there is none, or the keyword was said before. */
export function operand(
  keyword: Keyword,
  before: string | null,
  token: string | undefined,
  { keywords, example }: Grammar,
): string {
  if (before !== null) throw saidTwice(keyword, example)
  if (token === undefined || keywords.has(token.toLowerCase())) throw notFollowed(keyword, example)
  return token
}

export function saidTwice(keyword: string, example: string): Refusal {
  return new Refusal('usage', `"${keyword}" is said twice.`, `Ask for one at a time. ${example}`)
}

export function notFollowed(keyword: Keyword, example: string): Refusal {
  return new Refusal('usage', `"${keyword}" is not followed by ${operands[keyword]}.`, example)
}
