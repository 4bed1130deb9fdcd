import { randomUUID } from 'node:crypto'
import {
  firstDelivery,
  keepRequest,
  markAnswered,
  type NewRequest,
  type RequestRow,
  requestOf,
} from '../store/requests.ts'
import type { Store } from '../store/store.ts'
import type { Queue, Queues, Turn } from './queues.ts'

/** Requests that were acknowledged and are to be answered, whatever happens to the process. */
export interface Intake {
  readonly newId: () => string
  /**
   * Stores and queues the request in one transaction; resolves to false, and takes nothing, where one of the
   * deliveries was taken before.
   */
  take(request: NewRequest, deliveries: readonly string[]): Promise<boolean>
  /** Begins to answer what is open. A rejection leaves the request open, for another attempt. */
  answer(run: (request: RequestRow, turn: Turn) => Promise<void>): Promise<void>
  /** Resolves when what this process took is answered. */
  settled(): Promise<void>
}

/** `name` of the queue; a database may hold several intakes. */
export async function openIntake(store: Store, queues: Queues, name = 'requests'): Promise<Intake> {
  const queue: Queue<{ request: string }> = await queues.open(name)
  const open = new Set<string>()
  const waiting = new Set<() => void>()

  function close(id: string): void {
    open.delete(id)
    if (open.size > 0) return
    for (const wake of waiting) wake()
    waiting.clear()
  }

  return {
    newId: randomUUID,
    async take(request, deliveries) {
      open.add(request.id)
      try {
        return await store.db.transaction(async (tx) => {
          if (!(await firstDelivery(tx, deliveries))) {
            close(request.id)
            return false
          }
          await keepRequest(tx, request)
          await queue.send(tx, { request: request.id })
          return true
        })
      } catch (error) {
        close(request.id)
        throw error
      }
    },
    answer: (run) =>
      queue.work(async ({ request: id }, turn) => {
        const request = await requestOf(store.db, id)
        if (request?.state === 'open') {
          await run(request, turn)
          await markAnswered(store.db, id)
        }
        close(id)
      }),
    settled: () =>
      open.size === 0 ? Promise.resolve() : new Promise<void>((resolve) => waiting.add(resolve)),
  }
}
