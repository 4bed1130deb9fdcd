import type { Answers, Form } from '../../blocks/form.ts'

/** What goes between the server of the web chat and its page: the events of `/api/events`. */

/** A message as the page shows it; a later event with the same id replaces it. */
export interface Said {
  readonly id: string
  /** Position in the room: messages are shown by it, whatever the order in which they were changed. */
  readonly order: number
  /** The id of the thread's first message; null for a message of the room itself. */
  readonly thread: string | null
  readonly from: 'you' | 'distreview'
  /** A whisper: said to one person only. */
  readonly onlyYou: boolean
  /** Never empty: stands for the blocks in announcements. */
  readonly text: string
  /** Block Kit; empty for words that somebody typed. */
  readonly blocks: readonly unknown[]
  /** To be filled in; null for everything else, and once it was answered. */
  readonly form: Form | null
  /** ISO 8601. */
  readonly at: string
}

/** The first event of every connection. */
export interface Welcome {
  readonly repositories: readonly string[]
  readonly suggestions: readonly string[]
  /** How many older messages are no longer kept. */
  readonly forgotten: number
  /** The order of the newest message there was: what follows is news. */
  readonly newest: number
}

/** Words that somebody typed, in the room or in a thread. */
export interface SayRequest {
  readonly words: string
  readonly thread: string | null
}

/** A button that somebody pressed: the message it stands in, and what the button carries. */
export interface ClickRequest {
  readonly message: string
  readonly action: string
  readonly value: string
}

/** A form that somebody filled in: the message that shows it, and the answers by field. */
export interface SubmitRequest {
  readonly message: string
  readonly answers: Answers
}
