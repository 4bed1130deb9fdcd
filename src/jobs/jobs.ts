import { setMaxListeners } from 'node:events'
import { setTimeout as after } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Database, Store } from '../store/store.ts'
import { openDuplicates } from './duplicates.ts'
import { type Intake, openIntake } from './intake.ts'
import { createLeases, type Leases } from './lease.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import type { Platform } from './platform.ts'
import { type Bounds, openQueues, type Queues } from './queues.ts'

interface JobsOptions {
  readonly store: Store
  readonly log: Logger
  /** Of the queue of requests, where a database holds those of several programs. */
  readonly name?: string
  /** How many reviews run at once; left out: as many as the queue gives. */
  readonly reviews?: Bounds
}

/** Work that outlives the process. */
export interface Jobs {
  readonly db: Database
  readonly queues: Queues
  readonly intake: Intake
  readonly outbox: Outbox
  readonly leases: Leases
  /** How many reviews run at once. */
  readonly reviews: Bounds
  /** Begins to remove, on these platforms, what was posted twice. */
  removeDuplicates(platforms: readonly Platform[]): Promise<void>
  /** Aborted by `leave`: what is under way is left for the next process, and says nothing more. */
  readonly stopping: AbortSignal
  leave(): void
  /** Leaves, and waits some seconds for what is under way. */
  stop(): Promise<void>
}

/** Opens the queues; no work begins before `intake.answer`. */
export async function openJobs({ store, log, name, reviews = {} }: JobsOptions): Promise<Jobs> {
  const stopping = new AbortController()
  const { signal } = stopping
  // Whatever is under way listens, and each ends with its work: there is no leak to warn of.
  setMaxListeners(0, signal)
  const { db } = store
  const queues = await openQueues({ store, log, signal })
  const leases = createLeases({ db, stopping: signal })
  const wait = (milliseconds: number) => after(milliseconds, undefined, { signal })
  const leave = () => stopping.abort(new Error('distreview was stopped'))
  const duplicates = await openDuplicates(db, queues, log, name && `${name}-duplicates`)
  return {
    db,
    queues,
    intake: await openIntake({ store, queues, leases, name, bounds: reviews }),
    outbox: createOutbox({ db, log, wait, suspect: duplicates.suspect }),
    leases,
    reviews,
    removeDuplicates: duplicates.remove,
    stopping: signal,
    leave,
    stop() {
      leave()
      leases.stop()
      return queues.stop()
    },
  }
}
