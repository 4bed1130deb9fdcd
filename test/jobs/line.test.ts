import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { openJobs } from '../../src/jobs/jobs.ts'
import type { Bounds } from '../../src/jobs/queues.ts'
import { memoryStore } from '../store/memory.ts'

let intakes = 0

/** An intake of its own whose reviews end when they are let go, and workspaces that nothing else uses. */
async function aLine(reviews: Bounds) {
  const store = await memoryStore()
  intakes += 1
  const at = `w${intakes}-`
  const jobs = await openJobs({ store, log: pino({ level: 'silent' }), name: `line-${intakes}`, reviews })
  onTestFinished(() => jobs.stop())
  const { intake } = jobs
  const begun: string[] = []
  const running = new Map<string, () => void>()
  let changed = () => {}
  return {
    intake,
    begun,
    async ask(workspace: string, name: string): Promise<string> {
      const id = intake.newId()
      await intake.take(
        {
          id,
          kind: 'review',
          platform: 'slack',
          channel: 'C1',
          thread: null,
          person: 'U1',
          personName: name,
          workspace: `${at}${workspace}`,
          asked: {},
        },
        [],
      )
      return id
    },
    answer: () =>
      intake.answer({
        open: async () => true,
        run: async ({ personName: name }, { lease }) => {
          begun.push(name)
          changed()
          await new Promise<void>((resolve, reject) => {
            running.set(name, resolve)
            lease.signal.addEventListener('abort', () => reject(lease.signal.reason))
          })
        },
      }),
    end: (name: string) => running.get(name)?.(),
    /** Resolves when so many have begun. */
    async many(count: number): Promise<void> {
      while (begun.length < count) {
        await new Promise<void>((resolve) => {
          changed = resolve
        })
      }
    },
  }
}

test('D6: a workspace that asks for much waits for one that asks for little', async () => {
  const { ask, answer, begun, end, many, intake } = await aLine({ atOnce: 1 })
  for (const name of ['a1', 'a2', 'a3']) await ask('a', name)
  await ask('b', 'b1')
  await ask('c', 'c1')
  await answer()
  const order = ['a1', 'b1', 'c1', 'a2', 'a3']
  for (let at = 1; at <= order.length; at += 1) {
    await many(at)
    end(begun.at(-1) ?? '')
  }
  await intake.settled()
  expect([...begun].sort()).toEqual([...order].sort())
  // What is asked for first may begin before the others have been opened.
  expect(begun.indexOf('b1')).toBeLessThan(begun.indexOf('a3'))
  expect(begun.indexOf('c1')).toBeLessThan(begun.indexOf('a3'))
})

test('D6: of one workspace no more run at once than it may, while another goes ahead', async () => {
  const { ask, answer, begun, end, many, intake } = await aLine({ atOnce: 3, perGroup: 1 })
  for (const name of ['a1', 'a2']) await ask('a', name)
  await ask('b', 'b1')
  await answer()
  await many(2)
  expect([...begun].sort()).toEqual(['a1', 'b1'])
  end('a1')
  await many(3)
  expect(begun.at(-1)).toBe('a2')
  for (const name of ['b1', 'a2']) end(name)
  await intake.settled()
})

test('D7: a review that waits is ended before its turn comes', async () => {
  const { ask, answer, begun, end, many, intake } = await aLine({ atOnce: 1 })
  await ask('a', 'a1')
  await answer()
  await many(1)
  const waiting = await ask('a', 'a2')
  expect(await intake.cancel(waiting, 'ben')).toBe(true)
  expect(await intake.cancel(waiting, 'ana')).toBe(false)
  // The line is full all the while: it is the quick queue that ends it.
  await many(2)
  end('a2')
  end('a1')
  await intake.settled()
  expect([...new Set(begun)]).toEqual(['a1', 'a2'])
})
