import { mkdir } from 'node:fs/promises'
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

async function start(config: Config): Promise<() => Promise<void>> {
  const log = pino({ level: config.logLevel }, pino.destination(2))
  const sources = await connected(config)
  const mirrors = join(resolve(config.dataFolder), 'mirrors')
  await mkdir(mirrors, { recursive: true })
  const stopping = new AbortController()
  const engine: Review = (request, progress) =>
    review(request, { clock: Date.now, mirrors, version: version(), progress, signal: stopping.signal })
  const repositories = sources.map((source) => ({ name: source.name, source }))
  const conversation = createConversation({ review: engine, repositories, clock: Date.now, log })
  const closing: (() => Promise<void>)[] = []
  if (config.slack) {
    const slack = await startSlack({ ...config.slack, conversation, log })
    closing.push(slack.close)
    process.stdout.write(`distreview answers Slack on port ${slack.port}, at /slack/events.\n`)
  }
  if (config.web) {
    const names = sources.map(({ name }) => name)
    const suggestions = suggested(names, config.repositories.length === 0)
    const web = await startWeb({
      port: config.web.port,
      conversation,
      log,
      page: here('bot/web/page'),
      suggestions,
      repositories: names,
    })
    closing.push(web.close)
    const [first = 'help'] = suggestions
    process.stdout.write(
      `distreview's web chat: ${web.link}\nOpen the link and type: ${first}\nStop with Ctrl-C.\n`,
    )
  }
  if (closing.length === 0) {
    throw new Refusal(
      'configuration',
      'Neither Slack nor the web chat is on.',
      'Set the Slack tokens, or WEB_CHAT=on.',
    )
  }
  return async () => {
    stopping.abort(new Error('distreview was stopped'))
    await Promise.all(closing.map((close) => close()))
  }
}

/** What a newcomer may type; the examples keep their code in lib and src. */
function suggested(names: readonly string[], examples: boolean): string[] {
  if (examples) return ['review lib on main of shop', 'review src on main of wallet', 'help']
  return [...names.slice(0, 2).map((name) => `review . of ${name}`), 'help']
}

try {
  const stop = await start(readConfig(process.env))
  const leave = () => {
    void stop().finally(() => process.exit(0))
  }
  process.once('SIGINT', leave)
  process.once('SIGTERM', leave)
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  process.stderr.write(`distreview: ${error.sentence}\n`)
  process.exitCode = 1
}
