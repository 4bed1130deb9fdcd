import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readArguments } from '../../chaos/arguments.ts'
import { chaos } from '../../chaos/run.ts'
import { stoppedWorker } from '../../chaos/stopped.ts'
import { buildProgram } from '../main/program.ts'
import { has, pathOf } from '../programs.ts'

let program: string

beforeAll(() => {
  program = join(buildProgram(), 'dist', 'main.js')
}, 240_000)

const say = () => {}
/** Changes where and when processes are killed; a failure names it. */
const seed = Number(process.env.CHAOS_SEED ?? 1)

describe.skipIf(!has('openssl'))('D1 to D4: ten processes killed at marked points and at random', () => {
  test('with the embedded database every request is answered once, and no finished step is done again', async () => {
    const outcome = await chaos({ program, kills: 10, postgres: null, seed, lookUp: true, say })
    expect(outcome.broken, `CHAOS_SEED=${seed}`).toEqual([])
  }, 420_000)

  test.skipIf(!has('postgres'))(
    'with PostgreSQL and two workers the same',
    async () => {
      const outcome = await chaos({
        program,
        kills: 10,
        postgres: pathOf('postgres'),
        seed,
        lookUp: true,
        say,
      })
      expect(outcome.broken, `CHAOS_SEED=${seed}`).toEqual([])
    },
    420_000,
  )

  test('where what was posted cannot be looked for, a promise is found to be broken', async () => {
    const options = { program, postgres: null, seed, lookUp: false, say }
    const outcome = await chaos({ ...options, kills: 2, points: ['parent posted', 'card posted'] })
    expect(outcome.broken.some((sentence) => sentence.endsWith('is there twice.'))).toBe(true)
  }, 420_000)
})

test.skipIf(!has('openssl') || !has('postgres'))(
  'D5: a worker that was stopped for longer than its lease says nothing more, and its thread is whole',
  async () => {
    const postgres = pathOf('postgres') ?? ''
    const { saidAfterwards, broken } = await stoppedWorker({ program, postgres })
    expect(saidAfterwards.length).toBeLessThanOrEqual(1)
    expect(broken).toEqual([])
  },
  420_000,
)

test.each([
  ['--kills none', '--kills none cannot be read.'],
  ['--database mysql', '--database mysql cannot be read.'],
  ['--seed', '--seed cannot be read.'],
])('%s is answered by what cannot be read and how it is written', (words, problem) => {
  expect(readArguments(words.split(' '))).toBe(
    `${problem} npm run chaos -- [--kills N] [--database embedded|postgres] [--seed N] [--no-look-up]`,
  )
})
