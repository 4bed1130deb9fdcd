import { z } from 'zod'
import type { Attempt } from '../../jobs/intake.ts'
import { createJournal } from '../../jobs/journal.ts'
import { LeaseLost } from '../../jobs/lease.ts'
import type { Platform } from '../../jobs/platform.ts'
import { Refusal } from '../../review/refusal.ts'
import type { NewRequest, RequestRow } from '../../store/requests.ts'
import { answerReview } from './answer-review.ts'
import type { Desk } from './desk.ts'
import type { Click, Heard, Submitted } from './port.ts'
import { errorCard, reply } from './say.ts'
import { speakingOnce } from './speaking-once.ts'

const Words = z.object({ words: z.string(), via: z.enum(['command', 'mention', 'direct', 'reply']) })
const Pressed = z.object({ action: z.string(), value: z.string(), message: z.string().optional() })
const Filled = z.object({
  form: z.string(),
  context: z.string(),
  answers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
})

/** How each kind of kept request is answered; each rejects with what is to be said. */
interface Answers {
  words(heard: Heard): Promise<void>
  click(click: Click): Promise<void>
  form(submitted: Submitted): Promise<void>
}

type Said = Pick<Heard, 'platform' | 'place' | 'person' | 'workspace' | 'deliveries'>

/**
 * Keeps it, so that it is answered whatever happens to this process. Throws a Refusal where the database does not take
 * it; then nothing of it is kept.
 */
export async function keep(
  said: Said,
  kind: NewRequest['kind'],
  asked: unknown,
  desk: Desk,
  live?: Heard,
): Promise<void> {
  const { platform, place, person, workspace = platform.name, deliveries = [] } = said
  const id = desk.jobs.intake.newId()
  if (live) desk.heard.set(id, live)
  const request: NewRequest = {
    id,
    kind,
    platform: platform.name,
    ...place,
    person: person.id,
    personName: person.name,
    workspace,
    asked,
  }
  await desk.jobs.intake.take(request, deliveries).catch((cause: unknown) => {
    desk.log.error({ err: cause }, 'A request could not be kept.')
    throw new Refusal(
      'limit',
      'distreview cannot keep that now: its database does not take it.',
      'Ask again in a minute; whoever runs distreview finds the reason in its log.',
      { cause },
    )
  })
  desk.log.debug({ request: id, kind, platform: platform.name, workspace, deliveries }, 'kept')
}

export function keepWords(heard: Heard, desk: Desk): Promise<void> {
  const { words, via } = heard
  return keep(heard, 'words', { words, via } satisfies z.infer<typeof Words>, desk, heard)
}

export function keepClick(click: Click, desk: Desk): Promise<void> {
  const { action, value, message } = click
  return keep(click, 'click', { action, value, message } satisfies z.infer<typeof Pressed>, desk)
}

export function keepForm(submitted: Submitted, desk: Desk): Promise<void> {
  const { form, context, answers } = submitted
  return keep(submitted, 'form', { form, context, answers }, desk)
}

/** Answers what was kept. Rejects where another attempt should follow: the process stops, or lost the work. */
export async function answerKept(
  request: RequestRow,
  attempt: Attempt,
  platform: Platform,
  desk: Desk,
  answers: Answers,
): Promise<void> {
  if (request.kind === 'review') return answerReview(request, attempt, platform, desk)
  const { id, channel, thread, person, personName, asked } = request
  const { lease } = attempt
  const { outbox, db } = desk.jobs
  // As they spoke to us, where this process still knows it: response_url works where we are not a member.
  const base = desk.heard.get(id)?.platform ?? platform
  const by = {
    platform: speakingOnce(base, id, lease, outbox),
    place: { channel, thread },
    person: { id: person, name: personName },
    workspace: request.workspace,
    opening: null,
  }
  const heard: Heard | null =
    request.kind === 'words' ? { ...by, ...Words.parse(asked), journal: createJournal(db, lease) } : null
  try {
    if (heard) await answers.words(heard)
    else if (request.kind === 'click') await answers.click({ ...by, ...Pressed.parse(asked) })
    else await answers.form({ ...by, ...Filled.parse(asked) })
  } catch (error) {
    if (lease.signal.aborted || error instanceof LeaseLost) throw error
    const card = errorCard(error, heard ? 'That' : 'The answer', desk.log, base.join && id)
    const saying = heard ? reply(heard, card) : by.platform.whisper(by.place, person, card)
    await saying.catch((unsaid: unknown) => {
      lease.signal.throwIfAborted()
      desk.log.error({ err: unsaid }, 'What went wrong could not be said.')
    })
  }
}
