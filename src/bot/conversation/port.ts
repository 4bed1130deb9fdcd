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
}

/** A button that somebody pressed. */
export interface Click {
  readonly platform: Platform
  readonly person: Person
  /** The thread that the button stands in. */
  readonly place: Place
  readonly action: string
  readonly value: string
}

/** The same conversation on every platform. Both resolve when the answer is posted; neither rejects. */
export interface Conversation {
  hear(heard: Heard): Promise<void>
  click(click: Click): Promise<void>
}
