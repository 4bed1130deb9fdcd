import type { Entry, Skipped, Snapshot } from '../checkout/snapshot.ts'
import type { Selection } from '../selection.ts'
import { limits } from '../source/limits.ts'
import type { GivenFile, Study } from './study.ts'

/** Bytes that are handed over at once: a study works on one portion while the next is read. */
const portion = 1_000_000

/** Streams files into a study, as many as the limits allow; says which were left out, and why. */
export async function feed(
  study: Study,
  snapshot: Snapshot,
  wanted: readonly Entry[],
  { inScope, judged }: Selection,
): Promise<{ skipped: Skipped[]; notes: string[] }> {
  const { chosen, skipped, notes } = withinLimits(wanted)
  let files: GivenFile[] = []
  let bytes = 0
  let handed: Promise<void> = Promise.resolve()
  const hand = async () => {
    // One portion under way and one in the making: memory stays bounded however large the repository is.
    await handed
    handed = study.take(files)
    // It is awaited before the next, or at the end; until then nobody listens.
    handed.catch(() => {})
    files = []
    bytes = 0
  }
  for await (const { entry, bytes: content } of snapshot.read(chosen)) {
    const { path } = entry
    files.push({ path, bytes: content, inScope: inScope(path), judged: judged(path) })
    bytes += content.length
    if (bytes >= portion) await hand()
  }
  await hand()
  await handed
  return { skipped, notes }
}

function withinLimits(wanted: readonly Entry[]): { chosen: Entry[]; skipped: Skipped[]; notes: string[] } {
  const chosen: Entry[] = []
  const skipped: Skipped[] = []
  let bytes = 0
  let left = 0
  for (const entry of wanted) {
    if (entry.size > limits.file) {
      skipped.push({
        path: entry.path,
        reason: `${megabytes(entry.size)} MB, over the limit of ${megabytes(limits.file)} MB for a file`,
      })
    } else if (bytes + entry.size > limits.total || chosen.length >= limits.files) left++
    else {
      bytes += entry.size
      chosen.push(entry)
    }
  }
  const limit = `${megabytes(limits.total)} MB or ${limits.files.toLocaleString('en')} files`
  const notes =
    left === 0
      ? []
      : [`${left} files were left out: the limit of ${limit} was met. Name a path to review a part.`]
  return { chosen, skipped, notes }
}

function megabytes(bytes: number): string {
  const value = bytes / 1_000_000
  return value < 10 ? value.toFixed(1).replace(/\.0$/, '') : value.toFixed(0)
}
