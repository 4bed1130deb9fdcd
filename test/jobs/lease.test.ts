import { expect, onTestFinished, test } from 'vitest'
import { createJournal } from '../../src/jobs/journal.ts'
import { createLeases, type Lease, LeaseLost } from '../../src/jobs/lease.ts'
import { memoryStore } from '../store/memory.ts'

/** A process: what it holds ends with it. */
async function aProcess() {
  const { db } = await memoryStore()
  const stopping = new AbortController()
  const leases = createLeases({ db, stopping: stopping.signal, every: 20 })
  onTestFinished(() => leases.stop())
  return { db, leases, stopping }
}

const queue = () => new AbortController().signal
let works = 0
const aWork = () => `work-${++works}`

/** Takes the work and keeps it until the test ends. */
async function taken({ leases }: Awaited<ReturnType<typeof aProcess>>, work: string): Promise<Lease> {
  let release = () => {}
  const until = new Promise<void>((resolve) => {
    release = resolve
  })
  onTestFinished(() => release())
  return new Promise((resolve) => {
    void leases.with(work, queue(), async (lease) => {
      resolve(lease)
      await until
    })
  })
}

test('D5: a worker whose work was taken may not speak, write or go on, and the one that took it may', async () => {
  const work = aWork()
  const [first, second] = [await aProcess(), await aProcess()]
  const stale = await taken(first, work)
  await stale.hold()
  const holder = await taken(second, work)
  const journal = createJournal(first.db, stale)
  await expect(stale.hold()).rejects.toThrow(LeaseLost)
  await expect(journal.keep('rules', 1)).rejects.toThrow(LeaseLost)
  expect(await journal.kept('rules')).toBeUndefined()
  expect(stale.signal.aborted).toBe(true)
  await holder.hold()
  expect(holder.signal.aborted).toBe(false)
})

test('D5: a worker that asks for nothing hears that its work was taken, so that git and threads end', async () => {
  const work = aWork()
  const [first, second] = [await aProcess(), await aProcess()]
  const stale = await taken(first, work)
  const heard = new Promise((resolve) =>
    stale.signal.addEventListener('abort', () => resolve(stale.signal.reason)),
  )
  await taken(second, work)
  expect(await heard).toBeInstanceOf(LeaseLost)
})

test('a lease ends with its process, and another work of the same process is its own', async () => {
  const only = await aProcess()
  const [one, other] = [await taken(only, aWork()), await taken(only, aWork())]
  await one.hold()
  await other.hold()
  only.stopping.abort(new Error('stopped'))
  await expect(one.hold()).rejects.toThrow('stopped')
  await expect(other.hold()).rejects.toThrow('stopped')
})

test('D4: a step that finished is read back by whoever has the work next, and the first to finish it is right', async () => {
  const work = aWork()
  const [first, second] = [await aProcess(), await aProcess()]
  await createJournal(first.db, await taken(first, work)).keep('commit', { commit: 'c0ffee', ref: 'main' })
  const journal = createJournal(second.db, await taken(second, work))
  expect(await journal.kept('commit')).toEqual({ commit: 'c0ffee', ref: 'main' })
  await journal.keep('commit', { commit: 'another', ref: 'main' })
  expect(await journal.kept('commit')).toEqual({ commit: 'c0ffee', ref: 'main' })
  expect(await journal.kept('rules')).toBeUndefined()
})
