import type { Logger } from 'pino'
import type { Card } from '../../blocks/card.ts'
import { refusalCard } from '../../blocks/cards/said.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Heard } from './port.ts'

/** To the person alone where they used a command, else in the place where they spoke. */
export async function reply(heard: Heard, card: Card): Promise<void> {
  if (heard.via === 'command') await heard.platform.whisper(heard.place, heard.person.id, card)
  else await heard.platform.post(heard.place, [card])
}

export function sentenceCard(sentence: string): Card {
  return refusalCard({ message: sentence, next: '' })
}

/** What people read of an error: a Refusal's own words. Everything else is a defect, which is logged whole. */
export function errorCard(error: unknown, what: string, log: Logger): Card {
  if (error instanceof Refusal) return refusalCard(error)
  log.error({ err: error }, `${what} could not be finished.`)
  return refusalCard({
    message: `${what} could not be finished; the reason is in the log of distreview.`,
    next: 'Ask again, and tell whoever runs it if that does not help.',
  })
}
