import { z } from 'zod'
import { Refusal } from '../../review/refusal.ts'
import { type Depth, depths } from '../../review/report.ts'
import { operand } from './operand.ts'
import { pathsOf } from './path.ts'

export const ReviewWords = z.object({
  kind: z.literal('review'),
  /** Relative to the root, with `/`; none is the whole repository. */
  paths: z.array(z.string().min(1)).readonly(),
  /** Branch, tag or commit; null is HEAD. */
  ref: z.string().min(1).nullable(),
  /** The name of a repository; null is the default. */
  repository: z.string().min(1).nullable(),
  /** null where none was said. */
  depth: z.enum(depths).nullable(),
})
export type ReviewWords = z.infer<typeof ReviewWords>

export const reviewExample = 'Write for example: review lib/cluster on main.'
const grammar = { keywords: new Set(['on', 'of', 'and', ...depths]), example: reviewExample }

/** Reads what stands after `review`: `<path…> [on <ref>] [of <name>] [quick|standard|deep]`. */
export function readReview(tokens: readonly string[]): ReviewWords {
  const named: string[] = []
  let ref: string | null = null
  let repository: string | null = null
  let depth: Depth | null = null
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? ''
    const word = token.toLowerCase()
    if (word === 'and') continue
    if (word === 'on') {
      ref = operand('on', ref, tokens[++at], grammar)
    } else if (word === 'of') {
      repository = operand('of', repository, tokens[++at], grammar)
    } else if (isDepth(word)) {
      if (depth !== null) {
        const problem = `"${depth}" and "${word}" are two depths.`
        throw new Refusal('usage', problem, `Say one of them; a folder of that name is ./${word}.`)
      }
      depth = word
    } else if (ref !== null || repository !== null) {
      throw misplaced(token, '"on" or "of"')
    } else if (depth !== null) {
      throw misplaced(token, `the depth "${depth}"`)
    } else {
      named.push(token)
    }
  }
  if (named.length === 0 && ref === null && repository === null) {
    throw new Refusal(
      'usage',
      'It is not said what to review.',
      'Name a path, as in: review lib/cluster on main. The whole repository is: review .',
    )
  }
  return { kind: 'review', paths: pathsOf(named), ref, repository, depth }
}

function isDepth(word: string): word is Depth {
  return depths.some((depth) => depth === word)
}

function misplaced(token: string, after: string): Refusal {
  return new Refusal('usage', `"${token}" stands after ${after}.`, `Name the paths first. ${reviewExample}`)
}
