import { z } from 'zod'
import { Refusal } from '../../review/refusal.ts'
import { type Depth, depths } from '../../review/report.ts'

/** An address of a forge, as it was pasted: which connected repository it is of is found where those are known. */
export const LinkWords = z.object({
  kind: z.literal('link'),
  address: z.string(),
  /** null where none was said. */
  depth: z.enum(depths).nullable(),
})
export type LinkWords = z.infer<typeof LinkWords>

export function isLink(token: string | undefined): boolean {
  return token !== undefined && /^https:\/\/[^/]/i.test(token)
}

/** A link and, before or after it, a depth; null where the first word is no link. Throws Refusal('usage') for more. */
export function readLink(tokens: readonly string[]): LinkWords | null {
  const address = tokens.find(isLink)
  if (address === undefined) return null
  let depth: Depth | null = null
  for (const token of tokens) {
    if (token === address) continue
    const said = depths.find((each) => each === token.toLowerCase())
    if (said === undefined || depth !== null) {
      throw new Refusal(
        'usage',
        `"${token}" stands beside a link, which says by itself what to review.`,
        'Paste one link alone, or with quick, standard or deep after it.',
      )
    }
    depth = said
  }
  // A link at the end of a sentence carries its mark.
  return { kind: 'link', address: address.replace(/[?!.,;:)]+$/, ''), depth }
}

/** What an address of a folder, a file, a commit or a request to merge says, after the address of its repository. */
export interface Linked {
  /** Relative to the root; `.` is all of it. */
  readonly path: string
  /** Branch, tag, commit, or the full name of a request's head; null is HEAD. */
  readonly ref: string | null
}

/**
 * Reads what stands after the repository in an address of GitHub, GitLab, Gitea or Forgejo: `tree/main/lib`,
 * `-/blob/main/a.ex`, `pull/12`. The first part after `tree` is taken for the ref: an address does not say where a
 * name with a slash in it ends. null where it shows something else, such as an issue.
 */
export function readLinked(rest: string): Linked | null {
  const parts = rest.split('/').filter((part) => part !== '')
  if (parts[0] === '-') parts.shift()
  const [what, first, ...more] = parts
  if (what === undefined) return { path: '.', ref: null }
  switch (what) {
    case 'tree':
    case 'blob':
    case 'raw':
    case 'blame':
      return first === undefined ? null : { ref: first, path: more.length === 0 ? '.' : more.join('/') }
    case 'src': {
      const [ref, ...path] = more
      const named = first === 'branch' || first === 'tag' || first === 'commit'
      return named && ref !== undefined ? { ref, path: path.length === 0 ? '.' : path.join('/') } : null
    }
    case 'commit':
      return first === undefined ? null : { ref: first, path: '.' }
    case 'pull':
    case 'pulls':
      return isNumber(first) ? { ref: `refs/pull/${first}/head`, path: '.' } : null
    case 'merge_requests':
      return isNumber(first) ? { ref: `refs/merge-requests/${first}/head`, path: '.' } : null
    default:
      return null
  }
}

function isNumber(part: string | undefined): boolean {
  return part !== undefined && /^[1-9]\d{0,8}$/.test(part)
}
