import type { Logger } from 'pino'
import type { GivenAnswers } from './given-answers.ts'
import type { Reports } from './reports.ts'
import type { Repository } from './repositories.ts'

/** What every kind of answer works with. */
export interface Desk {
  readonly reports: Reports
  /** The first is the default. */
  readonly repositories: readonly Repository[]
  readonly given: GivenAnswers
  readonly log: Logger
  /** Milliseconds. */
  clock(): number
}
