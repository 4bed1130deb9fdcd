import type { Answers } from '../../blocks/form.ts'
import type { Place, Platform } from '../../jobs/platform.ts'
import type { Journal } from '../../review/journal.ts'

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
  /** A message of somebody's that was pointed at: the form for a review is filled in with what it names. */
  readonly about?: string
  /** `reply`: in a thread, and not to us; it is answered only where the thread is ours and nobody else can be meant. */
  readonly via: 'command' | 'mention' | 'direct' | 'reply'
  /** The platform's leave to open a form now; null where it gives none (Slack: mentions). */
  readonly opening: string | null
  /** Every name that the platform has for this delivery, so that one that comes again is known, restarts included. */
  readonly deliveries?: readonly string[]
  /** Whose turns are counted together: a team of Slack, a tenant of Teams. */
  readonly workspace?: string
  /** What an earlier attempt at the same words has finished. */
  readonly journal?: Journal
}

/** A button that somebody pressed. */
export interface Click {
  readonly platform: Platform
  readonly person: Person
  /** The thread that the button stands in. */
  readonly place: Place
  /** The id of the message that the button stands in; left out where it is not known. */
  readonly message?: string
  readonly action: string
  readonly value: string
  readonly opening: string | null
  readonly deliveries?: readonly string[]
  readonly workspace?: string
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
  readonly deliveries?: readonly string[]
  readonly workspace?: string
}

/** The same conversation on every platform; none of these rejects. */
export interface Conversation {
  /**
   * Resolves within milliseconds, when the platform may be told that we heard: what was said is kept and will be
   * answered whatever happens to this process. Help, and what opens a form, is answered now or not at all.
   */
  hear(heard: Heard): Promise<void>
  /** These two resolve as `hear` does. */
  click(click: Click): Promise<void>
  submit(submitted: Submitted): Promise<void>
}
