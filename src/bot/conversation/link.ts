import { parseAddress } from '../../review/checkout/address.ts'
import { Refusal } from '../../review/refusal.ts'
import { type Linked, type LinkWords, readLinked } from '../request/link.ts'
import { pathsOf } from '../request/path.ts'
import type { ReviewWords } from '../request/review.ts'
import type { Repository } from './repositories.ts'

/**
 * What an address of a forge asks to be reviewed. Throws Refusal where it is of no connected repository, or shows
 * something else than a folder, a file, a commit or a request to merge.
 */
export function linkedReview(
  { address, depth }: LinkWords,
  repositories: readonly Repository[],
): ReviewWords {
  const shown = pathOfAddress(address)
  for (const repository of repositories) {
    const base = baseOf(repository)
    if (base === null || shown === null) continue
    const isOf = shown.toLowerCase() === base || shown.toLowerCase().startsWith(`${base}/`)
    if (!isOf) continue
    const linked = readLinked(shown.slice(base.length))
    if (linked === null) throw notCode(address)
    return { kind: 'review', ...whereOf(linked, address), repository: repository.name, depth }
  }
  const names = repositories.map(({ name }) => name).join(', ')
  throw new Refusal(
    'repository',
    `${address} is not in a repository that is connected here.`,
    names === '' ? 'Whoever runs distreview connects it in REPOSITORIES.' : `Connected: ${names}.`,
  )
}

function whereOf({ path, ref }: Linked, address: string): Pick<ReviewWords, 'paths' | 'ref'> {
  try {
    const paths = pathsOf([decodeURIComponent(path)])
    return { paths, ref: ref === null ? null : decodeURIComponent(ref) }
  } catch (error) {
    if (error instanceof URIError) throw notCode(address)
    throw error
  }
}

function notCode(address: string): Refusal {
  return new Refusal(
    'path',
    `${address} shows no folder, file, commit or pull request.`,
    'Paste the address of one, or write for example: review lib/cluster on main.',
  )
}

/** Host and path without query and fragment, as it is written; null where it is no address. */
function pathOfAddress(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, host, pathname } = new URL(address)
  return protocol === 'https:' ? `${host}${pathname.replace(/\/+$/, '')}` : null
}

/** Host and path of a remote repository in small letters; null for one on this machine. */
function baseOf({ source }: Repository): string | null {
  if (source.kind !== 'remote') return null
  const address = parseAddress(source.url)
  if (typeof address === 'string') return null
  const port = address.port === 443 ? '' : `:${address.port}`
  return `${address.host}${port}/${address.path.replace(/\.git$/, '')}`.toLowerCase()
}
