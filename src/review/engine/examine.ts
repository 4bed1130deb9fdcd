import type { Entry, Skipped, Snapshot } from '../checkout/snapshot.ts'
import type { Progress } from '../request.ts'
import { rules } from '../rules/index.ts'
import type { Selection } from '../selection.ts'
import { feed } from './feed.ts'
import { TooSlow } from './slow.ts'
import type { Judgement, OpenStudy, Study, Summary } from './study.ts'

/** A study with everything in it. The caller closes it. */
interface Read {
  readonly study: Study
  readonly summary: Summary
  readonly skipped: readonly Skipped[]
  readonly notes: readonly string[]
}

export interface Steps {
  /** Called when everything is read; what it throws ends the examination. */
  readonly read?: (read: Read) => void
  readonly progress?: (step: Progress) => void
  readonly signal?: AbortSignal
}

/** Reads a selection; begins again without a file that takes too long, which is named. */
export async function readInto(
  open: OpenStudy,
  snapshot: Snapshot,
  selection: Selection,
  signal?: AbortSignal,
): Promise<Read> {
  const slow: Skipped[] = []
  for (;;) {
    const study = open(signal)
    try {
      const wanted = without(selection.wanted, slow)
      const { skipped, notes } = await feed(study, snapshot, wanted, selection)
      const summary = await study.summary()
      return { study, summary, skipped: [...slow, ...skipped, ...summary.skipped], notes }
    } catch (error) {
      await study.close()
      if (!(error instanceof TooSlow) || error.kind !== 'file') throw error
      slow.push({ path: error.subject, reason: `it took longer than ${error.seconds} s to read` })
    }
  }
}

/** Reads and judges; begins again without a file or rule that takes too long, each of which is named. */
export async function examine(
  open: OpenStudy,
  snapshot: Snapshot,
  selection: Selection,
  { read: reached, progress, signal }: Steps,
): Promise<Read & { readonly judgement: Judgement }> {
  const leftOut: string[] = []
  for (;;) {
    const read = await readInto(open, snapshot, selection, signal)
    try {
      reached?.(read)
      progress?.({ phase: 'rules', state: 'under-way', text: `${rules.length} rules` })
      const judgement = await read.study.judge(leftOut)
      progress?.({ phase: 'rules', state: 'done', text: `${rules.length - leftOut.length} rules` })
      return { ...read, notes: [...read.notes, ...missing(leftOut, judgement)], judgement }
    } catch (error) {
      await read.study.close()
      if (!(error instanceof TooSlow) || error.kind !== 'rule') throw error
      leftOut.push(error.subject)
    }
  }
}

function without(wanted: readonly Entry[], slow: readonly Skipped[]): readonly Entry[] {
  return slow.length === 0 ? wanted : wanted.filter(({ path }) => !slow.some((each) => each.path === path))
}

function missing(leftOut: readonly string[], { failed }: Judgement): string[] {
  return [
    ...leftOut.map((id) => `Rule ${id} took too long here and was left out.`),
    ...failed.map(
      ({ what, cause }) => `${what} broke off here and was left out, a fault of distreview (${cause}).`,
    ),
  ]
}
