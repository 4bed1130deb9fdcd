import { beforeAll, expect, test } from 'vitest'
import { aRepository, botInSlack } from './bot-in-slack.ts'
import { buildProgram } from './program.ts'

let program: string

beforeAll(() => {
  program = buildProgram()
}, 240_000)

const whole = [
  expect.stringMatching(/^distreview Reviewed `lib` of shop \([0-9a-f]{7}\) for ana\.$/),
  '1 critical in lib',
  expect.stringMatching(/^1 · Critical · /),
]

test('D1: on SIGTERM a review under way is finished, nothing new is taken, and the process ends within 20 seconds', async () => {
  const bot = await botInSlack({ program, repository: aRepository(10) })
  const { workspace } = bot
  const started = await bot.start()
  expect(await started.asked('/healthz')).toEqual({ status: 200, text: 'It runs.\n' })
  await expect.poll(() => started.asked('/readyz')).toEqual({ status: 200, text: 'It takes requests.\n' })
  await workspace.command('ana', 'review lib')
  const underWay = async () =>
    (await started.asked('/metrics')).text.includes(
      'distreview_queue_depth{kind="review",stage="under way"} 1',
    )
  await expect.poll(underWay, { timeout: 20_000 }).toBe(true)
  started.terminate()
  const { code, err, milliseconds } = await started.ended()
  expect(code).toBe(0)
  expect(milliseconds).toBeLessThan(20_000)
  expect(await bot.threads()).toEqual([whole])
  const lines = err
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ msg }) => msg)).toEqual(['reviewed'])
  expect(lines[0].request).toMatch(/^[0-9a-f-]{36}$/)
  await expect(workspace.command('ana', 'review lib')).rejects.toThrow()
  expect(started.leftInTemporary()).toEqual([])
}, 300_000)

test('D1: a second SIGTERM waits no longer: the review is left, and the next process answers it once', async () => {
  const bot = await botInSlack({ program, repository: aRepository(25) })
  const { workspace } = bot
  const first = await bot.start()
  await workspace.command('ana', 'review lib')
  await workspace.waitFor('the first message', async () => (await workspace.timeline()).length > 0)
  first.terminate()
  await expect
    .poll(() => first.asked('/readyz'), { timeout: 10_000 })
    .toEqual({ status: 503, text: 'It is being stopped.\n' })
  first.terminate()
  const { code, err, milliseconds } = await first.ended()
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(milliseconds).toBeLessThan(10_000)
  await bot.start()
  const over = async () => (await bot.threads())[0]?.length === 3
  await workspace.waitFor('the answer', over, 120_000)
  const edited = async () => (await bot.threads())[0]?.[0]?.includes('Reviewed') ?? false
  await workspace.waitFor('the first message to say so', edited, 60_000)
  expect(await bot.threads()).toEqual([whole])
}, 300_000)
