import type { Said, SaidOf } from '../../blocks/cards/verdict.ts'
import type { Place, Platform } from '../../jobs/platform.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Finding, Report } from '../../review/report.ts'
import { keepVerdict, undoVerdict, type Verdict, verdictsIn } from '../../store/dismissals.ts'
import type { Database } from '../../store/store.ts'
import type { Desk } from './desk.ts'
import type { Person } from './port.ts'

/** Whoever says something of a finding, and where. */
export interface Speaker {
  readonly platform: Platform
  readonly place: Place
  readonly person: Person
}

export interface Given {
  /** By the name that it is connected under. */
  readonly repository: string
  readonly finding: Finding
  readonly verdict: 'right' | 'wrong'
  readonly scope: 'place' | 'rule'
  /** In the person's words; empty with `right`. */
  readonly reason: string
  /** Milliseconds; null: no limit of time. */
  readonly until: number | null
}

type VerdictDesk = Pick<Desk, 'admins' | 'log' | 'clock'> & { readonly jobs: Pick<Desk['jobs'], 'db'> }

/**
 * Keeps what somebody says of a finding; the next review in this channel shows it. Throws a Refusal where a critical
 * finding is dismissed by somebody who may not.
 */
export async function giveVerdict(speaker: Speaker, given: Given, desk: VerdictDesk): Promise<void> {
  const { platform, place, person } = speaker
  const { repository, finding, verdict, scope, reason, until } = given
  if (verdict === 'wrong') await mayDismiss(speaker, finding, desk)
  const { rule, severity, title, fingerprint, symbolFingerprint } = finding
  await keepVerdict(desk.jobs.db, {
    platform: platform.name,
    channel: place.channel,
    repository,
    verdict,
    scope,
    rule,
    severity,
    title,
    fingerprint,
    symbolFingerprint,
    reason,
    person: person.id,
    personName: person.name,
    until: until === null ? null : new Date(until),
  })
  desk.log.info({ repository, rule, severity, verdict, scope, person: person.id }, 'verdict')
}

/** Throws a Refusal where the finding is critical and the person neither runs the workspace nor is in ADMINS. */
export async function mayDismiss(
  { platform, person }: Pick<Speaker, 'platform' | 'person'>,
  { severity }: Finding,
  { admins, log }: Pick<Desk, 'admins' | 'log'>,
): Promise<void> {
  if (severity !== 'critical' || admins.has(person.id)) return
  const known = await platform.isAdmin?.(person.id).catch((error: unknown) => {
    log.warn({ err: error }, 'Whether somebody runs the workspace could not be asked.')
    return false
  })
  if (known === true) return
  throw new Refusal(
    'not-allowed',
    'A critical finding is dismissed by an admin of the workspace, or by somebody who is named in ADMINS.',
    'Ask one of them to press Wrong.',
  )
}

/** Takes back what was said of a finding here. Throws a Refusal where nothing stands. */
export async function takeBack(
  { platform, place, person }: Speaker,
  { repository, finding, report }: { repository: string; finding: Finding; report: Report },
  desk: VerdictDesk,
): Promise<void> {
  const { db } = desk.jobs
  const where = { platform: platform.name, channel: place.channel, repository }
  const said = match(finding, await verdictsIn(db, where), report, desk.clock())
  const undone =
    said?.state === 'stands' ? await undoVerdict(db, { ...where, id: said.kept.id }, person.name) : undefined
  if (undone !== undefined) return
  throw new Refusal('not-found', 'Nothing that was said of this finding stands here.', '')
}

/** What people said in this channel of the findings of a report. */
export async function saidIn(
  { db, now }: { readonly db: Database; readonly now: number },
  { platform, channel, repository }: Pick<Verdict, 'platform' | 'channel' | 'repository'>,
  report: Report,
): Promise<SaidOf> {
  const kept = await verdictsIn(db, { platform, channel, repository })
  return (finding) => match(finding, kept, report, now)?.said
}

interface Matched {
  readonly kept: Verdict
  readonly said: Said
  readonly state: Said['state']
}

/** The latest verdict about a finding: of its place first, then of its rule; last what its code has outgrown. */
function match(
  finding: Finding,
  verdicts: readonly Verdict[],
  report: Report,
  now: number,
): Matched | undefined {
  const latest = verdicts.toReversed()
  // Two findings of one form in one file have one fingerprint, and are told apart by their symbols.
  const twins = report.findings.filter(({ fingerprint }) => fingerprint === finding.fingerprint).length > 1
  const ofPlace = latest.find(
    (each) =>
      each.scope === 'place' &&
      each.fingerprint === finding.fingerprint &&
      (!twins || each.symbolFingerprint === finding.symbolFingerprint),
  )
  const ofRule = latest.find((each) => each.scope === 'rule' && each.rule === finding.rule)
  const outgrown = latest.find(
    (each) => each.scope === 'place' && each.symbolFingerprint === finding.symbolFingerprint,
  )
  const isOver = ({ until }: Verdict) => until !== null && until.getTime() <= now
  const found = [ofPlace, ofRule].find((each) => each && !isOver(each)) ?? ofPlace ?? ofRule ?? outgrown
  if (found === undefined) return undefined
  const state = found === outgrown && found !== ofPlace ? 'changed' : isOver(found) ? 'over' : 'stands'
  const { verdict, scope, personName: by, reason, until } = found
  return { kept: found, state, said: { verdict, scope, by, reason, until: until?.getTime() ?? null, state } }
}
