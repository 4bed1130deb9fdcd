import type { Receiver } from '@slack/bolt'

/**
 * How deliveries reach us: Slack calls (HTTP), or we call Slack (socket mode). Either acknowledges a delivery when its
 * listener is done, not before: what Slack was told that we heard is kept by then.
 */
export interface Line {
  readonly receiver: Receiver
  /** Resolves when Slack can be heard. */
  open(): Promise<Opened>
  /** Hears nothing more. */
  close(): Promise<void>
}

export interface Opened {
  /** null where no port is open. */
  readonly port: number | null
  /** For whoever started the program: `on port 3000, at /slack/events`. */
  readonly where: string
}
