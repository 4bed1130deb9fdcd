import type { Card } from '../blocks/card.ts'
import type { Form } from '../blocks/form.ts'

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

/** Names a post, so that after a failure that may have come too late the post can be found instead of made again. */
export interface PostKey {
  /** At most 200 characters; no other post has it. */
  readonly key: string
  /** It may be there already, in part or whole: the messages of it that are there are not posted again. */
  readonly again: boolean
}

/**
 * What a chat platform must be able to do for us; each implements it in one outbound module and nothing else posts.
 * Every method validates what it sends against the platform's limits before it sends, and rejects with the
 * platform's own error where it is refused. A Refusal says that nothing was posted and that trying again is in vain;
 * after any other error of a post it is looked for, and tried again.
 */
export interface Platform {
  readonly name: 'slack' | 'web' | 'teams'
  /**
   * Posts the cards in order, each as one message or more; resolves to the first message. With a key each message
   * carries it and its position, where people do not see them.
   */
  post(place: Place, cards: readonly Card[], as?: PostKey): Promise<Posted>
  /** The first message that was posted under this key in this place; null where there is none. */
  find(place: Place, key: string): Promise<Posted | null>
  /** Replaces a message by a card that fits one message. */
  update(posted: Posted, card: Card): Promise<void>
  /** Says something that only this person sees. */
  whisper(place: Place, person: string, card: Card): Promise<void>
  /**
   * Shows a form to one person. `opening` is the leave that the platform gave with what the person did (Heard or
   * Click); it may be short-lived (Slack: 3 s). Its answers come back to the conversation as Submitted.
   */
  openForm(place: Place, person: string, opening: string, form: Form): Promise<void>
}
