import { readdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { GitFailure } from './failure.ts'
import { type Bounds, runGit } from './git.ts'
import type { Repository } from './hardening.ts'
import { LIMITS } from './limits.ts'
import { answerOf } from './stream.ts'

/** One ref of a remote and the ref of the mirror that keeps it. */
interface Download {
  readonly url: string
  readonly from: string
  readonly to: string
  /** Most bytes that may be written. */
  readonly bytes: number
}

const FETCH = [
  'fetch',
  '--quiet',
  '--depth=1',
  '--no-tags',
  '--no-recurse-submodules',
  '--no-write-fetch-head',
]

/**
 * Fetches one ref without its history, within a limit on bytes, which git itself does not have; what went over the
 * limit is removed again. Throws GitFailure.
 */
export async function download(online: Repository, wanted: Download, bounds: Bounds): Promise<void> {
  const before = await packsOf(online.gitDir)
  const size = new AbortController()
  const measure = async () => {
    let written = 0
    for (const [path, bytes] of await packsOf(online.gitDir)) if (!before.has(path)) written += bytes
    if (written > wanted.bytes) size.abort()
  }
  const watch = setInterval(measure, 500)
  const signal = bounds.signal ? AbortSignal.any([bounds.signal, size.signal]) : size.signal
  const args = [...FETCH, '--end-of-options', wanted.url, `+${wanted.from}:${wanted.to}`]
  try {
    await answerOf(online, args, { ...bounds, signal })
    await measure()
  } catch (error) {
    if (!size.signal.aborted) throw error
  } finally {
    clearInterval(watch)
  }
  if (!size.signal.aborted) return
  await runGit(online, ['update-ref', '-d', wanted.to], { seconds: LIMITS.localSeconds })
  for (const path of (await packsOf(online.gitDir)).keys()) {
    if (!before.has(path)) await rm(path, { force: true })
  }
  throw new GitFailure('too-large', 'the fetch wrote too much')
}

/** Removes what a process that was killed left behind: no fetch of ours lives longer than its time limit. */
export async function sweep(gitDir: string, seconds: number): Promise<void> {
  const packs = [...(await packsOf(gitDir)).keys()]
  for (const path of [
    join(gitDir, 'shallow.lock'),
    ...packs.filter((pack) => basename(pack).startsWith('tmp_')),
  ]) {
    const found = await stat(path).catch(() => null)
    if (found && Date.now() - found.mtimeMs > seconds * 1000) await rm(path, { force: true })
  }
}

/** Files that fetches have written, with their sizes in bytes. */
async function packsOf(gitDir: string): Promise<Map<string, number>> {
  const folder = join(gitDir, 'objects', 'pack')
  const sizes = new Map<string, number>()
  for (const name of await readdir(folder).catch(() => [])) {
    const found = await stat(join(folder, name)).catch(() => null)
    if (found) sizes.set(join(folder, name), found.size)
  }
  return sizes
}
