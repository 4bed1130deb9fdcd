import type { Logger } from 'pino'
import type { Jobs } from '../../jobs/jobs.ts'
import type { Schedules } from '../../jobs/schedules.ts'
import type { Purse } from '../../review/expert/purse.ts'
import type { Ask } from '../../review/expert/question.ts'
import type { Bounded } from './bounded.ts'
import type { GivenAnswers } from './given-answers.ts'
import type { Heard } from './port.ts'
import type { Reports } from './reports.ts'
import type { Repository } from './repositories.ts'

/** What every kind of answer works with. */
export interface Desk {
  readonly reports: Reports
  /** The first is the default. */
  readonly repositories: readonly Repository[]
  readonly given: GivenAnswers
  readonly schedules: Schedules
  readonly jobs: Jobs
  /** How the requests that are open were said, by their id, as far as this process heard them. */
  readonly heard: Bounded<Heard>
  /** Ids of reviews whose first message this process has posted and nobody has edited since. */
  readonly opened: Bounded<true>
  /** Ids of people who may dismiss a critical finding, besides those who run their workspace. */
  readonly admins: ReadonlySet<string>
  /** Milliseconds for which a report is given again to whoever asks for the same commit; 0: never. */
  readonly remember: number
  /** The version of distreview, which made its reports. */
  readonly version: string
  /** What a workspace may spend on the model; left out: no limit but that of each review. */
  readonly purse?: (workspace: string) => Purse
  /** Answers free questions; null without a model key. */
  readonly ask: Ask | null
  readonly log: Logger
  /** Milliseconds. */
  clock(): number
}
