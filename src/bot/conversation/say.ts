import type { Logger } from 'pino'
import type { Card } from '../../blocks/card.ts'
import { buttonRow, inviteButton } from '../../blocks/cards/actions.ts'
import { refusalCard } from '../../blocks/cards/said.ts'
import { NotAMember } from '../../jobs/not-a-member.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Heard } from './port.ts'

/** To the person alone where they used a command, else in the place where they spoke. */
export async function sayCards(
  { platform, place, person, via }: Heard,
  cards: readonly Card[],
): Promise<void> {
  if (via !== 'command') await platform.post(place, cards)
  else for (const card of cards) await platform.whisper(place, person.id, card)
}

export function reply(heard: Heard, card: Card): Promise<void> {
  return sayCards(heard, [card])
}

export function sentenceCard(sentence: string): Card {
  return refusalCard({ message: sentence, next: '' })
}

/**
 * What people read of an error: a Refusal's own words. Everything else is a defect, which is logged whole. `request` is
 * the one that an invitation takes up again; left out, none is offered.
 */
export function errorCard(error: unknown, what: string, log: Logger, request?: string): Card {
  if (error instanceof NotAMember && request !== undefined) {
    const card = refusalCard(error)
    return { ...card, parts: [...card.parts, ...buttonRow([inviteButton(request)])] }
  }
  if (error instanceof Refusal) return refusalCard(error)
  log.error({ err: error }, `${what} could not be finished.`)
  return refusalCard({
    message: `${what} could not be finished; the reason is in the log of distreview.`,
    next: 'Ask again, and tell whoever runs it if that does not help.',
  })
}
