import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, symlinkSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Journal } from '../../../src/review/journal.ts'
import type { Report } from '../../../src/review/report.ts'
import { temporaryFolder } from '../checkout/fixtures.ts'
import { scriptedApi, streamed, type Turn } from './api.ts'
import { aClaim } from './claims.ts'
import { folderOf, reviewCluster } from './cluster.ts'
import type { Body } from './request-rules.ts'

const turns: readonly Turn[] = [
  { calls: [['outline', { of: '' }]] },
  { calls: [['submit_finding', aClaim({ startLine: 5, endLine: 6 })]] },
  { calls: [['submit_finding', aClaim({ corrects: 1 })]] },
  { calls: [['read_lines', { path: 'lib/store.ex', startLine: 1, endLine: 6 }]] },
  { says: 'Nothing more.' },
]
const second: readonly Turn[] = [
  { calls: [['callers', { module: 'Shop.Counter', function: 'bump' }]] },
  { calls: [['give_verdict', { verdict: 'stands', because: 'Both callers run on every node.' }]] },
]

/** What stays between attempts, as JSON; it fails after so many steps of the expert, as a process that dies does. */
function aJournal() {
  const kept = new Map<string, string>()
  let left = Number.POSITIVE_INFINITY
  const journal: Journal = {
    kept: async (step) => (kept.has(step) ? JSON.parse(kept.get(step) ?? '') : undefined),
    keep: async (step, value) => {
      kept.set(step, JSON.stringify(value))
      if (step.includes('turn') && --left === 0) throw new Error('The process died.')
    },
  }
  return { journal, dieAfter: (steps: number) => (left = steps), steps: () => [...kept.keys()] }
}

test('D4: an attempt that dies after any turn goes on at the next one, and ends in the same report', async () => {
  const { report: whole } = await reviewCluster(scriptedApi(turns, second))
  for (let dies = 1; dies <= turns.length + second.length; dies++) {
    const api = scriptedApi(turns, second)
    const { journal, dieAfter } = aJournal()
    dieAfter(dies)
    await expect(reviewCluster(api, { journal })).rejects.toThrow('The process died.')
    expect(api.bodies.length + api.challenges.length).toBe(dies)
    const { report } = await reviewCluster(api, { journal })
    expect(report).toEqual(whole)
    expect([api.bodies.length, api.challenges.length]).toEqual([turns.length, second.length])
  }
})

test('a conversation that is taken up is letter for letter the one that was paid for', async () => {
  const api = scriptedApi(turns, second)
  const { journal, dieAfter } = aJournal()
  dieAfter(3)
  await expect(reviewCluster(api, { journal })).rejects.toThrow('The process died.')
  await reviewCluster(api, { journal })
  const plain = (body: Body | undefined) =>
    JSON.stringify(body?.messages).replaceAll(',"cache_control":{"type":"ephemeral"}', '')
  expect(plain(api.bodies[3]).startsWith(plain(api.bodies[2]).slice(0, -1))).toBe(true)
})

let dist = ''
beforeAll(() => {
  const folder = temporaryFolder()
  dist = join(folder, 'dist')
  const tsc = resolve('node_modules', '.bin', 'tsc')
  execFileSync(tsc, ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', dist], { stdio: 'pipe' })
  copyFileSync('package.json', join(folder, 'package.json'))
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
}, 180_000)

/** The model as a server: it kills the process that asks when a turn is asked for the first time. */
async function killingServer(kill: () => void) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    void bodyOf(request).then(async (body) => {
      const isSecond = body.tools?.some((tool) => 'name' in tool && tool.name === 'give_verdict') ?? false
      const number = (body.messages.length + 1) / 2
      const name = `${isSecond ? 'second reading' : 'review'} ${number}`
      asked.push(name)
      if (asked.filter((each) => each === name).length === 1) return kill()
      const turn = (isSecond ? second : turns)[number - 1] ?? { says: 'Nothing more.' }
      response.setHeader('content-type', 'text/event-stream')
      response.end(await streamed(turn, asked.length).text())
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  let text = ''
  for await (const piece of request) text += piece
  return JSON.parse(text) as Body
}

test('D4: killed at every turn, no turn that was kept is paid again: only the one in flight', {
  timeout: 240_000,
}, async () => {
  const journalFolder = temporaryFolder()
  let kill = () => {}
  const server = await killingServer(() => kill())
  const attempt = async () => {
    const child = spawn(
      process.execPath,
      [resolve('test/review/expert/child.mjs'), dist, journalFolder, folderOf(), server.url],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    kill = () => child.kill('SIGKILL')
    let out = ''
    child.stdout.on('data', (piece) => (out += piece))
    const [code, signal] = await once(child, 'close')
    return { code, signal, out }
  }
  const all = [
    ...turns.map((_, at) => `review ${at + 1}`),
    ...second.map((_, at) => `second reading ${at + 1}`),
  ]
  for (const _turn of all) expect((await attempt()).signal).toBe('SIGKILL')
  const last = await attempt()
  expect(server.asked).toEqual(all.flatMap((turn) => [turn, turn]))
  const report = JSON.parse(last.out) as Report
  const { report: whole } = await reviewCluster(scriptedApi(turns, second))
  expect({ ...report, durationMs: 0 }).toEqual({ ...whole, durationMs: 0 })
})
