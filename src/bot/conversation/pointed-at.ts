import type { ReviewFormFilled } from '../../blocks/cards/review-form.ts'
import { Refusal } from '../../review/refusal.ts'
import { linkedReview } from './link.ts'
import type { Repository } from './repositories.ts'

/** Folders in which code of these languages is kept, by which a path is told from `and/or`. */
const path =
  /(?<![\w./:-])(?:\.\/)?((?:(?:lib|src|apps|test|config|include|priv|rel|deps)\/[\w./-]*[\w-])|(?:[\w-]+\/)*[\w-]+\.(?:exs?|erl|hrl))(?![\w/-])/g
const address = /https:\/\/[^\s<>|"'`]+[^\s<>|"'`.,;:!?)\]]/gi
/** Characters of the field that they are filled into. */
const longest = 1_000

/**
 * What a message says of code, as far as it is certain: the first link into a connected repository with what other
 * links say of the same one at the same ref; else the paths in it, and the repository that it names.
 */
export function pointedAt(message: string, repositories: readonly Repository[]): ReviewFormFilled {
  return byLinks(message, repositories) ?? byWords(message.replace(address, ' '), repositories)
}

function byLinks(message: string, repositories: readonly Repository[]): ReviewFormFilled | null {
  let first: { readonly repository: string | null; readonly ref: string | null } | null = null
  const paths: string[] = []
  for (const [found] of message.matchAll(address)) {
    try {
      const linked = linkedReview({ kind: 'link', address: found, depth: null }, repositories)
      first ??= { repository: linked.repository, ref: linked.ref }
      if (linked.repository === first.repository && linked.ref === first.ref) paths.push(...linked.paths)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  return first && { ...first, paths: listed(paths) }
}

function byWords(message: string, repositories: readonly Repository[]): ReviewFormFilled {
  const paths = [...message.matchAll(path)].map(([, found = '']) => found)
  const words = new Set(message.toLowerCase().split(/[^\w./-]+/))
  const named = repositories.find(({ name }) => words.has(name.toLowerCase()))
  return { paths: listed(paths), ...(named ? { repository: named.name } : {}) }
}

/** As many as the field holds. */
function listed(paths: readonly string[]): string | null {
  let all = ''
  for (const each of new Set(paths)) {
    const next = all === '' ? each : `${all} ${each}`
    if (next.length <= longest) all = next
  }
  return all === '' ? null : all
}
