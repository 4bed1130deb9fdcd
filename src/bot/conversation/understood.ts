import { latestVerdictOf } from '../../store/dismissals.ts'
import { lastReviewIn } from '../../store/last-review.ts'
import { openReviewsIn } from '../../store/requests.ts'
import { parseReply, parseRequest, type Request } from '../request.ts'
import type { Desk } from './desk.ts'
import type { Heard } from './port.ts'

/**
 * What was asked for, by how it was said; null for what is said in a thread and not to us. Throws Refusal('usage')
 * where words that were said to us cannot be read.
 */
export function understood({ words, via }: Pick<Heard, 'words' | 'via'>): Request | null {
  return via === 'reply' ? parseReply(words) : parseRequest(words, { askable: via !== 'command' })
}

/**
 * Whether a reply that the grammar reads is answered: its thread holds a review of ours, and what it speaks of is
 * there. Without that it was said to somebody else.
 */
export async function isForUs(
  { platform, place, person }: Heard,
  request: Request,
  { jobs, log }: Pick<Desk, 'jobs' | 'log'>,
): Promise<boolean> {
  if (place.thread === null) return false
  const { db } = jobs
  try {
    const open = await openReviewsIn(db, platform.name, place)
    if (request.kind === 'cancel') return open.length > 0
    if (open.length === 0 && !(await lastReviewIn(db, platform.name, place))) return false
    if (request.kind !== 'follow-up' || request.asks.about !== 'undo' || request.asks.number !== null)
      return true
    const where = { platform: platform.name, channel: place.channel, person: person.id }
    return (await latestVerdictOf(db, where))?.verdict === 'wrong'
  } catch (error) {
    log.error({ err: error }, 'A reply in a thread could not be looked up, and stays unanswered.')
    return false
  }
}
