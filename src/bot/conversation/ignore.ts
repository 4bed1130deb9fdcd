import { ignoredCard, unignoredCard } from '../../blocks/cards/ignored.ts'
import { Refusal } from '../../review/refusal.ts'
import { latestVerdictOf, undoVerdict } from '../../store/dismissals.ts'
import type { Asks } from '../request/follow-up.ts'
import type { Desk } from './desk.ts'
import { giveVerdict, takeBack } from './dismiss.ts'
import type { Heard } from './port.ts'
import { findingNumbered, reviewHere } from './review-here.ts'
import { reply } from './say.ts'

/** `ignore 4 because …`: the finding is dismissed in this channel until its code changes; the reason is kept. */
export async function hearIgnore(
  heard: Heard,
  { number, reason }: Extract<Asks, { readonly about: 'ignore' }>,
  desk: Desk,
): Promise<void> {
  const { repository, report } = await reviewHere(heard, desk)
  const { finding } = findingNumbered(report, number)
  const given = { repository, finding, verdict: 'wrong', scope: 'place', reason, until: null } as const
  await giveVerdict(heard, given, desk)
  await reply(heard, ignoredCard({ number, finding, by: heard.person.name, reason }, report))
}

/** `undo 4`, or `undo`: the last one that this person dismissed in this channel. */
export async function hearUndo(heard: Heard, number: number | null, desk: Desk): Promise<void> {
  const { person } = heard
  if (number === null) {
    const { title, reason } = await undoLast(heard, desk)
    return reply(heard, unignoredCard(title, reason, person.name))
  }
  const { repository, report } = await reviewHere(heard, desk)
  const { finding } = findingNumbered(report, number)
  await takeBack(heard, { repository, finding, report }, desk)
  await reply(heard, unignoredCard(finding.title, '', person.name))
}

async function undoLast({ platform, place, person }: Heard, { jobs }: Desk) {
  const where = { platform: platform.name, channel: place.channel }
  const latest = await latestVerdictOf(jobs.db, { ...where, person: person.id })
  const undone =
    latest?.verdict === 'wrong' && (await undoVerdict(jobs.db, { ...where, id: latest.id }, person.name))
  if (undone) return undone
  throw new Refusal(
    'not-found',
    'You have dismissed nothing here that still stands.',
    'To dismiss a finding, say for example: ignore 4 because that cache is per node on purpose.',
  )
}
