import type { Purse } from '../../review/expert/purse.ts'
import type { Journal } from '../../review/journal.ts'
import { Refusal } from '../../review/refusal.ts'
import { type Depth, depths, type Report } from '../../review/report.ts'
import type { Progress, Review } from '../../review/request.ts'
import { createBounded } from './bounded.ts'
import type { Repository } from './repositories.ts'
import { digestOf, type ReviewName } from './review-name.ts'

interface Asked {
  readonly repository: Repository
  readonly paths: readonly string[]
  readonly ref: string | null
  /** null: the usual one. */
  readonly depth: Depth | null
}

type Watch = (step: Progress) => void

/** How a review that people wait for is made. */
interface How {
  /** Aborted where it is of no use any more. */
  readonly signal?: AbortSignal
  readonly journal?: Journal
  /** What the workspace of whoever asks may spend on the model. */
  readonly purse?: Purse
  /** A report of this commit that is there already, instead; rejects where there is to be none. */
  readonly instead?: (commit: string) => Promise<Report | null>
}

/** A review under way whose commit is known, so that others who ask the same can follow it. */
interface Run {
  readonly steps: Progress[]
  readonly watchers: Set<Watch>
  readonly report: Promise<Report>
}

export interface Reports {
  /** Reviews; a second request for the same repository, commit, paths and depth follows the one under way. */
  make(asked: Asked, watch: Watch, how?: How): Promise<Report>
  kept(named: ReviewName): Report | undefined
  /** The review again, at its commit, by the engine alone: that is deterministic, so it is the same, and costs nothing. */
  remake(named: ReviewName, repository: Repository): Promise<Report>
}

/** `most`: how many reports stay in memory, so that their buttons answer at once. */
export function createReports(review: Review, most = 32): Reports {
  const keptReports = createBounded<Report>(most)
  const underWay = new Map<string, Run>()

  /** The deeper of two reviews of the same has the findings of the other as well. */
  function keep(key: string, report: Report): void {
    const known = keptReports.get(key)
    if (known && depths.indexOf(known.depth) > depths.indexOf(report.depth)) return
    keptReports.set(key, report)
  }

  function make(asked: Asked, watch: Watch, { signal, journal, purse, instead }: How = {}): Promise<Report> {
    return new Promise((resolve, reject) => {
      const abort = new AbortController()
      const steps: Progress[] = []
      const watchers = new Set([watch])
      let key: string | null = null

      let commitKnown = false
      let over = false

      /** Somebody else may be reviewing the same commit already: then that is followed. */
      const follow = (commit: string) => {
        if (over || abort.signal.aborted) return
        const mine = `${keyOf(asked.repository.name, commit, digestOf(asked.paths))} ${asked.depth}`
        const other = underWay.get(mine)
        if (other === undefined) {
          key = mine
          underWay.set(key, { steps, watchers, report: own })
          return
        }
        watchers.clear()
        for (const step of other.steps) watch(step)
        other.watchers.add(watch)
        resolve(other.report.then((report) => asFor(asked, report)))
        abort.abort()
      }
      /** Only now is it known which commit was asked for. */
      const known = (commit: string) => {
        commitKnown = true
        if (instead === undefined) return follow(commit)
        instead(commit).then(
          (report) => {
            if (report === null) return follow(commit)
            resolve(asFor(asked, report))
            abort.abort()
          },
          (error: unknown) => {
            reject(error)
            abort.abort()
          },
        )
      }
      const progress = (step: Progress) => {
        if (abort.signal.aborted) return
        if (!commitKnown && step.commit) known(step.commit)
        if (abort.signal.aborted) return
        steps.push(step)
        for (const each of watchers) each(step)
      }
      const { repository, paths, ref, depth } = asked
      const request = {
        source: repository.source,
        paths,
        ref,
        worktree: false,
        ...(depth === null ? {} : { depth }),
      }
      // On a later turn, so that `own` is there when the first step is reported.
      const stop = signal ? AbortSignal.any([abort.signal, signal]) : abort.signal
      const own: Promise<Report> = Promise.resolve().then(() =>
        review(request, progress, stop, journal, purse),
      )
      own.then(resolve, reject)
      own
        .then((report) => keep(keyOf(repository.name, report.commit, digestOf(paths)), report))
        .catch(() => {}) // The failure is the caller's, by `reject`.
        .finally(() => {
          over = true
          if (key !== null) underWay.delete(key)
        })
    })
  }

  return {
    make,
    kept: (named) => keptReports.get(keyOf(named.repository, named.commit, named.digest)),
    remake(named, repository) {
      if (named.commit === null || named.paths === null) {
        const why =
          named.commit === null ? 'was of files outside git' : 'named more paths than a button can hold'
        throw new Refusal(
          'not-found',
          `This review ${why}, and it is not kept any more.`,
          'Ask for the review again.',
        )
      }
      return make({ repository, paths: named.paths, ref: named.commit, depth: 'quick' }, () => {})
    },
  }
}

function keyOf(repository: string, commit: string | null, digest: string): string {
  return `${repository} ${commit} ${digest}`
}

/** The same review, under the branch or tag that this person asked for. */
function asFor(asked: Asked, report: Report): Report {
  if (asked.ref === null) return report
  return { ...report, target: { ...report.target, ref: asked.ref } }
}
