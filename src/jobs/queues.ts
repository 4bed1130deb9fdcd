import { sql } from 'drizzle-orm'
import { fromDrizzle, PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { Database, Store } from '../store/store.ts'
import { point } from './points.ts'

interface QueuesOptions {
  readonly store: Store
  readonly log: Logger
  /** Aborted where the process stops: what is under way is left for the next one. */
  readonly signal: AbortSignal
}

/** One attempt at a job. */
export interface Turn {
  /** 0 is the first. */
  readonly attempt: number
  /** It was begun by a process that is no more. */
  readonly afterRestart: boolean
  /** A failure of this one is not followed by another. */
  readonly last: boolean
  /** Aborted where the queue has given the job to somebody else: this process was silent for too long. */
  readonly signal: AbortSignal
}

/** How a job is queued; left out: first come, first served, at once. */
interface Sending {
  /** Jobs of one group share a limit. */
  readonly group?: string
  /** Of two jobs that wait, the one with the lower number goes first. */
  readonly turn?: number
  /** Seconds until it may be run. */
  readonly after?: number
}

/** How many jobs run at the same time; `perGroup` may be exceeded by one where two processes fetch at once. */
export interface Bounds {
  /** In this process. */
  readonly atOnce?: number
  /** Of one group, in all processes. */
  readonly perGroup?: number
}

/** Jobs of one kind. Each is run until its work resolves, by whichever process is there. */
export interface Queue<Job extends object> {
  /** Within the transaction: the job is there exactly when what the transaction wrote is. */
  send(tx: Database, job: Job, how?: Sending): Promise<void>
  /** Begins to work. A rejection is followed by another attempt after a second. */
  work(run: (job: Job, turn: Turn) => Promise<void>, bounds?: Bounds): Promise<void>
}

export interface Queues {
  open<Job extends object>(name: string): Promise<Queue<Job>>
  /** Takes up no job any more; resolves when those under way are over. */
  drain(): Promise<void>
  /** Waits some seconds for what is under way, and leaves it to the next process. */
  stop(): Promise<void>
}

/** A schema of its own beside ours: the database may hold another pg-boss. */
const schema = 'distreview_jobs'
/** Crashes count as attempts, so there are many. */
const retryLimit = 25
const settings = {
  retryLimit,
  retryDelay: 1,
  // Seconds. A worker that says nothing for so long is gone, and another takes its job.
  heartbeatSeconds: 10,
  expireInSeconds: 3_600,
  notify: true,
} as const
/** Notifications wake a worker at once; polling is for the one that is lost. Seconds. */
const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 }
/** Jobs of one kind at once in this process; most of the time they wait for git, a model or a chat. */
const atOnce = 8
/** Milliseconds that stopping waits. */
const grace = 4_000

/** pg-boss on either database. */
export async function openQueues({ store, log, signal }: QueuesOptions): Promise<Queues> {
  const boss = new PgBoss({
    ...store.queue,
    schema,
    useListenNotify: true,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    // Our schedules are rows of our own.
    schedule: false,
    registerInstance: false,
    ...(store.alone ? { reindex: false, monitorVacuum: false } : {}),
  })
  boss.on('error', (error) => log.error({ err: error }, 'The queue failed.'))
  boss.on('warning', (warning) => log.warn({ warning }, 'The queue warns.'))
  await boss.start()
  // What this process began is not after a restart when it is tried again.
  const begun = new Set<string>()
  const names = new Set<string>()

  return {
    async open<Job extends object>(name: string): Promise<Queue<Job>> {
      await boss.createQueue(name, settings)
      await boss.updateQueue(name, settings)
      if (store.alone) await failOver(boss, store.db, name)
      names.add(name)
      return {
        async send(tx, job, { group, turn = 0, after } = {}) {
          const id = await boss.send(name, job, {
            ...(group === undefined ? {} : { group: { id: group } }),
            priority: -turn,
            ...(after === undefined ? {} : { startAfter: after }),
            db: fromDrizzle(tx as Parameters<typeof fromDrizzle>[0], sql),
          })
          if (id === null) throw new Error('The queue did not take a job.')
        },
        async work(run, bounds = {}) {
          const { perGroup } = bounds
          const options = {
            ...polling,
            localConcurrency: bounds.atOnce ?? atOnce,
            ...(perGroup === undefined ? {} : { groupConcurrency: perGroup }),
          }
          await boss.work<Job>(name, options, async ([job]) => {
            if (!job) return
            signal.throwIfAborted()
            const { id, data, retryCount: attempt } = job
            const afterRestart = attempt > 0 && !begun.has(id)
            if (attempt > 0) point('retry', { of: 'job', queue: name })
            begun.add(id)
            const last = attempt >= retryLimit
            await run(data, { attempt, afterRestart, last, signal: job.signal })
            begun.delete(id)
          })
        },
      }
    },
    drain: async () => void (await Promise.all([...names].map((name) => boss.offWork(name)))),
    stop: () => boss.stop({ timeout: grace }),
  }
}

/** Nobody else can work on this database: what is under way in it was left by a process that is gone. */
async function failOver(boss: PgBoss, db: Database, name: string): Promise<void> {
  const found = await db.execute(
    sql`select id from ${sql.identifier(schema)}.job where name = ${name} and state = 'active'`,
  )
  const ids = (found as { rows: { id: string }[] }).rows.map(({ id }) => id)
  if (ids.length > 0) await boss.fail(name, ids, { reason: 'restart' })
}
