import { architecture } from '../architecture/index.ts'
import type { Skipped } from '../checkout/snapshot.ts'
import { openDesk } from '../expert/desk.ts'
import { checkFixes } from '../fixes/check.ts'
import { watchedAtoms } from '../rules/index.ts'
import { judge } from '../rules/judge.ts'
import { programSections } from '../sections/index.ts'
import { limits } from '../source/limits.ts'
import { Program, type SourceFile } from '../source/program/program.ts'
import { readSource } from '../source/reading.ts'
import { turn } from '../turn.ts'
import { clusterFacts } from '../what-if/find-facts.ts'
import { attempt } from './failed.ts'
import type { OpenStudy, Study } from './study.ts'
import { summaryOf } from './summary.ts'

/** Told what is being worked on now, so that somebody else can see that it takes too long. */
export interface Pulse {
  /** The n-th file that was given, from 1. */
  file(nth: number): void
  rule(id: string): void
  idle(): void
}

const unwatched: Pulse = { file() {}, rule() {}, idle() {} }

/** A study in this thread: it gives the event loop a turn between files and between rules. */
export const openLocalStudy: OpenStudy = (signal) => createStudy(unwatched, signal)

export function createStudy(pulse: Pulse, signal?: AbortSignal): Study {
  const files: SourceFile[] = []
  const documents: SourceFile[] = []
  const skipped: Skipped[] = []
  const counts = { given: 0, foreign: 0, unjudged: 0 }
  let joined: Program | null = null
  const program = () => {
    joined ??= new Program(files, watchedAtoms, documents)
    return joined
  }
  return {
    async take(given) {
      let turned = performance.now()
      for (const file of given) {
        pulse.file(++counts.given)
        const read = readSource(file)
        if ('reason' in read) skipped.push(read)
        else if (read.kind === 'document') documents.push(read.file)
        else {
          files.push(read.file)
          if (read.foreign) counts.foreign++
          if (!file.judged && file.inScope) counts.unjudged++
        }
        if (performance.now() - turned < 20) continue
        await turn()
        signal?.throwIfAborted()
        turned = performance.now()
      }
      pulse.idle()
    },
    async summary() {
      return summaryOf(files, documents, skipped, counts)
    },
    async judge(without) {
      await turn()
      signal?.throwIfAborted()
      const judged = (of: Program) =>
        judge(of, without, (id) => {
          signal?.throwIfAborted()
          pulse.rule(id)
        })
      const { findings, mends, examined, failed } = await judged(program())
      const checking = () =>
        checkFixes({
          program: program(),
          findings,
          mends,
          atoms: watchedAtoms,
          judge: async (of) => (await judged(of)).findings,
          clock: () => performance.now(),
          budget: limits.patches,
        })
      const none = { findings, fixes: { shown: 0, rejected: [] } }
      const checked = (await attempt('The check of patches', failed, checking, signal)) ?? none
      pulse.idle()
      const built = architecture(program())
      const known = { findings: checked.findings, examined, architecture: built }
      return {
        ...checked,
        examined,
        architecture: built,
        sections: await attempt('Parts of the report', failed, () => programSections(program(), known)),
        facts: await attempt('Facts of the cluster', failed, () => clusterFacts(program())),
        failed,
      }
    },
    desk: openDesk(program),
    async close() {},
  }
}
