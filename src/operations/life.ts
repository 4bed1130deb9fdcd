import { setTimeout as after } from 'node:timers/promises'

type Close = () => Promise<unknown>

interface LifeOptions {
  /** Milliseconds that what is under way is given to finish. */
  readonly patience: number
}

/** What a process has to end, in its order; each of it is ended once, and one that fails holds up no other. */
export interface Life {
  /** False from the moment at which the process begins to end. */
  readonly goesOn: boolean
  /** Hears people: closed first, so that nothing new is taken. */
  door(close: Close): void
  /** Takes up no work any more; resolves when what is under way has finished. */
  drain(finish: Close): void
  /** Ended last, the latest first. */
  last(close: Close): void
  /**
   * Ends all. `finish` waits for what is under way, as long as the patience lasts; what is not over by then is left
   * to the next process, as `leave` does with everything. Called again, it waits no longer.
   */
  end(how: 'finish' | 'leave'): Promise<void>
}

export function createLife({ patience }: LifeOptions): Life {
  const doors: Close[] = []
  const drains: Close[] = []
  const lasts: Close[] = []
  const hurry = new AbortController()
  let ending: Promise<void> | null = null

  async function finish(): Promise<void> {
    const finished = Promise.all([...doors, ...drains].map((close) => quietly(close)))
    const waited = after(patience, undefined, { signal: hurry.signal }).catch(() => {})
    await Promise.race([finished, waited])
    hurry.abort()
  }

  async function end(how: 'finish' | 'leave'): Promise<void> {
    if (how === 'finish') await finish()
    for (const close of lasts.reverse()) await quietly(close)
  }

  return {
    get goesOn() {
      return ending === null
    },
    door(close) {
      const closed = once(close)
      doors.push(closed)
      lasts.push(closed)
    },
    drain: (finishing) => void drains.push(finishing),
    last: (close) => void lasts.push(close),
    end(how) {
      if (ending !== null) hurry.abort()
      ending ??= end(how)
      return ending
    },
  }
}

function once(close: Close): Close {
  let closed: Promise<unknown> | null = null
  return () => {
    closed ??= close()
    return closed
  }
}

async function quietly(close: Close): Promise<void> {
  try {
    await close()
  } catch {
    // It was half made, or its other end is gone: the process ends either way.
  }
}
