import type { Answers } from '../../blocks/form.ts'
import type { Place, Platform } from '../../jobs/platform.ts'

export interface Person {
  readonly id: string
  /** As the platform shows it; the id where it is not known. */
  readonly name: string
}

/** Words that somebody said to us. */
export interface Heard {
  readonly platform: Platform
  readonly person: Person
  readonly place: Place
  /** Without the command's name or our mention. */
  readonly words: string
  readonly via: 'command' | 'mention' | 'direct'
  /** The platform's leave to open a form now; null where it gives none (Slack: mentions). */
  readonly opening: string | null
  /** Every name that the platform has for this delivery, so that one that comes again is known, restarts included. */
  readonly deliveries?: readonly string[]
}

/** A button that somebody pressed. */
export interface Click {
  readonly platform: Platform
  readonly person: Person
  /** The thread that the button stands in. */
  readonly place: Place
  readonly action: string
  readonly value: string
  readonly opening: string | null
}

/** A form that somebody filled in. */
export interface Submitted {
  readonly platform: Platform
  readonly person: Person
  readonly place: Place
  /** The form's name. */
  readonly form: string
  /** What the form was given along. */
  readonly context: string
  readonly answers: Answers
}

/** The same conversation on every platform; none of these rejects. */
export interface Conversation {
  /**
   * Resolves within milliseconds, when the platform may be told that we heard: a review is kept and will be answered
   * whatever happens to this process, anything else is being answered.
   */
  hear(heard: Heard): Promise<void>
  /** These two resolve when the answer is posted. */
  click(click: Click): Promise<void>
  submit(submitted: Submitted): Promise<void>
}
