import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Waiting } from '../store/waiting.ts'

interface MetricsOptions {
  /** Of the database; rejects where it is away. */
  readonly waiting: () => Promise<readonly Waiting[]>
  /** Milliseconds, of which differences alone count. */
  readonly clock?: () => number
}

export interface Metrics {
  /** As Prometheus reads them. */
  text(): Promise<string>
  readonly contentType: string
  close(): void
}

/** What jobs and bot tell on the channel `distreview.point` (src/jobs/points.ts). */
interface Passed {
  readonly point: string
  readonly work?: string
  readonly step?: string
  readonly key?: string
  readonly of?: string
}

/** Steps by their names in the journal; the rest are few, and `other`. */
const steps: Readonly<Record<string, string>> = {
  commit: 'fetch',
  'phase resolve': 'resolve',
  'phase fetch': 'fetch',
  'phase read': 'read',
  'phase rules': 'rules',
  'phase expert': 'expert',
  rules: 'rules',
  answer: 'answer',
}
/** Seconds. */
const buckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180, 600, 1_800]
/** Works whose last point is kept in mind. */
const most = 2_000

/** Counts what passes in this process, and asks the database for what waits in all of them. */
export function createMetrics({ waiting, clock = () => performance.now() }: MetricsOptions): Metrics {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const registers = [register]
  const up = new Gauge({
    name: 'distreview_database_up',
    help: '1 where the database answered just now.',
    registers,
  })
  const depth = new Gauge({
    name: 'distreview_queue_depth',
    help: 'Requests that are not answered yet, of all processes.',
    labelNames: ['kind', 'stage'],
    registers,
  })
  const oldest = new Gauge({
    name: 'distreview_oldest_request_seconds',
    help: 'Age of the oldest request that is not answered yet.',
    registers,
  })
  const seconds = new Histogram({
    name: 'distreview_step_seconds',
    help: 'Seconds from the point before to the end of this step, of requests that this process worked on.',
    labelNames: ['step'],
    buckets,
    registers,
  })
  const requests = new Counter({
    name: 'distreview_requests_total',
    help: 'Requests that were kept and acknowledged.',
    registers,
  })
  const reviews = new Counter({
    name: 'distreview_reviews_total',
    help: 'Reviews whose report was saved.',
    registers,
  })
  const posts = new Counter({ name: 'distreview_posts_total', help: 'Messages that landed.', registers })
  const retries = new Counter({
    name: 'distreview_retries_total',
    help: 'What was tried again: a post that may have failed, a job that did.',
    labelNames: ['of'],
    registers,
  })
  for (const of of ['post', 'job']) retries.inc({ of }, 0)

  const before = new Map<string, number>()
  function timed(work: string, step: string | null): void {
    const now = clock()
    const since = before.get(work)
    if (since !== undefined && step !== null) seconds.observe({ step }, (now - since) / 1_000)
    before.delete(work)
    before.set(work, now)
    const [first] = before.keys()
    if (before.size > most && first !== undefined) before.delete(first)
  }
  const hear = (message: unknown) => {
    const at = message as Passed
    if (at.point === 'stored') requests.inc()
    if (at.point === 'saved') reviews.inc()
    if (at.point === 'card') posts.inc()
    if (at.point === 'retry') retries.inc({ of: at.of ?? 'other' })
    if (at.work !== undefined && at.point !== 'retry') timed(at.work, nameOf(at))
  }
  subscribe('distreview.point', hear)

  return {
    contentType: register.contentType,
    async text() {
      depth.reset()
      oldest.reset()
      try {
        const rows = await waiting()
        for (const { kind, stage, requests: many } of rows) depth.set({ kind, stage }, many)
        oldest.set(Math.max(0, ...rows.map((row) => row.oldest)))
        up.set(1)
      } catch {
        up.set(0)
      }
      return register.metrics()
    },
    close() {
      unsubscribe('distreview.point', hear)
      register.clear()
    },
  }
}

/** null: the work begins here. */
function nameOf({ point, step = '', key = '' }: Passed): string | null {
  if (point === 'stored') return null
  if (point === 'begun') return 'wait'
  if (point === 'saved') return 'save'
  if (point === 'card') return key.endsWith('/parent') ? 'open' : 'post'
  if (step.startsWith('expert/')) return 'expert turn'
  return Object.hasOwn(steps, step) ? (steps[step] ?? 'other') : 'other'
}
