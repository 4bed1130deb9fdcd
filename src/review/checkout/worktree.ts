import { isUtf8 } from 'node:buffer'
import { addFromDisk } from './files.ts'
import type { Bounds } from './git.ts'
import type { Repository } from './hardening.ts'
import { LIMITS } from './limits.ts'
import { acceptPath, emptyListing, isFull, type Listing, sortListing } from './listing.ts'
import { recordsOf, streamGit } from './stream.ts'

const MAX_RECORD = 1024 * 1024

/** Tracked and untracked-not-ignored files of a working folder, as they lie there now. Throws GitFailure. */
export async function listWorktree(
  repository: Repository,
  root: string,
  signal?: AbortSignal,
): Promise<Listing> {
  const listing = emptyListing()
  const seen = new Set<string>()
  let absent = 0
  const args = ['ls-files', '-z', '-c', '-o', '--exclude-standard']
  for await (const record of recordsOf(streamGit(repository, args, localBounds(signal)), MAX_RECORD)) {
    if (isFull(listing)) break
    // A folder with a .git of its own that is not tracked is listed as `name/`.
    const nested = record.at(-1) === 0x2f
    const path = acceptPath(listing, nested ? record.subarray(0, -1) : record)
    // During a merge one path is in the index up to three times.
    if (path === null || seen.has(path)) continue
    seen.add(path)
    if (!(await addFromDisk(listing, root, path))) absent += 1
  }
  if (absent > 0)
    listing.notes.push(`${absent} tracked files are not in the working folder (deleted or sparse).`)
  return sortListing(listing)
}

/**
 * How many files differ from HEAD or are untracked and not ignored; null where that cannot be found out safely.
 *
 * `git status` reads a file whose size or time differs from the index through the clean filter that the repository's
 * own configuration names, which is a program of its choice. So each configured filter is switched off by name first
 * (a file under one may then count as changed when only its time did), submodules, which have a configuration of
 * their own, are not entered, and renames are not looked for. A filter whose name cannot be written as a setting
 * cannot be switched off: then status is not run. Throws GitFailure.
 */
export async function countChanges(repository: Repository, signal?: AbortSignal): Promise<number | null> {
  const disarmed = await disarmFilters(repository, signal)
  if (disarmed === null) return null
  const safe = { ...repository, settings: [...repository.settings, ...disarmed] }
  const args = [
    'status',
    '--porcelain=v1',
    '-z',
    '--untracked-files=all',
    '--ignore-submodules=all',
    '--no-renames',
  ]
  let count = 0
  for await (const _record of recordsOf(streamGit(safe, args, localBounds(signal)), MAX_RECORD)) {
    count += 1
    if (count >= LIMITS.entries) break
  }
  return count
}

async function disarmFilters(repository: Repository, signal?: AbortSignal): Promise<string[] | null> {
  const settings: string[] = []
  const args = ['config', '-z', '--name-only', '--list']
  for await (const record of recordsOf(streamGit(repository, args, localBounds(signal)), MAX_RECORD)) {
    const key = record.toString('utf8')
    const name = /^filter\.([\s\S]*)\.[^.]*$/.exec(key)?.[1]
    if (name === undefined) continue
    if (!isUtf8(record) || /[=\n]/.test(name)) return null
    for (const command of ['clean', 'smudge', 'process']) settings.push(`filter.${name}.${command}=`)
    settings.push(`filter.${name}.required=false`)
  }
  return [...new Set(settings)]
}

function localBounds(signal?: AbortSignal): Bounds {
  return { signal, seconds: LIMITS.localSeconds }
}
