import { isUtf8 } from 'node:buffer'
import { LIMITS } from './limits.ts'
import type { Entry, Skipped } from './snapshot.ts'

/** Collects what a repository holds: readable files, and by name whatever will not be opened. */
export interface Listing {
  readonly entries: Entry[]
  readonly skipped: Skipped[]
  readonly notes: string[]
}

export function emptyListing(): Listing {
  return { entries: [], skipped: [], notes: [] }
}

/** Whether the bound on entries is met; then says so in the notes, and the caller stops listing. */
export function isFull(listing: Listing): boolean {
  if (listing.entries.length + listing.skipped.length < LIMITS.entries) return false
  listing.notes.push(
    `Only the first ${LIMITS.entries.toLocaleString('en')} files were listed; the rest was left out.`,
  )
  return true
}

/**
 * The path of a file that may be opened or named, or null after listing it as skipped: nothing that is not UTF-8,
 * over PATH_MAX, or that would leave the root or touch git's own folder if somebody wrote it out.
 */
export function acceptPath(listing: Listing, bytes: Buffer): string | null {
  const problem = problemOf(bytes)
  if (problem === null) return bytes.toString('utf8')
  listing.skipped.push({ path: escaped(bytes), reason: problem })
  return null
}

/** Adds a file, or lists it as too large. */
export function addFile(listing: Listing, entry: Entry): void {
  if (entry.size <= LIMITS.fileBytes) listing.entries.push(entry)
  else listing.skipped.push({ path: entry.path, reason: `larger than ${LIMITS.fileBytes / 1024 / 1024} MiB` })
}

/** Both lists in the order of their paths. */
export function sortListing(listing: Listing): Listing {
  listing.entries.sort(byPath)
  listing.skipped.sort(byPath)
  return listing
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}

function problemOf(bytes: Buffer): string | null {
  if (bytes.length > LIMITS.pathBytes) return 'path over 4,096 bytes'
  if (!isUtf8(bytes)) return 'name is not UTF-8'
  for (const segment of bytes.toString('utf8').split('/')) {
    if (segment === '' || segment === '.' || segment === '..') return 'name that leaves its folder'
    if (segment.toLowerCase() === '.git') return "inside git's own folder"
  }
  return null
}

/** Bytes outside printable ASCII as `\xNN`; at most 200 bytes are shown. */
function escaped(bytes: Buffer): string {
  let text = ''
  for (const byte of bytes.subarray(0, 200)) {
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x5c
    text += plain ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`
  }
  return bytes.length > 200 ? `${text}…` : text
}
