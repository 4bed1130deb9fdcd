import { createHash } from 'node:crypto'
import type { Place, Platform } from '../../jobs/platform.ts'
import type { Said } from '../../review/expert/desk.ts'
import { keepStep, stepsFrom } from '../../store/steps.ts'
import type { Database } from '../../store/store.ts'

/** Of one thread, as a new question carries it along: the last ones. */
const most = 6

/** What was asked and answered in a thread before, in order; nothing for a channel, which is many conversations. */
export async function saidIn(db: Database, platform: Platform['name'], place: Place): Promise<Said[]> {
  const account = accountOf(platform, place)
  if (account === null) return []
  return ((await stepsFrom(db, account, '')) as Said[]).slice(-most)
}

/** Keeps an answer with its thread, so that the next question may speak of it; the same question is kept once. */
export async function keepSaid(
  db: Database,
  platform: Platform['name'],
  place: Place,
  said: Said,
): Promise<void> {
  const account = accountOf(platform, place)
  if (account === null) return
  const step = createHash('sha256').update(said.question).digest('hex').slice(0, 16)
  await keepStep(db, account, step, said)
}

function accountOf(platform: Platform['name'], { channel, thread }: Place): string | null {
  return thread === null ? null : `said/${platform}/${channel}/${thread}`
}
