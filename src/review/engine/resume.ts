import type { Snapshot } from '../checkout/snapshot.ts'
import type { Journal } from '../journal.ts'
import type { Selection } from '../selection.ts'
import { examine, readInto, type Steps } from './examine.ts'
import type { Judgement, OpenStudy } from './study.ts'

/** What the rules said, as a step that has finished; what was read is in memory alone. */
interface Judged {
  readonly judgement: Judgement
  readonly notes: readonly string[]
}

/**
 * As `examine`; where an earlier attempt has judged, the code is read again for those who ask about it, and not judged
 * again. For reviews that go on after the rules: without an expert the report itself is what is kept.
 */
export async function examineOnce(
  journal: Journal,
  open: OpenStudy,
  snapshot: Snapshot,
  selection: Selection,
  steps: Steps,
): ReturnType<typeof examine> {
  const kept = (await journal.kept('rules')) as Judged | undefined
  if (kept) {
    const read = await readInto(open, snapshot, selection, steps.signal)
    steps.read?.(read)
    return { ...read, ...kept }
  }
  const examined = await examine(open, snapshot, selection, steps)
  const { judgement, notes } = examined
  await journal.keep('rules', { judgement, notes } satisfies Judged)
  return examined
}
