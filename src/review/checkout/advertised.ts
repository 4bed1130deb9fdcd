import { Refusal } from '../refusal.ts'
import { shortName } from './commit.ts'
import { GitFailure } from './failure.ts'
import type { Bounds } from './git.ts'
import type { Repository } from './hardening.ts'
import { suggestion } from './near.ts'
import { isRefName, quoted } from './refname.ts'
import { answerOf } from './stream.ts'

/** What a remote lists. */
export interface Advertised {
  readonly url: string
  readonly refs: ReadonlySet<string>
  readonly head: string | null
}

/**
 * Lists branches and tags, and the head of a request to merge where that is asked for. Some forges redirect an address
 * without `.git` to the one with it: that one is tried too.
 */
export async function advertise(
  url: string,
  online: Repository,
  bounds: Bounds,
  asked: string | null = null,
): Promise<Advertised> {
  const besides = asked !== null && isRequestHead(asked) ? [asked] : []
  try {
    return await listRefs(url, online, bounds, besides)
  } catch (error) {
    const redirected = error instanceof GitFailure && error.trouble === 'redirect'
    if (!redirected || url.endsWith('.git')) throw error
  }
  return listRefs(`${url}.git`, online, bounds, besides)
}

/** Forges keep the commits of a request to merge under names of their own, which no clone fetches by itself. */
function isRequestHead(ref: string): boolean {
  return /^refs\/(?:pull|merge-requests)\/[1-9]\d{0,8}\/head$/.test(ref)
}

async function listRefs(
  url: string,
  online: Repository,
  bounds: Bounds,
  besides: readonly string[],
): Promise<Advertised> {
  const args = [
    'ls-remote',
    '--quiet',
    '--symref',
    '--end-of-options',
    url,
    'HEAD',
    'refs/heads/*',
    'refs/tags/*',
    ...besides,
  ]
  const refs = new Set<string>()
  let head: string | null = null
  for (const line of (await answerOf(online, args, bounds)).split('\n')) {
    const [value = '', name = ''] = line.split('\t')
    if (!value.startsWith('ref: ')) {
      if (isRefName(name)) refs.add(name)
    } else if (name === 'HEAD' && value.startsWith('ref: refs/heads/')) {
      const branch = value.slice('ref: refs/heads/'.length)
      if (isRefName(branch)) head = branch
    }
  }
  return { url, refs, head }
}

/** The full name of what was asked for; the branch where a tag has the same name. Throws Refusal('ref' | 'repository'). */
export function choose(
  name: string,
  asked: string | null,
  { refs, head }: Advertised,
): { full: string; notes: string[] } {
  if (asked === null || asked === 'HEAD') {
    if (refs.has('HEAD')) return { full: 'HEAD', notes: [] }
    if (refs.size > 0) {
      const problem = `${name} has no default branch.`
      throw new Refusal('ref', problem, suggestion(head ?? 'main', namesOf(refs, null)))
    }
    throw new Refusal('repository', `${name} has no commit yet.`, 'Push something to it first.')
  }
  const candidates = asked.startsWith('refs/') ? [asked] : [`refs/heads/${asked}`, `refs/tags/${asked}`]
  const [first, second] = candidates.filter((candidate) => refs.has(candidate))
  if (!first && isRequestHead(asked)) {
    const [, kind, number] = asked.split('/')
    const what = kind === 'pull' ? 'pull request' : 'merge request'
    throw new Refusal(
      'ref',
      `${name} has no ${what} ${number}.`,
      'Give the address of one that is there, or a branch.',
    )
  }
  if (!first) {
    const problem = `${name} has no branch or tag ${quoted(asked)}.`
    const short = /^[0-9a-f]{7,39}$/.test(asked) ? ' A commit of a remote is asked for by its full id.' : ''
    throw new Refusal('ref', problem, suggestion(shortName(asked), namesOf(refs, head)) + short)
  }
  return { full: first, notes: second ? [`${quoted(asked)} is a branch and a tag; ${first} was read.`] : [] }
}

function namesOf(refs: ReadonlySet<string>, head: string | null) {
  const all = [...refs]
  const under = (prefix: string) => all.filter((ref) => ref.startsWith(prefix)).map(shortName)
  return { branches: under('refs/heads/'), tags: under('refs/tags/'), head }
}
