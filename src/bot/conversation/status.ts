import { repositoriesCard, statusCard, type UnderWay } from '../../blocks/cards/status.ts'
import { lastReviewIn } from '../../store/last-review.ts'
import { outboxRow } from '../../store/outbox.ts'
import { line, openReviewsIn, type RequestRow } from '../../store/requests.ts'
import { stepsFrom } from '../../store/steps.ts'
import { ReviewWords } from '../request/review.ts'
import type { Desk } from './desk.ts'
import type { KeptPhase } from './phases.ts'
import type { Heard } from './port.ts'
import { reply } from './say.ts'

/** `status`: the reviews under way in this channel, how far each is, and the last one that was answered. */
export async function hearStatus(heard: Heard, desk: Pick<Desk, 'jobs'>): Promise<void> {
  const { platform, place } = heard
  const { db } = desk.jobs
  const channel = { channel: place.channel, thread: null }
  const open = await openReviewsIn(db, platform.name, channel)
  const shown = await Promise.all(open.map((request) => underWay(request, heard, desk)))
  const last = await lastReviewIn(db, platform.name, channel)
  await reply(heard, statusCard(shown, last?.report ?? null))
}

async function underWay(
  request: RequestRow,
  { platform }: Heard,
  { jobs }: Pick<Desk, 'jobs'>,
): Promise<UnderWay> {
  const { id, person, personName, begun } = request
  const asked = ReviewWords.parse(request.asked)
  const first = await outboxRow(jobs.db, `${id}/parent`)
  const posted = first?.message
    ? { channel: first.channel, thread: first.messageThread, id: first.message }
    : null
  return {
    repository: asked.repository ?? '',
    paths: asked.paths,
    ref: asked.ref,
    requester: personName === person ? null : personName,
    state: begun === null ? await waiting(request, jobs) : await finished(id, jobs),
    url: posted && (platform.linkTo?.(posted) ?? null),
  }
}

async function waiting(request: RequestRow, { db }: Desk['jobs']): Promise<string> {
  const { before } = await line(db, request)
  return `waits at place ${before + 1} of the queue`
}

async function finished(id: string, { db }: Desk['jobs']): Promise<string> {
  const phases = (await stepsFrom(db, id, 'phase ')) as KeptPhase[]
  return phases.length === 0 ? 'begun' : phases.map(({ text }) => `✓ ${text}`).join(' · ')
}

/** `repos`: what is connected. */
export async function hearRepositories(
  heard: Heard,
  { repositories }: Pick<Desk, 'repositories'>,
): Promise<void> {
  const shown = repositories.map(({ name, source }) => ({
    name,
    url: source.kind === 'remote' ? source.url : null,
  }))
  await reply(heard, repositoriesCard(shown))
}
