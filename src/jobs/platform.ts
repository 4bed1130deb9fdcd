import type { Card } from '../blocks/card.ts'

/** Where people talk: a channel, and within it a thread (named by the id of its first message). */
export interface Place {
  readonly channel: string
  /** null: the channel itself. */
  readonly thread: string | null
}

/** A message that was posted; as a thread's first message its id names the thread. */
export interface Posted extends Place {
  readonly id: string
}

/**
 * What a chat platform must be able to do for us; each implements it in one outbound module and nothing else posts.
 * Every method validates what it sends against the platform's limits before it sends, and rejects with the
 * platform's own error where it is refused.
 */
export interface Platform {
  readonly name: 'slack' | 'web'
  /** Posts the cards in order, each as one message or more; resolves to the first message. */
  post(place: Place, cards: readonly Card[]): Promise<Posted>
  /** Replaces a message by a card that fits one message. */
  update(posted: Posted, card: Card): Promise<void>
  /** Says something that only this person sees. */
  whisper(place: Place, person: string, card: Card): Promise<void>
}
