import { Refusal } from '../refusal.ts'
import { type Bounds, runGit } from './git.ts'
import type { Repository } from './hardening.ts'
import { type RefNames, suggestion } from './near.ts'
import { isObjectId, quoted } from './refname.ts'

/** A commit, and the branch or tag that named it. */
export interface Pinned {
  readonly commit: string
  readonly ref: string | null
  readonly notes: readonly string[]
}

/** The commit that an expression names, or null. `name` is a full ref name, HEAD or hexadecimal. */
export async function commitAt(repository: Repository, name: string, bounds: Bounds): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]
  const commit = await runGit(repository, args, bounds)
  return isObjectId(commit) ? commit : null
}

/** The branch that HEAD names, even if it has no commit yet; null where HEAD is detached. */
export async function headBranch(repository: Repository, bounds: Bounds): Promise<string | null> {
  const target = await runGit(repository, ['symbolic-ref', '--quiet', 'HEAD'], bounds)
  return target.startsWith('refs/heads/') ? target.slice('refs/heads/'.length) : null
}

/**
 * Pins a local repository to one commit: HEAD, or a branch, a tag, a remote branch or a commit id (7 characters or
 * more), in this order. `ref` has passed its grammar. Throws Refusal('ref' | 'repository') and GitFailure.
 */
export async function pinLocal(
  repository: Repository,
  ref: string | null,
  shallow: boolean,
  bounds: Bounds,
): Promise<Pinned> {
  if (ref === null || ref === 'HEAD') return pinHead(repository, bounds)
  if (/^[0-9a-f]{7,64}$/.test(ref)) {
    const commit = await commitAt(repository, ref, bounds)
    const named = isObjectId(ref) ? null : await firstNamed(repository, ref, bounds)
    if (named) return named
    if (commit) return { commit, ref: null, notes: [] }
  } else {
    const named = await firstNamed(repository, ref, bounds)
    if (named) return named
  }
  throw await noSuchRef(repository, ref, shallow, bounds)
}

async function pinHead(repository: Repository, bounds: Bounds): Promise<Pinned> {
  const branch = await headBranch(repository, bounds)
  const commit = await commitAt(repository, 'HEAD', bounds)
  if (commit) return { commit, ref: branch, notes: [] }
  const names = await refNames(repository, branch, bounds)
  if (names.branches.length + names.tags.length === 0) {
    throw new Refusal(
      'repository',
      `${repository.name} has no commit yet.`,
      'Commit something first, or read the working folder as it is.',
    )
  }
  const problem = branch
    ? `HEAD of ${repository.name} names the branch ${quoted(branch)}, which has no commit.`
    : `HEAD of ${repository.name} names a commit that is not there.`
  throw new Refusal('ref', problem, suggestion(branch ?? 'main', { ...names, head: null }))
}

async function firstNamed(repository: Repository, ref: string, bounds: Bounds): Promise<Pinned | null> {
  const found: { readonly full: string; readonly commit: string }[] = []
  const candidates = ref.startsWith('refs/')
    ? [ref]
    : [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/remotes/${ref}`]
  for (const full of candidates) {
    const commit = await commitAt(repository, full, bounds)
    if (commit) found.push({ full, commit })
  }
  const [first, second] = found
  if (!first) return null
  const differs = second !== undefined && second.commit !== first.commit
  const notes = differs ? [`${quoted(ref)} is a branch and a tag; ${first.full} was read.`] : []
  return { commit: first.commit, ref: shortName(ref), notes }
}

/** `refs/heads/main` as people call it. */
export function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|tags|remotes)\//, '')
}

async function noSuchRef(
  repository: Repository,
  ref: string,
  shallow: boolean,
  bounds: Bounds,
): Promise<Refusal> {
  const head = await headBranch(repository, bounds)
  const hint = suggestion(shortName(ref), await refNames(repository, head, bounds))
  if (!shallow)
    return new Refusal('ref', `${repository.name} has no branch, tag or commit ${quoted(ref)}.`, hint)
  return new Refusal(
    'ref',
    `${repository.name} is a shallow clone and has no branch, tag or commit ${quoted(ref)}.`,
    `${hint} Or deepen it with \`git fetch --unshallow --tags\`.`,
  )
}

async function refNames(repository: Repository, head: string | null, bounds: Bounds): Promise<RefNames> {
  const list = (under: string) =>
    runGit(repository, ['for-each-ref', '--format=%(refname)', '--count=20000', under], bounds)
  const short = (lines: string) =>
    lines
      .split('\n')
      .filter((line) => line !== '')
      .map(shortName)
  const branches = [...short(await list('refs/heads')), ...short(await list('refs/remotes'))]
  return { branches, tags: short(await list('refs/tags')), head }
}
