import { constants, existsSync } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Logger, pino } from 'pino'
import { createConversation } from './bot/conversation/conversation.ts'
import type { Conversation } from './bot/conversation/port.ts'
import { writeReviewName } from './bot/conversation/review-name.ts'
import { startSlack } from './bot/slack/start.ts'
import type { TeamsApp } from './bot/teams/app.ts'
import { referencesInFile } from './bot/teams/references.ts'
import { sentInFile } from './bot/teams/sent.ts'
import { plantExamples } from './bot/web/examples.ts'
import { startWeb } from './bot/web/server.ts'
import { type Config, readConfig } from './config.ts'
import { openJobs } from './jobs/jobs.ts'
import type { Platform } from './jobs/platform.ts'
import { createSchedules } from './jobs/schedules.ts'
import { startSchedules } from './jobs/schedules-start.ts'
import { parseSource } from './review/checkout/index.ts'
import type { Source } from './review/checkout/snapshot.ts'
import { studiesInThreads } from './review/engine/threads.ts'
import { createExpert } from './review/expert/expert.ts'
import { createAsk } from './review/expert/question.ts'
import { review } from './review/pipeline.ts'
import { Refusal } from './review/refusal.ts'
import type { Review } from './review/request.ts'
import { openStore } from './store/open.ts'
import { version } from './version.ts'

/** Milliseconds. */
const day = 86_400_000

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The repositories of the configuration; with none, no Slack and no Teams, the examples, so that a newcomer can try it. */
async function connected(config: Config): Promise<readonly Source[]> {
  if (config.repositories.length > 0 || config.slack || config.teams) {
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
  const dataFolder = resolve(config.dataFolder)
  const mirrors = await prepareData(dataFolder)
  const sources = await connected(config)
  if (!config.slack && !config.teams && !config.web) {
    throw new Refusal(
      'configuration',
      'None of Slack, Teams and the web chat is on.',
      'Set the Slack tokens or the Teams app, or WEB_CHAT=on.',
    )
  }
  if (!config.databaseUrl && !existsSync(join(dataFolder, 'db'))) {
    process.stdout.write('First start: the database is made, which takes some seconds.\n')
  }
  const failed = (error: Error) => log.error({ err: error }, 'The database failed.')
  const store = await openStore({ dataFolder, databaseUrl: config.databaseUrl, failed })
  closing.push(() => store.close())
  const jobs = await openJobs({ store, log, reviews: config.reviews })
  closing.push(() => jobs.stop())
  const expert = config.expert && createExpert(config.expert)
  const engine = studiesInThreads()
  const reviewed: Review = (request, progress, signal, journal) =>
    review(
      { ...request, depth: request.depth ?? 'standard' },
      {
        clock: Date.now,
        mirrors,
        network: config.network,
        version: version(),
        progress,
        journal,
        engine,
        expert,
        // A review that follows another one under way is stopped, so that nothing is paid for twice.
        signal: signal ? AbortSignal.any([jobs.stopping, signal]) : jobs.stopping,
      },
    )
  const repositories = sources.map((source) => ({ name: source.name, source }))
  const ask =
    expert && createAsk(expert, { mirrors, network: config.network, engine, stopping: jobs.stopping })
  const schedules = createSchedules(store.db, Date.now)
  const conversation = createConversation({
    review: reviewed,
    repositories,
    schedules,
    jobs,
    ask,
    remember: day,
    version: version(),
    clock: Date.now,
    log,
  })
  const platforms: Platform[] = []
  if (config.slack) {
    const slack = await startSlack({ ...config.slack, conversation, log })
    closing.push(() => slack.close())
    platforms.push(slack.platform)
    process.stdout.write(`distreview answers Slack ${slack.where}.\n`)
  }
  if (config.teams) {
    const teams = await openTeams({ ...config.teams, dataFolder, conversation, log })
    closing.push(() => teams.close())
    platforms.push(teams.platform)
    process.stdout.write(`distreview answers Teams on port ${teams.port}, at /api/messages.\n`)
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
      // The room is in memory: a message of an earlier process is not one of this.
      messages: `${Date.now().toString(36)}-`,
    })
    closing.push(() => web.close())
    platforms.push(web.platform)
    const [first = 'help'] = suggestions
    process.stdout.write(
      `distreview's web chat: ${web.link}\nOpen the link and type: ${first}\nStop with Ctrl-C.\n`,
    )
  }
  await conversation.begin(platforms)
  const running = await startSchedules({
    queues: jobs.queues,
    leases: jobs.leases,
    db: store.db,
    review: reviewed,
    repositories,
    platforms,
    outbox: jobs.outbox,
    nameOf: writeReviewName,
    clock: Date.now,
    log,
    signal: jobs.stopping,
  })
  closing.push(() => running.stop())
  // Last in, so first to be called: what is under way ends itself while everything else is closed.
  closing.push(async () => jobs.leave())
}

interface TeamsParts {
  readonly app: TeamsApp
  readonly port: number
  readonly dataFolder: string
  readonly conversation: Conversation
  readonly log: Logger
}

/** Loads what speaks to Teams, which takes half a second, only where Teams is configured. */
async function openTeams({ dataFolder, ...parts }: TeamsParts) {
  const [{ startTeams }, references, sent] = await Promise.all([
    import('./bot/teams/start.ts'),
    referencesInFile(join(dataFolder, 'teams-conversations.json')),
    sentInFile(join(dataFolder, 'teams-sent.jsonl')),
  ])
  return startTeams({ ...parts, references, sent })
}

/** What a newcomer may type; the examples keep their code in lib and src. */
function suggested(names: readonly string[], examples: boolean): string[] {
  if (examples) return ['review lib on main of shop', 'review src on main of wallet', 'help']
  return [...names.slice(0, 2).map((name) => `review . of ${name}`), 'help']
}

const closing: (() => Promise<void>)[] = []
let started: Promise<void> = Promise.resolve()

/** Waits for a start under way, so that nothing is left half made, then stops all, last things first, and ends. */
async function leave(code: number): Promise<void> {
  await started.catch(() => {})
  for (const close of closing.reverse()) await close().catch(() => {})
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
