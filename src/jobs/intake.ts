import { randomUUID } from 'node:crypto'
import {
  firstDelivery,
  keepRequest,
  markAnswered,
  markBegun,
  markCancelled,
  markLined,
  type NewRequest,
  type RequestRow,
  reopen,
  requestOf,
} from '../store/requests.ts'
import type { Store } from '../store/store.ts'
import type { Lease, Leases } from './lease.ts'
import { point } from './points.ts'
import type { Bounds, Queue, Queues, Turn } from './queues.ts'

/** One attempt at a request. */
export interface Attempt extends Turn {
  readonly lease: Lease
}

type Run = (request: RequestRow, attempt: Attempt) => Promise<void>
type Open = (request: RequestRow, attempt: Attempt) => Promise<boolean>

interface Answering {
  /** Answers a request whole; of a review that is cancelled, says so. */
  readonly run: Run
  /**
   * Reviews: says that one was taken, and where it stands; then it is put in the line, unless this resolves to
   * false: it is over. Left out: `run` answers reviews as all else.
   */
  readonly open?: Open
}

/** Requests that were acknowledged and are to be answered, whatever happens to the process. */
export interface Intake {
  readonly newId: () => string
  /**
   * Stores and queues the request in one transaction; resolves to false, and takes nothing, where one of the
   * deliveries was taken before.
   */
  take(request: NewRequest, deliveries: readonly string[]): Promise<boolean>
  /** Begins to answer what is open. A rejection leaves the request open, for another attempt. */
  answer(answering: Answering): Promise<void>
  /** Whoever is at it loses it, and its thread says so; false where it is over, or was cancelled by somebody else. */
  cancel(id: string, by: string): Promise<boolean>
  /** Asks for an answered review once more, in its thread; false where it is open. */
  again(id: string): Promise<boolean>
  /** Resolves when what this process took is answered. */
  settled(): Promise<void>
}

interface IntakeOptions {
  readonly store: Store
  readonly queues: Queues
  readonly leases: Leases
  /** Of the queue; a database may hold several intakes. */
  readonly name?: string
  /** Of reviews: in this process, and of one workspace. */
  readonly bounds?: Bounds
}

interface Job {
  readonly request: string
}

/**
 * Two queues: what is quick, and the line of reviews, which are few at a time. A review is first opened by the quick
 * one, so that whoever asked reads in its thread that it waits.
 */
export async function openIntake({ store, queues, leases, name = 'requests', bounds }: IntakeOptions) {
  const { db } = store
  const quick: Queue<Job> = await queues.open(name)
  const line: Queue<Job> = await queues.open(`${name}-line`)
  const open = new Set<string>()
  const waiting = new Set<() => void>()

  function close(id: string): void {
    open.delete(id)
    if (open.size > 0) return
    for (const wake of waiting) wake()
    waiting.clear()
  }

  /** Keeps in mind what a transaction opens, unless that opens nothing. */
  async function opening(id: string, transaction: () => Promise<boolean>): Promise<boolean> {
    open.add(id)
    try {
      const opened = await transaction()
      if (!opened) close(id)
      return opened
    } catch (error) {
      close(id)
      throw error
    }
  }

  async function finish(request: RequestRow, turn: Turn, run: Run): Promise<void> {
    await leases.with(request.id, turn.signal, async (lease) => {
      await run(request, { ...turn, lease })
      await lease.hold()
      await markAnswered(db, request.id)
    })
    close(request.id)
  }

  /** Says that a review was taken; in one transaction it is then in the line, once. */
  async function putInLine(request: RequestRow, turn: Turn, openIt: Open): Promise<void> {
    const { id, workspace, turn: place } = request
    await leases.with(id, turn.signal, async (lease) => {
      const goesOn = await openIt(request, { ...turn, lease })
      await lease.hold()
      if (!goesOn) {
        await markAnswered(db, id)
        return close(id)
      }
      await db.transaction(async (tx) => {
        if (await markLined(tx, id)) await line.send(tx, { request: id }, { group: workspace, turn: place })
      })
    })
  }

  const intake: Intake = {
    newId: randomUUID,
    async take(request, deliveries) {
      const taken = await opening(request.id, () =>
        db.transaction(async (tx) => {
          if (!(await firstDelivery(tx, deliveries))) return false
          await keepRequest(tx, request)
          await quick.send(tx, { request: request.id })
          return true
        }),
      )
      if (taken) point('stored', { work: request.id })
      return taken
    },
    async answer({ run, open: openIt }) {
      await quick.work(async ({ request: id }, turn) => {
        const request = await requestOf(db, id)
        if (request?.state !== 'open') return close(id)
        const isQuick = openIt === undefined || request.kind !== 'review' || request.cancelledBy !== null
        if (isQuick) return finish(request, turn, run)
        if (request.lined === null) await putInLine(request, turn, openIt)
      })
      await line.work(async ({ request: id }, turn) => {
        const request = await requestOf(db, id)
        if (request?.state !== 'open') return close(id)
        // A cancelled one is the quick queue's.
        if (!(await markBegun(db, id))) return
        point('begun', { work: id })
        await finish(request, turn, run)
      }, bounds)
    },
    cancel: (id, by) =>
      db.transaction(async (tx) => {
        if (!(await markCancelled(tx, id, by))) return false
        await quick.send(tx, { request: id })
        return true
      }),
    again: (id) =>
      opening(id, () =>
        db.transaction(async (tx) => {
          if (!(await reopen(tx, id))) return false
          await quick.send(tx, { request: id })
          return true
        }),
      ),
    settled: () =>
      open.size === 0 ? Promise.resolve() : new Promise<void>((resolve) => waiting.add(resolve)),
  }
  return intake
}
