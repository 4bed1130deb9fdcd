/** What one look at the surroundings found. */
export interface Check {
  /** What was looked at: `git`, `Slack`. */
  readonly name: string
  /** `off`: not configured, which is no fault. */
  readonly state: 'ok' | 'failed' | 'off'
  /** What was found, or the cause of the fault, as a sentence without secrets. */
  readonly said: string
  /** What to do, as a sentence; null where nothing needs to be done. */
  readonly next: string | null
}

export function ok(name: string, said: string): Check {
  return { name, state: 'ok', said, next: null }
}

export function failed(name: string, said: string, next: string): Check {
  return { name, state: 'failed', said, next }
}

/** `next` says what would turn it on. */
export function off(name: string, said: string, next: string): Check {
  return { name, state: 'off', said, next }
}
