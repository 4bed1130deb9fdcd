import { sql } from 'drizzle-orm'
import {
  findings,
  heard,
  leases,
  outbox,
  requests,
  reviews,
  schedules,
  steps,
  verdicts,
} from '../../src/store/schema.ts'
import type { Database } from '../../src/store/store.ts'

interface Wanted {
  readonly workspace: string
  readonly channel: string
  readonly created: Date
}

const report = { commit: 'c0ffee', findings: [] } as never

/** One workspace's traces in every table: an answered review, an open question, a schedule and its report. */
export async function keepTraces(db: Database, { workspace, channel, created }: Wanted): Promise<void> {
  const of = (id: string) => `${workspace}-${id}`
  const asked = {
    platform: 'slack',
    channel,
    thread: null,
    person: 'U1',
    personName: 'ana',
    workspace,
    created,
  } as const
  const words = { ...asked, asked: { words: 'ours' } }
  await db.insert(requests).values([
    { ...words, id: of('review'), kind: 'review', state: 'answered', answered: created },
    { ...words, id: of('open'), kind: 'words', created: new Date(created.getTime() + 1_000) },
  ])
  const kept = { repository: 'shop', paths: [], report, created }
  const [schedule] = await db
    .insert(schedules)
    .values({
      ...{
        platform: 'slack',
        channel,
        person: 'U1',
        personName: 'ana',
        repository: 'shop',
        paths: [],
        created,
      },
      ...{ every: 'weekly', at: '09:00', zone: 'UTC', nextRun: created },
    })
    .returning()
  const due = `due ${schedule?.id} 2026-01-01T09:00:00.000Z`
  await db.insert(reviews).values([
    { ...kept, id: of('review'), request: of('review') },
    { ...kept, id: due, schedule: schedule?.id ?? 0 },
  ])
  await db.insert(findings).values({
    ...{
      review: of('review'),
      position: 0,
      rule: 'r',
      severity: 'critical',
      title: 't',
      path: 'p',
      posted: true,
    },
    ...{ fingerprint: 'f', symbolFingerprint: 's' },
  })
  for (const key of [of('review/parent'), of('open/1'), `${due} parent`]) {
    await db.insert(outbox).values({ key, channel, created })
  }
  for (const work of [of('review'), `due ${schedule?.id} 1`]) {
    await db.insert(leases).values({ work, fence: 1, taken: created })
    await db.insert(steps).values({ work, step: 'commit', value: 1, at: created })
  }
  await db.insert(verdicts).values({
    ...{ platform: 'slack', channel, repository: 'shop', verdict: 'wrong', scope: 'place', rule: 'r' },
    ...{
      severity: 'critical',
      title: 't',
      fingerprint: 'f',
      symbolFingerprint: 's',
      reason: 'ours',
      created,
    },
    ...{ person: 'U1', personName: 'ana' },
  })
  await db.insert(heard).values({ delivery: of('delivery'), at: created })
}

/** How many rows each table has. */
export async function sizes(db: Database): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const [name, table] of Object.entries({
    findings,
    heard,
    leases,
    outbox,
    requests,
    reviews,
    schedules,
    steps,
    verdicts,
  })) {
    const [row] = await db.select({ many: sql<number>`count(*)::int` }).from(table)
    found[name] = row?.many ?? 0
  }
  return found
}
