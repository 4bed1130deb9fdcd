import type { Logger } from 'pino'
import type { Conversation } from '../conversation/port.ts'
import type { Connection } from './outbound.ts'

/** What every file that hears from Slack needs. */
export interface Inbound {
  readonly connection: Connection
  readonly conversation: Conversation
  readonly log: Logger
  /** False where any of these ids was delivered before. */
  firstTime(...ids: readonly string[]): boolean
  /** Keeps an answer under way in mind, so that closing waits for it; resolves with it, and never rejects. */
  answer(answering: Promise<void>): Promise<void>
}
