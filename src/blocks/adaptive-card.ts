import { elementsOf } from './adaptive-card/elements.ts'
import { formElements } from './adaptive-card/form.ts'
import { blocks, plain, runs } from './adaptive-card/runs.ts'
import type { AdaptiveCard, Element } from './adaptive-card/schema.ts'
import { byBytes, bytes } from './adaptive-card/size.ts'
import type { Card } from './card.ts'
import { crop } from './cards/words.ts'
import { visible } from './escape.ts'
import type { Form } from './form.ts'
import { limits } from './limits.ts'

export type { AdaptiveCard }

/** Code points of a summary that are kept: Teams shows a line of it in a notification. */
const summaryMost = 300

/**
 * Adaptive Cards 1.5 in posting order, one a message. A card that does not fit goes on in the next, and no character
 * is lost. What is over the limit by itself, such as a button with a huge value, is a defect and throws.
 */
export function adaptiveCards(cards: readonly Card[]): AdaptiveCard[] {
  return cards.flatMap((card) => {
    const summary = card.summary.trim() === '' ? 'distreview' : card.summary
    const body = card.parts.flatMap((part) => elementsOf(part, card.severity))
    const pages = byBytes(body.length > 0 ? body : blocks(runs(summary)), pageMost)
    return pages.map((page, at) => {
      const which = pages.length === 1 ? '' : ` (${at + 1} of ${pages.length})`
      return envelope(`${spoken(summary)}${which}`, page)
    })
  })
}

/** A form as one card. Throws where it does not fit one message. */
export function adaptiveForm(form: Form): AdaptiveCard {
  return envelope(spoken(form.title), formElements(form))
}

/** What stands for a card in notifications. */
function spoken(summary: string): string {
  return plain(crop(visible(summary).replace(/\s+/g, ' '), summaryMost))
}

/** Bytes for the elements of one message: the limit less the envelope and its summary. */
const pageMost = limits.teams.card.bytes - 4_000

function envelope(fallbackText: string, body: readonly Element[]): AdaptiveCard {
  const card: AdaptiveCard = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText,
    msteams: { width: 'Full' },
    body,
  }
  const size = bytes(card)
  if (size <= limits.teams.card.bytes) return card
  throw new Error(`A card has ${size} bytes; Teams takes ${limits.teams.card.bytes}.`)
}
