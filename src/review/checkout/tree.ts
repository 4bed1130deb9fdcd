import type { Repository } from './hardening.ts'
import { LIMITS } from './limits.ts'
import { acceptPath, addFile, emptyListing, isFull, type Listing, sortListing } from './listing.ts'
import { recordsOf, streamGit } from './stream.ts'

// `<mode> <type> <oid> <size padded>\t<path>`: the path may hold a tab, so the first one counts.
const RECORD = /^(\d{6}) \w+ ([0-9a-f]+) +(\d+|-)$/
const MAX_RECORD = 1024 * 1024

/**
 * Every file of a commit, from its tree objects; nothing is checked out, so links, filters and names that differ in
 * case only have nothing to act on. Throws GitFailure.
 */
export async function listTree(
  repository: Repository,
  commit: string,
  signal?: AbortSignal,
): Promise<Listing> {
  const listing = emptyListing()
  const args = ['ls-tree', '-r', '-z', '-l', '--full-tree', commit]
  const chunks = streamGit(repository, args, { signal, seconds: LIMITS.localSeconds })
  for await (const record of recordsOf(chunks, MAX_RECORD)) {
    if (isFull(listing)) break
    addRecord(listing, record)
  }
  return sortListing(listing)
}

function addRecord(listing: Listing, record: Buffer): void {
  const tab = record.indexOf(9)
  const fields = RECORD.exec(record.toString('latin1', 0, tab))
  const path = acceptPath(listing, record.subarray(tab + 1))
  if (path === null) return
  const [, mode = '', oid = '', size = '-'] = fields ?? []
  if (mode === '120000') listing.skipped.push({ path, reason: 'symbolic link' })
  else if (mode === '160000') listing.skipped.push({ path, reason: 'submodule' })
  else if (size === '-')
    listing.skipped.push({ path, reason: 'its contents are missing from the repository' })
  else addFile(listing, { path, size: Number(size), oid })
}
