import type { Card, Shown } from '../blocks/card.ts'
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
  /** Called right before each message; where it rejects nothing more is sent, and the post rejects with the same. */
  readonly hold?: () => Promise<void>
  /** Called when a message has landed. */
  readonly landed?: (at: number) => void
}

/** A picture that a message is to show. */
export interface Upload {
  /** As a file is called: `architecture.png`. */
  readonly name: string
  /** The bytes of a PNG; `width` in pixels, 280 to 2,400: the platform knows how wide it shows one. */
  png(width: number): Uint8Array
  /** The same in words; at most 2,000 characters. */
  readonly alt: string
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
  /**
   * Removes what was posted more than once under this key: of each message the one in `keep` stays, else the first.
   * Resolves to how many were removed. Left out where the platform cannot be searched.
   */
  removeDuplicates?(place: Place, key: string, keep: Posted): Promise<number>
  /** The address of a message, for a link; null or left out where the platform has none. */
  linkTo?(posted: Posted): string | null
  /** Replaces a message by a card that fits one message; `hold` as with a post. */
  update(posted: Posted, card: Card, hold?: () => Promise<void>): Promise<void>
  /** Says something that only this person sees. */
  whisper(place: Place, person: string, card: Card): Promise<void>
  /**
   * Puts a picture where messages in this place can show it; resolves to how a card names it. Left out, or null, where
   * it cannot be shown: then its words stand for it.
   */
  upload?(place: Place, picture: Upload): Promise<Shown | null>
  /** Whether a card is one message, so that it can be changed in place. Left out: nothing but the first message is. */
  fits?(card: Card): boolean
  /** Whether this person runs the workspace. Left out where the platform does not say. */
  isAdmin?(person: string): Promise<boolean>
  /**
   * Shows a form to one person. `opening` is the leave that the platform gave with what the person did (Heard or
   * Click); it may be short-lived (Slack: 3 s). Its answers come back to the conversation as Submitted.
   */
  openForm(place: Place, person: string, opening: string, form: Form): Promise<void>
  /**
   * Becomes a member of the channel, where the platform lets a program do that by itself; rejects with a Refusal where
   * it does not. Left out where people alone can bring one in.
   */
  join?(place: Place): Promise<void>
  /**
   * Shows in a thread, outside the messages of posts, what is under way there, until `over` or the signal: what the
   * platform would take away by itself is refreshed meanwhile. Left out where a platform has nothing of the kind.
   */
  progress?(thread: Place, work: Work): Underway
}

/** Work that people wait for. */
interface Work {
  /** Whoever asked for it. */
  readonly person: string
  /** Whether the thread was there before the work, so that its first message is somebody else's and not edited. */
  readonly isIn: boolean
  /** Aborted where another process has the work: nothing is said or taken away any more. */
  readonly signal: AbortSignal
  /** The message that an earlier process showed it in, which is taken away. */
  readonly earlier: string | null
  /** Called with the id of a message that shows it, before anything else is said in it. */
  began(message: string): Promise<void>
}

/** What is shown of work that is under way. None of these rejects. */
export interface Underway {
  /** Resolves to whether people see the step: else it is to be shown in the first message. */
  tell(step: Step): Promise<boolean>
  /** Nothing is under way any more, also where an earlier process said so. */
  over(): Promise<void>
}

export interface Step {
  /** The same step told again takes its place. */
  readonly id: string
  readonly state: 'done' | 'under-way' | 'failed' | 'left-out'
  readonly words: string
}
