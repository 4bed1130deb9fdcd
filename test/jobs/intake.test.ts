import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { Attempt } from '../../src/jobs/intake.ts'
import { openJobs } from '../../src/jobs/jobs.ts'
import { type NewRequest, requestOf } from '../../src/store/requests.ts'
import { memoryStore } from '../store/memory.ts'

const log = pino({ level: 'silent' })
let intakes = 0

type Seen = Pick<Attempt, 'attempt' | 'afterRestart' | 'last'>
const seen = ({ attempt, afterRestart, last }: Attempt): Seen => ({ attempt, afterRestart, last })

async function anIntake(name = `requests-${++intakes}`) {
  const store = await memoryStore()
  const jobs = await openJobs({ store, log, name })
  onTestFinished(() => jobs.stop())
  return { ...jobs, name }
}

function aRequest(id: string): NewRequest {
  return {
    id,
    kind: 'review',
    platform: 'slack',
    channel: 'C1',
    thread: null,
    person: 'U1',
    personName: 'ana',
    asked: { paths: ['lib'] },
  }
}

test('what was taken is answered, with all that was asked, and is open until then', async () => {
  const { intake, db } = await anIntake()
  const id = intake.newId()
  expect(await intake.take(aRequest(id), [])).toBe(true)
  const [before] = [await requestOf(db, id)]
  expect(before).toMatchObject({ ...aRequest(id), state: 'open', answered: null })
  const answered: unknown[] = []
  await intake.answer({
    run: async (request, attempt) => {
      answered.push([request, seen(attempt)])
    },
  })
  await intake.settled()
  expect(answered).toEqual([[before, { attempt: 0, afterRestart: false, last: false }]])
  expect(await requestOf(db, id)).toMatchObject({ state: 'answered', answered: expect.any(Date) })
})

test('D3: a delivery that comes again is not taken, under whichever of its names', async () => {
  const { intake, db } = await anIntake()
  const [first, again, other] = [intake.newId(), intake.newId(), intake.newId()]
  expect(await intake.take(aRequest(first), ['event 1', 'message 1'])).toBe(true)
  expect(await intake.take(aRequest(again), ['event 2', 'message 1'])).toBe(false)
  expect(await intake.take(aRequest(other), ['event 3', 'message 3'])).toBe(true)
  expect(await requestOf(db, again)).toBeUndefined()
  const answered: string[] = []
  await intake.answer({
    run: async ({ id }) => {
      answered.push(id)
    },
  })
  await intake.settled()
  expect(answered.sort()).toEqual([first, other].sort())
})

test('what cannot be stored is not queued, and its delivery is a first one when it comes again', async () => {
  const { intake } = await anIntake()
  const id = intake.newId()
  const broken = { ...aRequest(id), channel: null as unknown as string }
  await expect(intake.take(broken, ['event of a broken one'])).rejects.toThrow()
  await intake.settled()
  const answered: string[] = []
  await intake.answer({
    run: async (request) => {
      answered.push(request.id)
    },
  })
  expect(await intake.take(aRequest(id), ['event of a broken one'])).toBe(true)
  await intake.settled()
  expect(answered).toEqual([id])
})

test('an attempt that fails is followed by another, which is not after a restart', async () => {
  const { intake } = await anIntake()
  const turns: Seen[] = []
  await intake.answer({
    run: async (_request, attempt) => {
      turns.push(seen(attempt))
      if (attempt.attempt === 0) throw new Error('The database was away.')
    },
  })
  await intake.take(aRequest(intake.newId()), [])
  await intake.settled()
  expect(turns).toEqual([
    { attempt: 0, afterRestart: false, last: false },
    { attempt: 1, afterRestart: false, last: false },
  ])
})

test('D1: what is under way where the process stops is left open, and begun again by the next', async () => {
  const { intake, stopping, stop, db, name } = await anIntake()
  const id = intake.newId()
  const begun = new Promise<void>((resolve) => {
    void intake.answer({
      run: async () => {
        resolve()
        await new Promise((_, reject) => {
          stopping.addEventListener('abort', () => reject(stopping.reason))
        })
      },
    })
  })
  await intake.take(aRequest(id), [])
  await begun
  const began = performance.now()
  await stop()
  expect(performance.now() - began).toBeLessThan(4_000)
  expect(await requestOf(db, id)).toMatchObject({ state: 'open' })

  const next = await anIntake(name)
  const turn = await new Promise<Seen>((resolve) => {
    void next.intake.answer({ run: async (_request, given) => resolve(seen(given)) })
  })
  expect(turn).toEqual({ attempt: 1, afterRestart: true, last: false })
})
