import { ignoredCard, unignoredCard } from '../../blocks/cards/ignored.ts'
import { Refusal } from '../../review/refusal.ts'
import {
  keepVerdict,
  latestVerdictOf,
  undoVerdict,
  type Verdict,
  verdictsIn,
} from '../../store/dismissals.ts'
import type { Asks } from '../request/follow-up.ts'
import type { Desk } from './desk.ts'
import type { Heard } from './port.ts'
import { findingNumbered, reviewHere } from './review-here.ts'
import { reply } from './say.ts'

type IgnoreDesk = { readonly jobs: Pick<Desk['jobs'], 'db'> }

/** `ignore 4 because …`: the finding is dismissed in this channel until its code changes; the reason is kept. */
export async function hearIgnore(
  heard: Heard,
  { number, reason }: Extract<Asks, { readonly about: 'ignore' }>,
  desk: IgnoreDesk,
): Promise<void> {
  const { platform, place, person } = heard
  const { repository, report } = await reviewHere(heard, desk)
  const { finding } = findingNumbered(report, number)
  if (finding.severity === 'critical' && !(await mayDismissCritical(heard))) {
    throw new Refusal(
      'usage',
      `${number} is critical, and those who run this workspace dismiss what is critical.`,
      'Ask one of them to say it, or say what is wrong with it in its thread.',
    )
  }
  const { rule, severity, title, fingerprint, symbolFingerprint } = finding
  await keepVerdict(desk.jobs.db, {
    platform: platform.name,
    channel: place.channel,
    repository,
    verdict: 'wrong',
    scope: 'place',
    rule,
    severity,
    title,
    fingerprint,
    symbolFingerprint,
    reason,
    person: person.id,
    personName: person.name,
  })
  await reply(heard, ignoredCard({ number, finding, by: person.name, reason }, report))
}

/** `undo 4`, or `undo`: the last one that this person dismissed in this channel. */
export async function hearUndo(heard: Heard, number: number | null, desk: IgnoreDesk): Promise<void> {
  const { platform, place, person } = heard
  const { db } = desk.jobs
  const found = number === null ? await lastOf(heard, desk) : await ofNumber(heard, number, desk)
  const where = { id: found.id, platform: platform.name, channel: place.channel }
  const undone = await undoVerdict(db, where, person.name)
  if (undone === undefined) throw nothing(number)
  await reply(heard, unignoredCard(undone.title, undone.reason, person.name))
}

async function lastOf({ platform, place, person }: Heard, { jobs }: IgnoreDesk): Promise<Verdict> {
  const where = { platform: platform.name, channel: place.channel, person: person.id }
  const latest = await latestVerdictOf(jobs.db, where)
  if (latest?.verdict === 'wrong') return latest
  throw nothing(null)
}

async function ofNumber(heard: Heard, number: number, desk: IgnoreDesk): Promise<Verdict> {
  const { repository, report } = await reviewHere(heard, desk)
  const { finding } = findingNumbered(report, number)
  const where = { platform: heard.platform.name, channel: heard.place.channel, repository }
  const standing = await verdictsIn(desk.jobs.db, where)
  const found = standing.find(
    ({ verdict, fingerprint }) => verdict === 'wrong' && fingerprint === finding.fingerprint,
  )
  if (found) return found
  throw nothing(number)
}

function nothing(number: number | null): Refusal {
  const problem =
    number === null
      ? 'You have dismissed nothing here that still stands.'
      : `${number} is not dismissed here.`
  return new Refusal(
    'not-found',
    problem,
    'To dismiss one, say for example: ignore 4 because that cache is per node on purpose.',
  )
}

/** Whoever has the link of the web chat runs distreview. */
async function mayDismissCritical({ platform, person }: Heard): Promise<boolean> {
  return platform.name === 'web' || ((await platform.isAdmin?.(person.id)) ?? false)
}
