import type { Source } from './checkout/snapshot.ts'
import type { Purse } from './expert/purse.ts'
import type { Journal } from './journal.ts'
import type { Depth, Report } from './report.ts'

/** What is to be reviewed: one repository, some paths of it (none: all of it), at one ref. */
export interface ReviewRequest {
  readonly source: Source
  readonly paths: readonly string[]
  /** Branch, tag or commit; null is HEAD. */
  readonly ref: string | null
  /** Read a working folder as it is; command line only. */
  readonly worktree: boolean
  /** Left out: quick. */
  readonly depth?: Depth
}

/** One step of the work as people see it; `text` is ready to print: "read 212 files, 31,480 lines". */
export interface Progress {
  readonly phase: 'fetch' | 'read' | 'rules' | 'expert'
  readonly state: 'under-way' | 'done'
  readonly text: string
  /** Full object id as soon as it is known. */
  readonly commit?: string | null
}

/** A review as its callers know it; rejects with a Refusal where the request cannot be served. */
export type Review = (
  request: ReviewRequest,
  progress: (step: Progress) => void,
  signal?: AbortSignal,
  journal?: Journal,
  purse?: Purse,
) => Promise<Report>
