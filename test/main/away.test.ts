import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { has } from '../programs.ts'
import { temporaryFolder } from '../review/checkout/fixtures.ts'
import { startServer } from '../store/server.ts'
import { aRepository, botInSlack } from './bot-in-slack.ts'
import { buildProgram } from './program.ts'

let program: string

beforeAll(() => {
  program = buildProgram()
}, 240_000)

const refused =
  'distreview cannot keep that now: its database does not take it.\nAsk again in a minute; whoever runs distreview finds the reason in its log.'
const whole = [
  expect.stringMatching(/^distreview Reviewed `lib` of shop \([0-9a-f]{7}\) for ana\.$/),
  '1 critical in lib',
  expect.stringMatching(/^1 · Critical · /),
]

test.skipIf(!has('postgres'))(
  'D1: the database is away for 30 seconds in the middle of a review: it is answered once afterwards, and what was asked meanwhile was refused with a sentence',
  async () => {
    const server = await startServer()
    const settings = { DATABASE_URL: server.url }
    const bot = await botInSlack({ program, repository: aRepository(10), settings })
    const { workspace } = bot
    const started = await bot.start()
    await workspace.command('ana', 'review lib')
    await workspace.waitFor('the first message', async () => (await workspace.timeline()).length > 0, 60_000)
    await server.stop()
    const away = performance.now()
    await workspace.command('ben', 'review lib')
    await workspace.waitFor('the refusal', () => workspace.whispered('ben').length > 0, 60_000)
    expect(workspace.whispered('ben')).toEqual([refused])
    await expect
      .poll(() => started.asked('/readyz'), { timeout: 20_000 })
      .toEqual({ status: 503, text: 'Its database does not answer.\n' })
    const over = () => performance.now() - away >= 30_000
    await expect.poll(over, { timeout: 60_000, interval: 500 }).toBe(true)
    expect((await started.asked('/healthz')).status).toBe(200)
    await server.restart()
    const answered = async () => {
      const [thread] = await bot.threads()
      return (thread?.[0]?.includes('Reviewed') ?? false) && thread?.length === 3
    }
    await workspace.waitFor('the answer', answered, 180_000)
    expect(await bot.threads()).toEqual([whole])
    await expect
      .poll(() => started.asked('/readyz'), { timeout: 20_000 })
      .toEqual({ status: 200, text: 'It takes requests.\n' })
  },
  400_000,
)

/** As on a full disk: a file of the database may be written within its size, and grows no more, while the flag is there. */
const quota = (flag: string) => `
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
const { writeSync } = fs
fs.writeSync = (file, buffer, offset, length, position) => {
  if (fs.existsSync(${JSON.stringify(flag)})) {
    const path = fs.readlinkSync('/proc/self/fd/' + file)
    const { size } = fs.fstatSync(file)
    if (path.includes('/data/db/') && (position ?? size) + length > size) {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
    }
  }
  return writeSync(file, buffer, offset, length, position)
}
syncBuiltinESMExports()
`

test.skipIf(process.platform !== 'linux')(
  'D1: the disk of the database is full: what does not fit is refused with a sentence, the rest is answered, and nothing is half written',
  async () => {
    const flag = join(temporaryFolder(), 'full')
    const bot = await botInSlack({ program, repository: aRepository(1), before: quota(flag) })
    const { workspace } = bot
    const started = await bot.start()
    writeFileSync(flag, '')
    let asked = 0
    while (!workspace.whispered('ana').includes(refused) && asked < 300) {
      await workspace.command('ana', 'schedules')
      asked += 1
    }
    expect(workspace.whispered('ana')).toContain(refused)
    rmSync(flag)
    await workspace.command('ben', 'review lib')
    const answered = async () => (await bot.threads())[0]?.[0]?.includes('Reviewed') ?? false
    await workspace.waitFor('a review', answered, 120_000)
    // Each command was answered or refused, and none both.
    await workspace.waitFor('all', () => workspace.whispered('ana').length >= asked, 60_000)
    expect(workspace.whispered('ana')).toHaveLength(asked)
    started.terminate()
    const { err } = await started.ended()
    expect(err).toMatch(/No space left on device|ENOSPC/)
    const again = await bot.start()
    await workspace.command('ana', 'repositories')
    await workspace.waitFor('an answer', () => workspace.whispered('ana').length > asked, 60_000)
    expect((await again.asked('/readyz')).status).toBe(200)
  },
  400_000,
)
