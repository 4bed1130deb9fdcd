import { Refusal } from '../refusal.ts'
import { Phrase } from './phrase.ts'
import { events } from './read-events.ts'
import { readFigures } from './read-figures.ts'
import type { Question } from './scenario.ts'

const whatIfExamples =
  'Write for example: what if we grow to 80 nodes; what if we lose a region; what if the clock of one node jumps 30 s; what if 2 of 5 nodes fail; what if DNS discovery fails; what if the network splits 3 | 2; what if one node is isolated; what if a node is slow; what if we do a rolling deploy.'

/** Longer than any question; nothing of it is cut silently. */
const longest = 1_000

/**
 * Words -> one scenario and the figures that are stated beside it, by a fixed grammar: what is not said stays null.
 * Throws a Refusal: 'usage' for an empty question or a number that cannot be, 'not-understood' for other words.
 */
export function readQuestion(said: string): Question {
  if (said.trim().replace(/[?.!]/g, '') === '')
    throw new Refusal('usage', 'The question is empty.', whatIfExamples)
  if (said.length > longest)
    throw new Refusal('usage', `The question is longer than ${longest} characters.`, 'Ask for one thing.')
  const phrase = new Phrase(said)
  const found = firstEvent(phrase)
  if (!found) {
    throw new Refusal(
      'not-understood',
      `What happens in "${phrase.said.trim()}" is not understood.`,
      whatIfExamples,
    )
  }
  const stated = readFigures(phrase)
  const second = firstEvent(phrase)
  if (second && !(second.kind === 'resize' || (second.kind === 'cut' && second.shape === 'any'))) {
    throw new Refusal(
      'not-understood',
      'That asks for two things at once, and what they do together is not computed.',
      'Ask for one of them.',
    )
  }
  return { scenario: found, stated, unread: phrase.unread() }
}

function firstEvent(phrase: Phrase) {
  for (const read of events) {
    const scenario = read(phrase)
    if (scenario) return scenario
  }
  return null
}
