import type { Report } from '../../review/report.ts'
import { openReviewsIn, type RequestRow } from '../../store/requests.ts'
import { recentReports } from '../../store/reviews.ts'
import { keptStep } from '../../store/steps.ts'
import { ReviewWords } from '../request/review.ts'
import type { Desk } from './desk.ts'
import { digestOf } from './review-name.ts'

/** What was found of a commit that is asked for again. */
type Known =
  /** The report, made before. */
  | { readonly report: Report }
  /** Somebody asked for the same in this channel, earlier, and it is under way: this request. */
  | { readonly underWay: string }

interface Asked {
  readonly request: RequestRow
  readonly words: ReviewWords
  readonly repository: string
  readonly commit: string
}

/** The same place at the same commit, asked for by this version within the time; null where it is new. */
export async function knownAlready(asked: Asked, desk: Desk): Promise<Known | null> {
  const { words, repository, commit, request } = asked
  if (desk.remember === 0) return null
  const { db } = desk.jobs
  const digest = digestOf(words.paths)
  const within = desk.remember
  const { workspace } = request
  for (const { report, paths } of await recentReports(db, { repository, commit, workspace, within })) {
    const same =
      digestOf(paths) === digest &&
      report.depth === (words.depth ?? 'standard') &&
      report.tool.version === desk.version &&
      // A report that was made before a key was set lacks what the model adds.
      (report.expert !== null || report.depth === 'quick' || desk.ask === null)
    if (same) return { report }
  }
  for (const other of await openReviewsIn(db, request.platform, { channel: request.channel, thread: null })) {
    if (other.begun === null || !isEarlier(other, request)) continue
    const theirs = ReviewWords.parse(other.asked)
    const alike = theirs.repository === repository && digestOf(theirs.paths) === digest
    if (!alike || theirs.depth !== words.depth) continue
    const kept = await keptStep(db, other.id, 'commit')
    if ((kept?.value as { commit?: string } | undefined)?.commit === commit) return { underWay: other.id }
  }
  return null
}

/** Of two that see each other, one is pointed to the other and not both. */
function isEarlier(a: RequestRow, b: RequestRow): boolean {
  const between = a.created.getTime() - b.created.getTime()
  return between === 0 ? a.id < b.id : between < 0
}
