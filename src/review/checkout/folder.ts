import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { GitFailure } from './failure.ts'
import { addFromDisk } from './files.ts'
import { acceptPath, emptyListing, isFull, type Listing, sortListing } from './listing.ts'

/** What builds and package managers write: not the code under review. */
const LEFT_OUT = new Set(['.git', '_build', 'deps', 'node_modules'])
const MAX_DEPTH = 100

/** Every file of a folder without git, as it is. Links are named and never followed. Throws GitFailure where stopped. */
export async function listFolder(root: string, signal?: AbortSignal): Promise<Listing> {
  const listing = emptyListing()
  const waiting = ['']
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (signal?.aborted) throw new GitFailure('stopped', 'stopped while listing')
    if (!(await listOne(listing, root, folder, waiting))) break
  }
  return sortListing(listing)
}

/** Lists one folder and queues the folders in it. False: the bound on entries was met. */
async function listOne(listing: Listing, root: string, folder: string, waiting: string[]): Promise<boolean> {
  let children: Awaited<ReturnType<typeof namesIn>>
  try {
    children = await namesIn(join(root, folder))
  } catch {
    listing.skipped.push({ path: folder, reason: 'folder that cannot be read' })
    return true
  }
  for (const child of children) {
    if (isFull(listing)) return false
    const inFolder = folder === '' ? child.name : Buffer.concat([Buffer.from(`${folder}/`), child.name])
    const name = child.name.toString('latin1')
    if (name === '.git') continue
    const path = acceptPath(listing, inFolder)
    if (path === null) continue
    if (!child.isDirectory()) await addFromDisk(listing, root, path)
    else if (LEFT_OUT.has(name))
      listing.skipped.push({ path, reason: 'folder of dependencies or build output' })
    else if (path.split('/').length > MAX_DEPTH)
      listing.skipped.push({ path, reason: 'over 100 folders deep' })
    else waiting.push(path)
  }
  return true
}

function namesIn(folder: string) {
  return readdir(folder, { withFileTypes: true, encoding: 'buffer' })
}
