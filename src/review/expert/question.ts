import { type NetworkPolicy, openSnapshot } from '../checkout/index.ts'
import type { Source } from '../checkout/snapshot.ts'
import { readInto } from '../engine/examine.ts'
import { openLocalStudy } from '../engine/local.ts'
import type { OpenStudy } from '../engine/study.ts'
import type { Journal } from '../journal.ts'
import type { ExpertRun, Report } from '../report.ts'
import { select } from '../selection.ts'
import type { Said } from './desk.ts'
import type { Expert } from './expert.ts'
import { plainWords } from './plain.ts'
import type { Purse } from './purse.ts'

/** What a question is about: a review that was made of this source. */
interface Asked {
  readonly source: Source
  readonly report: Report
  readonly question: string
  /** What was asked and answered before in the same thread, in order. */
  readonly earlier?: readonly Said[]
  /** What earlier attempts at the same answer have paid for. */
  readonly journal?: Journal
  readonly purse?: Purse
}

export interface Answer {
  /** Empty where the run's note says why there is no answer. Places in it are `path:line` or `path:first-last`. */
  readonly text: string
  /** Places that the model named and that are not there; the text has `(no such place)` for them. */
  readonly wrongPlaces: number
  readonly run: ExpertRun
}

/** Answers from the code of the review's commit; rejects with a Refusal where that cannot be read any more. */
export type Ask = (asked: Asked) => Promise<Answer>

interface AskContext {
  readonly mirrors: string | null
  readonly network?: NetworkPolicy
  /** Where the code is read; left out: in this thread. */
  readonly engine?: OpenStudy
  /** Ends answers under way. */
  readonly stopping?: AbortSignal
}

export function createAsk(
  expert: Expert,
  { mirrors, network, engine = openLocalStudy, stopping: signal }: AskContext,
): Ask {
  return async ({ source, report, question, earlier, journal, purse }) => {
    const { commit, target, findings, sections, facts: cluster } = report
    const facts = sections && cluster ? { sections, cluster } : null
    const snapshot = await openSnapshot(source, { ref: commit, worktree: false, mirrors, signal }, network)
    try {
      const selection = select(snapshot, target.paths, source.name)
      const { study } = await readInto(engine, snapshot, selection, signal)
      try {
        const { desk } = study
        const { text, run } = await expert.answer(
          { desk, target, commit, findings, facts, journal, purse, signal },
          question,
          earlier,
        )
        return { ...(await desk.checked(plainWords(text))), run }
      } finally {
        await study.close()
      }
    } finally {
      await snapshot.close()
    }
  }
}
