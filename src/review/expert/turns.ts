import { randomBytes } from 'node:crypto'
import type { Journal } from '../journal.ts'
import type { Turns } from './exchange.ts'

/** The answers of one exchange, as steps of the journal: `expert/turn 1`, `expert/challenge 2/turn 1`. */
export function turnsIn(journal: Journal | undefined, exchange: string): Turns | undefined {
  if (journal === undefined) return undefined
  const step = (turn: number) => `expert/${exchange}turn ${turn}`
  return {
    kept: async (turn) => (await journal.kept(step(turn))) as Awaited<ReturnType<Turns['kept']>>,
    keep: (turn, value) => journal.keep(step(turn), value),
  }
}

/**
 * The mark that sets repository text apart in this run. A later attempt has the same one, so that the conversation that
 * it takes up is letter for letter the one that was paid for.
 */
export async function markIn(journal: Journal | undefined): Promise<string> {
  const kept = (await journal?.kept('expert/mark')) as string | undefined
  if (kept !== undefined) return kept
  const mark = randomBytes(9).toString('hex')
  await journal?.keep('expert/mark', mark)
  return mark
}
