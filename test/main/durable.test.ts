import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { has } from '../programs.ts'
import { git, repository, temporaryFolder } from '../review/checkout/fixtures.ts'
import { startServer } from '../store/server.ts'
import { wordsOf } from '../workspace/messages.ts'
import { openWorkspace } from '../workspace/workspace.ts'
import { buildProgram, freePort, startProgram } from './program.ts'

const kills = 10
/** Changes where and when the process is killed; a failure names it. */
const seed = Number(process.env.DURABLE_SEED ?? 20_261_125)

let program: string

beforeAll(() => {
  program = buildProgram()
}, 240_000)

type Workspace = Awaited<ReturnType<typeof openWorkspace>>

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function random(from: number): () => number {
  let state = from
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One fault in code that takes a while to read, under a tag for each request, by which their threads are told apart. */
function aRepository(): string {
  const bulk = Buffer.alloc(200_000, 'def stock(item), do: {:ok, item}\n')
  const files: Record<string, string | Buffer> = {
    'lib/voting.ex': `defmodule Shop.Voting do
  def approved?(votes, voters), do: length(votes) >= div(length(voters), 2)
end
`,
  }
  for (let part = 0; part < 60; part += 1) files[`lib/part_${part}.ex`] = bulk
  const { folder } = repository(files)
  for (let number = 0; number < kills; number += 1) {
    // A commit of its own, since the same commit asked for again is answered from the report that is there.
    git(folder, ['commit', '-q', '--allow-empty', '-m', tagOf(number)])
    git(folder, ['tag', tagOf(number)])
  }
  return folder
}

const tagOf = (number: number) => `t${number}`

/** Slack's command, as it is delivered once or again. */
async function command(workspace: Workspace, number: number): Promise<boolean> {
  const form = new URLSearchParams({
    command: '/distreview',
    text: `review lib on ${tagOf(number)}`,
    channel_id: workspace.channel,
    user_id: workspace.personId('ana'),
    user_name: 'ana',
    trigger_id: `trigger-${number}`,
    response_url: `${workspace.apiUrl}unused`,
  })
  try {
    const { status } = await workspace.send({
      body: form.toString(),
      type: 'application/x-www-form-urlencoded',
    })
    return status === 200
  } catch {
    // The process was not there, or was killed before it answered.
    return false
  }
}

async function startWith(workspace: Workspace, settings: Readonly<Record<string, string>>) {
  const port = await freePort()
  const started = startProgram(program, { ...settings, PORT: String(port) })
  await started.printed(/distreview answers Slack/)
  workspace.listen(port)
  return started
}

/** Every `fetch` to Slack goes to the double: the program has no setting for where Slack is, and needs none. */
function redirection(apiUrl: string): string {
  const path = join(temporaryFolder(), 'slack.mjs')
  writeFileSync(
    path,
    `const open = globalThis.fetch
globalThis.fetch = (address, options) =>
  open(String(address).replace('https://slack.com/api/', ${JSON.stringify(apiUrl)}), options)
`,
  )
  return `--import ${pathToFileURL(path)}`
}

async function answersOnce(databaseUrl: string | null): Promise<void> {
  const workspace = await openWorkspace()
  onTestFinished(() => workspace.close())
  const settings = {
    REPOSITORIES: `shop=${aRepository()}`,
    DATA_DIR: join(temporaryFolder(), 'data'),
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_SIGNING_SECRET: workspace.signingSecret,
    NODE_OPTIONS: redirection(workspace.apiUrl),
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  }
  const next = random(seed)
  let started = await startWith(workspace, settings)
  for (let number = 0; number < kills; number += 1) {
    // Every other time at once after a post, when nobody here has heard yet that it landed; else at any time.
    const point =
      number % 2 === 0 ? atPost(workspace, 1 + Math.floor(next() * 3)) : atAnyTime(workspace, next)
    const killed = point.then(() => started.kill())
    let acknowledged = await command(workspace, number)
    await killed
    started = await startWith(workspace, settings)
    while (!acknowledged) acknowledged = await command(workspace, number)
  }

  const threadOf = async (number: number) => {
    const parents = (await workspace.timeline()).filter((message) =>
      wordsOf(message).includes(`at \`${tagOf(number)}\``),
    )
    const threads = await Promise.all(parents.map(({ ts }) => workspace.messages(ts)))
    return threads.map((thread) => thread.map((message) => wordsOf(message)))
  }
  const numbers = Array.from({ length: kills }, (_, number) => number)
  const over = async () => {
    const threads = await Promise.all(numbers.map(threadOf))
    return threads.every((found) => found.some(([parent]) => parent?.includes('Reviewed')))
  }
  await workspace.waitFor('every request to be answered', over, 180_000)
  for (const number of numbers) expect(await command(workspace, number)).toBe(true)
  await workspace.command('ana', 'help')
  await workspace.waitFor('the answer to what was said last', () => workspace.whispers.length > 0)

  const threads = await Promise.all(numbers.map(threadOf))
  const begins = threads.map((found) =>
    found.map((thread) => thread.map((words) => words.split('\n')[0]?.replace(/\([0-9a-f]{7}\)/, '(…)'))),
  )
  const title = threads[0]?.[0]?.[2]?.split('\n')[0]
  expect(title).toMatch(/^1 · Critical · /)
  expect(begins, `DURABLE_SEED=${seed}`).toEqual(
    numbers.map((number) => [
      [
        `distreview Reviewed \`lib\` of shop at \`${tagOf(number)}\` (…) for ana.`,
        '1 critical in lib',
        title,
      ],
    ]),
  )
  expect(await workspace.timeline()).toHaveLength(kills)
  const restarted = threads.filter(([thread]) =>
    /(Started again|Went on) after a restart\./.test(thread?.[0] ?? ''),
  )
  expect(restarted.length).toBeGreaterThan(0)
}

/** Resolves when Slack has taken so many posts more. */
function atPost(workspace: Workspace, more: number): Promise<void> {
  const posts = () => workspace.asked.filter(({ method }) => method === 'chat.postMessage').length
  const enough = posts() + more
  return workspace.waitFor(`post ${enough}`, () => posts() >= enough, 30_000)
}

/** Resolves when Slack was called up to six times more, and up to 250 ms later. */
async function atAnyTime(workspace: Workspace, next: () => number): Promise<void> {
  const enough = workspace.asked.length + Math.floor(next() * 7)
  const milliseconds = next() * 250
  await workspace.waitFor(`call ${enough}`, () => workspace.asked.length >= enough, 30_000)
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
}

describe('D1: a process that is killed ten times at any point of its reviews answers every acknowledged request exactly once', () => {
  test('with its database in a folder', () => answersOnce(null), 420_000)

  test.skipIf(!has('postgres'))(
    'with PostgreSQL',
    async () => {
      const { url } = await startServer()
      await answersOnce(url)
    },
    420_000,
  )
})
