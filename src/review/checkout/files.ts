import { constants } from 'node:fs'
import { lstat, open, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { GitFailure } from './failure.ts'
import { LIMITS } from './limits.ts'
import { addFile, type Listing } from './listing.ts'
import type { Entry } from './snapshot.ts'

/** Adds what lies at a path below the root: regular files are entries, everything else is named. False: nothing is there. */
export async function addFromDisk(listing: Listing, root: string, path: string): Promise<boolean> {
  try {
    const found = await lstat(join(root, path))
    if (found.isFile()) addFile(listing, { path, size: found.size, oid: null })
    else if (found.isSymbolicLink()) listing.skipped.push({ path, reason: 'symbolic link' })
    else if (found.isDirectory()) listing.skipped.push({ path, reason: 'submodule or another repository' })
    else listing.skipped.push({ path, reason: 'no regular file' })
    return true
  } catch (error) {
    if (isAbsent(error)) return false
    listing.skipped.push({ path, reason: 'cannot be read' })
    return true
  }
}

/**
 * Contents of files below a root (a real path), in the order asked. A file that has gone, was replaced by a link or
 * another kind, or grew over the limit since it was listed is left out and named in `notes`.
 */
export async function* readFiles(
  root: string,
  entries: readonly Entry[],
  notes: string[],
  signal?: AbortSignal,
): AsyncGenerator<{ readonly entry: Entry; readonly bytes: Buffer }, void> {
  for (const entry of entries) {
    if (signal?.aborted) throw new GitFailure('stopped', 'stopped while reading')
    const bytes = await readInside(root, entry.path)
    if (bytes) yield { entry, bytes }
    else notes.push(`${entry.path} could not be read, or changed while it was, and was left out.`)
  }
}

/** Bytes of a regular file whose whole path below the root is free of symbolic links, else null. */
async function readInside(root: string, path: string): Promise<Buffer | null> {
  const full = join(root, path)
  try {
    // O_NONBLOCK: a pipe put in a file's place would wait for a writer for ever.
    const file = await open(full, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const opened = await file.stat()
      if (!opened.isFile() || opened.size > LIMITS.fileBytes) return null
      // Asked after the opening: a folder on the way that is a link shows here, and the inode proves the same file.
      const named = await lstat(full)
      if ((await realpath(full)) !== full || named.ino !== opened.ino || named.dev !== opened.dev) return null
      const bytes = Buffer.allocUnsafe(opened.size)
      const { bytesRead } = await file.read(bytes, 0, opened.size, 0)
      return bytes.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
