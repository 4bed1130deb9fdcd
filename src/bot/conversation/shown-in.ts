import {
  type Consultation,
  type Profile,
  readRepository,
  type Shown,
  shownBy,
} from '../../review/consensus/index.ts'
import type { Report } from '../../review/report.ts'
import { type LastReview, lastReviewIn } from '../../store/last-review.ts'
import type { Desk } from './desk.ts'
import type { Heard } from './port.ts'

type ShownDesk = Pick<Desk, 'log'> & Partial<Pick<Desk, 'jobs' | 'repositories'>>

interface ShownThere {
  readonly shown: readonly Shown[]
  readonly repository: Consultation['repository']
}

/**
 * What the code shows that was reviewed last in this place: of a local repository its files at that commit, of any other
 * the libraries that its report lists. Nothing where there was no review.
 */
export async function shownIn(
  { platform, place }: Pick<Heard, 'platform' | 'place'>,
  desk: ShownDesk,
): Promise<ShownThere> {
  const last = desk.jobs && (await lastReviewIn(desk.jobs.db, platform.name, place))
  if (!last) return { shown: [], repository: null }
  const { commit } = last.report
  return { shown: await shownOf(last, desk), repository: { name: last.repository, commit } }
}

async function shownOf(
  { repository, report }: LastReview,
  { repositories = [], log }: ShownDesk,
): Promise<readonly Shown[]> {
  const source = repositories.find(({ name }) => name === repository)?.source
  if (source?.kind === 'local' && report.commit !== null) {
    try {
      return (await readRepository({ source, ref: report.commit, mirrors: null })).shown
    } catch (error) {
      log.warn({ err: error, repository }, 'What the repository shows is taken from its report.')
    }
  }
  return byLibraries(report)
}

/** The services that the libraries of a report are of use for, as an answer; nothing where there are none. */
export function servicesShown(report: Report): Partial<Profile> {
  return Object.fromEntries(byLibraries(report).map(({ key, value }) => [key, value]))
}

function byLibraries(report: Report): Shown[] {
  const libraries = report.architecture.libraries.map(({ name }) => ({ name, place: null }))
  return shownBy({ libraries, images: [], kubernetes: [], nodes: null, regions: [] })
}
