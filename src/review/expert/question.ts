import { type NetworkPolicy, openSnapshot } from '../checkout/index.ts'
import type { Source } from '../checkout/snapshot.ts'
import type { ExpertRun, Report } from '../report.ts'
import { watchedAtoms } from '../rules/index.ts'
import { select } from '../selection.ts'
import { Program } from '../source/program/program.ts'
import { masked } from '../source/program/secrets.ts'
import { readFiles } from '../source/reading.ts'
import type { Expert } from './expert.ts'
import { openSight, type Sight } from './sight.ts'

/** What a question is about: a review that was made of this source. */
interface Asked {
  readonly source: Source
  readonly report: Report
  readonly question: string
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
  /** Ends answers under way. */
  readonly stopping?: AbortSignal
}

export function createAsk(expert: Expert, { mirrors, network, stopping: signal }: AskContext): Ask {
  return async ({ source, report, question }) => {
    const { commit, target } = report
    const snapshot = await openSnapshot(source, { ref: commit, worktree: false, mirrors, signal }, network)
    try {
      const selection = select(snapshot, target.paths, source.name)
      const { files } = await readFiles(snapshot, selection.wanted, selection.inScope)
      const program = new Program(files, watchedAtoms)
      const subject = { program, target, commit, findings: report.findings, signal }
      const { text, run } = await expert.answer(subject, question)
      return { ...withoutWrongPlaces(masked(text), openSight(program)), run }
    } finally {
      await snapshot.close()
    }
  }
}

/** A path with lines, as answers name them. */
export const placePattern =
  /([\w@+./-]+\.(?:exs?|[eh]rl|escript|app\.src|config|lock)):(\d{1,7})(?:[-–](\d{1,7}))?/g

function withoutWrongPlaces(text: string, sight: Sight): { text: string; wrongPlaces: number } {
  let wrongPlaces = 0
  const checked = text.replace(placePattern, (all, path: string, first: string, last: string | undefined) => {
    const file = sight.file(path)
    const lines = file ? sight.lines(file).length : 0
    const [start, end] = [Number(first), Number(last ?? first)]
    if (start >= 1 && start <= end && end <= lines) return all
    wrongPlaces += 1
    return '(no such place)'
  })
  return { text: checked, wrongPlaces }
}
