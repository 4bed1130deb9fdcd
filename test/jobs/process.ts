import { sql } from 'drizzle-orm'
import { fromDrizzle, PgBoss } from 'pg-boss'
import pino from 'pino'
import { createOutbox } from '../../src/jobs/outbox.ts'
import { createSchedules } from '../../src/jobs/schedules.ts'
import { type DueJob, queueDue } from '../../src/jobs/schedules-due.ts'
import { type RunOptions, runDue } from '../../src/jobs/schedules-run.ts'
import type { Source } from '../../src/review/checkout/snapshot.ts'
import type { Review } from '../../src/review/request.ts'
import { schedules } from '../../src/store/schema.ts'
import { aMemoryStore } from '../store/memory.ts'
import type { aChannel } from './channel.ts'

/** A database in memory with a queue on it, and a process that works on them: what outlives it is in there. */
export async function openDatabase() {
  const store = await aMemoryStore()
  const { db, queue, close } = store
  const boss = new PgBoss({ ...queue, schema: 'distreview_jobs', schedule: false, supervise: false })
  await boss.start()
  await boss.createQueue('due', { retryLimit: 10, retryDelay: 0 })
  return {
    store,
    db,
    boss,
    async empty() {
      await db.delete(schedules)
      await boss.deleteAllJobs('due')
    },
    async close() {
      await boss.stop()
      await close()
    },
  }
}

interface Process {
  readonly review: Review
  readonly repositories: readonly { readonly name: string; readonly source: Source }[]
  readonly channels: readonly ReturnType<typeof aChannel>[]
  readonly clock: () => number
}

/** One process as it works through a minute: it queues what is due, then runs what is queued. */
export function aProcess({ db, boss }: Awaited<ReturnType<typeof openDatabase>>, options: Process) {
  const { review, repositories, channels, clock } = options
  const logged: { msg: string; err?: { message: string } }[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => logged.push(JSON.parse(line)) })
  const platforms = channels.map(({ platform }) => platform)
  const stopping = new AbortController()
  // Nobody waits for a platform here: a post that may have failed ends the attempt.
  const outbox = createOutbox({ db, log, wait: () => Promise.reject(new Error('The process died.')) })
  const tick = () =>
    queueDue({
      db,
      queue: async (tx, job) =>
        void (await boss.send('due', job, { db: fromDrizzle(tx as Parameters<typeof fromDrizzle>[0], sql) })),
      platforms: platforms.map(({ name }) => name),
      clock,
      log,
    })
  const runOptions: RunOptions = {
    db,
    review,
    repositories,
    platforms,
    outbox,
    nameOf: (repository, commit) => JSON.stringify({ r: repository, c: commit }),
    clock,
    log,
    signal: stopping.signal,
  }
  return {
    options: runOptions,
    schedules: createSchedules(db, clock),
    logged,
    stopping,
    tick,
    /** @returns how many runs were made; a run that rejects is put back. */
    async work(): Promise<number> {
      let made = 0
      for (;;) {
        const [job] = await boss.fetch<DueJob>('due')
        if (job === undefined) return made
        try {
          await runDue(job.data, runOptions)
        } catch (error) {
          await boss.fail('due', job.id)
          throw error
        }
        await boss.complete('due', job.id)
        made += 1
      }
    },
  }
}
