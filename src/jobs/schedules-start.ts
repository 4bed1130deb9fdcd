import type { Leases } from './lease.ts'
import type { Outbox } from './outbox.ts'
import type { Queues, Turn } from './queues.ts'
import { type DueJob, queueDue } from './schedules-due.ts'
import { type RunOptions, runDue } from './schedules-run.ts'

interface StartOptions extends RunOptions {
  readonly queues: Queues
  /** Left out: nobody else works on them. */
  readonly leases?: Leases
}

interface Running {
  /** Queues what is due; one look at a time. Never rejects: the next look sees the same. */
  look(): Promise<void>
  /** Looks no more; what is under way is the queue's to end. */
  stop(): Promise<void>
}

/** Milliseconds between two looks: a run begins within that of its time. */
const pause = 60_000

/** Runs the schedules: looks now and every minute for what is due, and works on what is queued. */
export async function startSchedules(options: StartOptions): Promise<Running> {
  const { queues, db, platforms, clock, log, signal } = options
  const queue = await queues.open<DueJob>('due')
  await queue.work((job, turn) => fenced(job, turn, options))
  let looking: Promise<void> | null = null

  const search = async () => {
    try {
      const names = platforms.map(({ name }) => name)
      await queueDue({ db, queue: queue.send, platforms: names, clock, log })
    } catch (error) {
      if (!signal.aborted) log.error({ err: error }, 'What is due could not be looked up.')
    } finally {
      looking = null
    }
  }
  const look = () => {
    looking ??= search()
    return looking
  }
  const timer = setInterval(() => void look(), pause)
  await look()
  return {
    look,
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}

/** Makes a run; a process that has lost it to another says nothing more. */
async function fenced(job: DueJob, turn: Turn, options: StartOptions): Promise<void> {
  const { leases, outbox } = options
  if (leases === undefined) return runDue(job, options)
  await leases.with(`due ${job.schedule} ${job.due}`, turn.signal, (lease) => {
    const post: Outbox['post'] = (key, platform, place, cards) =>
      outbox.post(key, platform, place, cards, lease)
    const signal = AbortSignal.any([options.signal, lease.signal])
    return runDue(job, { ...options, outbox: { ...outbox, post }, signal })
  })
}
