import { setTimeout as after } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Database, Store } from '../store/store.ts'
import { type Intake, openIntake } from './intake.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { openQueues, type Queues } from './queues.ts'

interface JobsOptions {
  readonly store: Store
  readonly log: Logger
  /** Of the queue of requests, where a database holds those of several programs. */
  readonly name?: string
}

/** Work that outlives the process. */
export interface Jobs {
  readonly db: Database
  readonly queues: Queues
  readonly intake: Intake
  readonly outbox: Outbox
  /** Aborted by `leave`: what is under way is left for the next process, and says nothing more. */
  readonly stopping: AbortSignal
  leave(): void
  /** Leaves, and waits some seconds for what is under way. */
  stop(): Promise<void>
}

/** Opens the queues; no work begins before `intake.answer`. */
export async function openJobs({ store, log, name }: JobsOptions): Promise<Jobs> {
  const stopping = new AbortController()
  const { signal } = stopping
  const queues = await openQueues({ store, log, signal })
  const wait = (milliseconds: number) => after(milliseconds, undefined, { signal })
  const leave = () => stopping.abort(new Error('distreview was stopped'))
  return {
    db: store.db,
    queues,
    intake: await openIntake(store, queues, name),
    outbox: createOutbox({ db: store.db, log, wait }),
    stopping: signal,
    leave,
    stop() {
      leave()
      return queues.stop()
    },
  }
}
