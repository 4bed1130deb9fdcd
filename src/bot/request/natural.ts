import { Refusal } from '../../review/refusal.ts'
import { withoutGreeting } from './courtesy.ts'
import { isLink, type LinkWords, readLink } from './link.ts'
import { type ReviewWords, readReview } from './review.ts'
import { tokensOf } from './tokens.ts'

/** How people ask for a review, besides `review`. */
const verbs =
  /^(?:(?:have|take) (?:a|another)(?: quick| closer| short| good)? look (?:at|into|over|through)|look (?:at|into|over|through)|check(?: out| over)?|go (?:over|through)|analy[sz]e|inspect|examine|assess|audit|review) /i

/** Each way to name a place in words, and how the grammar writes it. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/\b(?:the )?(?:whole|entire|complete) (?:repo|repository|code ?base|project)\b|\beverything\b/gi, '.'],
  [/\b(?:on|at|in|from|against) (?:the )?(?:branch|tag|commit|revision) (\S+)/gi, 'on $1'],
  [/\b(?:on|at|in|from|against) (?:the )?(\S+) (?:branch|tag|commit|revision)\b/gi, 'on $1'],
  [/\b(?:of|in|from) (?:the )?(?:repo|repository) (\S+)/gi, 'of $1'],
  [/\b(?:of|in|from) (?:the )?(\S+) (?:repo|repository)\b/gi, 'of $1'],
  [/\bthe (\S+) (?:folder|directory|file|path)\b/gi, '$1'],
  [/\b(?:the )?(?:folders?|director(?:y|ies)|files?|paths?|code (?:in|of|under|below)) (?=\S*[/.])/gi, ''],
  [/ at (?=\S+$)/gi, ' on '],
]

/**
 * `the release branch` becomes `on release`, as the grammar of `review` has it; marks and politeness at the end are
 * taken off. The words keep their order.
 */
export function asWritten(words: string): string {
  let written = words.replace(/(?:[\s,]+(?:please|pls|thanks|thank you|for (?:me|us)))*[\s?!]*$/i, '')
  written = written.replace(/(?<=[\p{L}\p{N}])\.+$/u, '')
  for (const [said, as] of spellings) written = written.replace(said, as)
  return written
}

/**
 * `have a look at lib/cluster on the release branch`: null where the words do not ask for a review, or name nothing
 * that looks like a path, a ref or a repository.
 */
export function readNatural(words: string): ReviewWords | LinkWords | null {
  const said = withoutGreeting(words).replace(/\s+/g, ' ')
  const verb = verbs.exec(said)
  if (verb === null) return null
  const rest = tokensOf(asWritten(said.slice(verb[0].length)))
  try {
    if (rest.some(isLink)) return readLink(rest)
    const review = readReview(rest)
    const isNamed = review.ref !== null || review.repository !== null || rest.includes('.')
    const arePaths = review.paths.every((path) => /[/.]/.test(path))
    return (isNamed || review.paths.length > 0) && arePaths ? review : null
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
