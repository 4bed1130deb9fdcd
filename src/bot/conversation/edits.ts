import type { Card } from '../../blocks/card.ts'

/** Edits of one message: at most one is under way, and of those that wait only the latest is made. */
export interface Edits {
  show(card: Card): void
  /** Resolves when the last card that was shown has landed, or could not. */
  landed(): Promise<void>
}

/** `edit` replaces the message; a failure goes to `failed` and the next edit is made all the same. */
export function createEdits(edit: (card: Card) => Promise<void>, failed: (error: unknown) => void): Edits {
  let waiting: Card | null = null
  let working: Promise<void> | null = null

  async function work(): Promise<void> {
    while (waiting !== null) {
      const card = waiting
      waiting = null
      try {
        await edit(card)
      } catch (error) {
        failed(error)
      }
    }
    working = null
  }

  return {
    show(card) {
      waiting = card
      working ??= work()
    },
    landed: () => working ?? Promise.resolve(),
  }
}
