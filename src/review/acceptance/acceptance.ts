import type { Depth } from '../report.ts'

/** A finding that the reviewed repository says it lives with. */
export interface Accepted {
  readonly rule: string
  /** The file that it is in, or the module or function: exactly one place, no pattern. */
  readonly place: string
  readonly reason: string
  /** Where it says so. */
  readonly path: string
  readonly line: number
}

/** What a repository says about itself. It is data of whoever may commit there: it lowers, it never hides. */
export interface Acceptance {
  /** The deepest review that it wants; null: no wish. */
  readonly depth: Depth | null
  readonly accepted: readonly Accepted[]
  /** What was said and not heeded, for the coverage. */
  readonly notes: readonly string[]
}

/** Entries of all files together; what is more is not heeded. */
export const mostAccepted = 200
