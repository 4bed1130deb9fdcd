import { fencesOf, holdsFence, takeFence } from '../store/leases.ts'
import type { Database } from '../store/store.ts'
import { underId } from './working.ts'

/** Leave to speak and write for a piece of work, until another worker takes it. */
export interface Lease {
  readonly work: string
  /** Aborted soon after the lease is lost, and at once where the process stops: for git and worker threads. */
  readonly signal: AbortSignal
  /** Rejects where the lease is lost or the process stops. Asked right before each call that people would see. */
  hold(): Promise<void>
}

/** Another worker has the work now: whoever gets this says nothing more, and leaves the work to the other. */
export class LeaseLost extends Error {
  constructor(work: string) {
    super(`Another worker has ${work} now.`)
    this.name = 'LeaseLost'
  }
}

interface LeasesOptions {
  readonly db: Database
  /** Aborted where the process stops. */
  readonly stopping: AbortSignal
  /** Milliseconds between two looks at whether leases were taken. */
  readonly every?: number
}

export interface Leases {
  /** Takes the work from whoever has it, and gives it up when `run` is over. `signal`: the queue took it from us. */
  with<Done>(work: string, signal: AbortSignal, run: (lease: Lease) => Promise<Done>): Promise<Done>
  stop(): void
}

interface Held {
  readonly work: string
  readonly fence: number
  readonly lost: AbortController
}

/**
 * Fencing tokens for work. A chat platform checks no token, so the worker does, right before each call: one that was
 * stopped between the check and the call makes that one call and no other.
 */
export function createLeases({ db, stopping, every = 1_000 }: LeasesOptions): Leases {
  const held = new Set<Held>()
  let looking = false

  /** What stops git and threads soon; that nothing more is said does not depend on it. */
  async function look(): Promise<void> {
    if (looking || held.size === 0) return
    looking = true
    try {
      const fences = await fencesOf(
        db,
        [...held].map(({ work }) => work),
      )
      for (const { work, fence, lost } of held) {
        if ((fences.get(work) ?? fence) > fence) lost.abort(new LeaseLost(work))
      }
    } catch {
      // The database is away: nothing is known, and `hold` fails by itself.
    } finally {
      looking = false
    }
  }
  const timer = setInterval(() => void look(), every)
  timer.unref()

  return {
    async with(work, signal, run) {
      const fence = await takeFence(db, work)
      const lost = new AbortController()
      const mine: Held = { work, fence, lost }
      for (const other of held) if (other.work === work) other.lost.abort(new LeaseLost(work))
      held.add(mine)
      // By listeners that go with the lease: the queue aborts its signal also when a job has ended well.
      const ends = [stopping, signal].map((from) => follow(from, lost))
      try {
        const lease: Lease = {
          work,
          signal: lost.signal,
          async hold() {
            stopping.throwIfAborted()
            lost.signal.throwIfAborted()
            if (!(await holdsFence(db, work, fence))) {
              const gone = new LeaseLost(work)
              lost.abort(gone)
              throw gone
            }
            stopping.throwIfAborted()
          },
        }
        return await underId(work, () => run(lease))
      } finally {
        held.delete(mine)
        for (const end of ends) end()
      }
    },
    stop: () => clearInterval(timer),
  }
}

/** Hands an abort on; returns what ends that. */
function follow(from: AbortSignal, to: AbortController): () => void {
  const hand = () => to.abort(from.reason)
  if (from.aborted) hand()
  from.addEventListener('abort', hand)
  return () => from.removeEventListener('abort', hand)
}
