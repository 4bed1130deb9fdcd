import { constants } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { createConversation } from './bot/conversation/conversation.ts'
import { startSlack } from './bot/slack/start.ts'
import { plantExamples } from './bot/web/examples.ts'
import { startWeb } from './bot/web/server.ts'
import { type Config, readConfig } from './config.ts'
import { parseSource } from './review/checkout/index.ts'
import type { Source } from './review/checkout/snapshot.ts'
import { review } from './review/pipeline.ts'
import { Refusal } from './review/refusal.ts'
import type { Review } from './review/request.ts'
import { version } from './version.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The repositories of the configuration; with none and no Slack, the examples, so that a newcomer can try it. */
async function connected(config: Config): Promise<readonly Source[]> {
  if (config.repositories.length > 0 || config.slack) {
    return config.repositories.map(({ name, location }) => parseSource(location, 'configuration', name))
  }
  return plantExamples(here('../examples'), resolve(config.dataFolder))
}

/** Throws a Refusal where the data folder cannot be made or written. */
async function prepareData(folder: string): Promise<string> {
  const mirrors = join(folder, 'mirrors')
  try {
    await mkdir(mirrors, { recursive: true })
    await access(mirrors, constants.W_OK)
  } catch (cause) {
    const problem = `DATA_DIR, ${folder}, cannot be written.`
    throw new Refusal('configuration', problem, 'Set DATA_DIR to a folder that may be written.', { cause })
  }
  return mirrors
}

/** Starts what is configured; what was started is in `closing` at once, so that it can be stopped halfway. */
async function start(config: Config, closing: (() => Promise<void>)[]): Promise<void> {
  const log = pino({ level: config.logLevel }, pino.destination(2))
  const mirrors = await prepareData(resolve(config.dataFolder))
  const sources = await connected(config)
  const stopping = new AbortController()
  closing.push(async () => stopping.abort(new Error('distreview was stopped')))
  const engine: Review = (request, progress) =>
    review(request, { clock: Date.now, mirrors, version: version(), progress, signal: stopping.signal })
  const repositories = sources.map((source) => ({ name: source.name, source }))
  const conversation = createConversation({ review: engine, repositories, clock: Date.now, log })
  if (!config.slack && !config.web) {
    throw new Refusal(
      'configuration',
      'Neither Slack nor the web chat is on.',
      'Set the Slack tokens, or WEB_CHAT=on.',
    )
  }
  if (config.slack) {
    const slack = await startSlack({ ...config.slack, conversation, log })
    closing.push(() => slack.close())
    process.stdout.write(`distreview answers Slack on port ${slack.port}, at /slack/events.\n`)
  }
  if (config.web) {
    const names = sources.map(({ name }) => name)
    const suggestions = suggested(names, config.repositories.length === 0)
    const page = here('bot/web/page')
    const web = await startWeb({
      port: config.web.port,
      conversation,
      log,
      page,
      suggestions,
      repositories: names,
    })
    closing.push(() => web.close())
    const [first = 'help'] = suggestions
    process.stdout.write(
      `distreview's web chat: ${web.link}\nOpen the link and type: ${first}\nStop with Ctrl-C.\n`,
    )
  }
}

/** What a newcomer may type; the examples keep their code in lib and src. */
function suggested(names: readonly string[], examples: boolean): string[] {
  if (examples) return ['review lib on main of shop', 'review src on main of wallet', 'help']
  return [...names.slice(0, 2).map((name) => `review . of ${name}`), 'help']
}

const closing: (() => Promise<void>)[] = []
let started: Promise<void> = Promise.resolve()

/** Waits for a start under way, so that nothing is left half made, then stops all and ends. */
async function leave(code: number): Promise<void> {
  await started.catch(() => {})
  await Promise.allSettled(closing.map((close) => close()))
  process.exit(code)
}
process.once('SIGINT', () => void leave(0))
process.once('SIGTERM', () => void leave(0))

try {
  started = start(readConfig(process.env), closing)
  await started
} catch (error) {
  process.stderr.write(
    error instanceof Refusal ? `distreview: ${error.sentence}\n` : `${(error as Error).stack}\n`,
  )
  await leave(1)
}
