import type { Button, Card } from '../../blocks/card.ts'
import { evaluateButton } from '../../blocks/cards/actions.ts'
import { homeCard, type SetUp } from '../../blocks/cards/home.ts'
import type { Platform } from '../../jobs/platform.ts'
import type { Source } from '../../review/checkout/snapshot.ts'
import { countsOf, lastReviewsOf, latestReviews, openReviewsOf } from '../../store/home.ts'
import type { Database } from '../../store/store.ts'
import { ReviewWords } from '../request/review.ts'
import type { Repository } from './repositories.ts'

interface HomeOptions {
  readonly db: Database
  readonly repositories: readonly Repository[]
  /** Whether a model is asked as well. */
  readonly expert: boolean
}

/** For whom a page is made, and what the platform knows of its own set-up. */
interface Visitor {
  readonly platform: Platform
  readonly workspace: string
  readonly person: string
  readonly setUp: readonly SetUp[]
  /** Stand before the others. */
  readonly buttons: readonly Button[]
}

/** The page that a person sees outside any thread. Threads are listed to those alone who asked for them. */
export type HomePage = (visitor: Visitor) => Promise<Card>

const mostPast = 10

export function createHome({ db, repositories, expert }: HomeOptions): HomePage {
  const names = repositories.map(({ name }) => name)
  return async ({ platform, workspace, person, setUp, buttons }) => {
    const who = { platform: platform.name, workspace, person }
    const [underWay, past, latest] = await Promise.all([
      openReviewsOf(db, who),
      lastReviewsOf(db, who, mostPast),
      latestReviews(db, names),
    ])
    const counts = await countsOf(
      db,
      [...past, ...latest].map(({ id }) => id),
    )
    const none = { critical: 0, important: 0, minor: 0 }
    const linkTo = (channel: string | null, id: string | null): string | null =>
      channel && id ? (platform.linkTo?.({ channel, thread: null, id }) ?? null) : null
    return homeCard({
      repositories: repositories.map(({ name, source }) => ({ name, location: locationOf(source) })),
      open: latest
        .map(({ id, created, ...of }) => ({ ...of, counts: counts.get(id) ?? none, at: created.getTime() }))
        .sort((a, b) => names.indexOf(a.repository) - names.indexOf(b.repository)),
      underWay: underWay.map(({ asked, begun, channel, message }) => {
        const { repository, paths, ref } = ReviewWords.parse(asked)
        const url = linkTo(channel, message)
        return { repository: repository ?? names[0] ?? '', paths, ref, waits: begun === null, url }
      }),
      past: past.map(({ id, repository, paths, commit, created, channel, message, thread }) => ({
        repository,
        paths,
        commit,
        counts: counts.get(id) ?? none,
        at: created.getTime(),
        url: linkTo(channel, thread ?? message),
      })),
      setUp: [connected(names.length), model(expert), ...setUp],
      buttons: [...buttons, evaluateButton('Which mechanism fits?', '', [])],
    })
  }
}

function locationOf(source: Source): string {
  return source.kind === 'remote' ? source.name : 'on the machine that runs distreview'
}

function connected(repositories: number): SetUp {
  if (repositories === 0) {
    return { state: 'amiss', words: 'No repository is connected: whoever runs distreview sets REPOSITORIES.' }
  }
  const words =
    repositories === 1 ? 'One repository is connected.' : `${repositories} repositories are connected.`
  return { state: 'done', words }
}

function model(expert: boolean): SetUp {
  if (expert) return { state: 'done', words: 'A model reads the code after the rules and answers questions.' }
  return {
    state: 'left-out',
    words: 'No model: the rules review alone. Whoever runs distreview may set ANTHROPIC_API_KEY.',
  }
}
