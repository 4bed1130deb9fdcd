import { constants, existsSync } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Logger, pino } from 'pino'
import { createConversation } from './bot/conversation/conversation.ts'
import { createHome } from './bot/conversation/home.ts'
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
import { createPurse } from './jobs/purse.ts'
import { startRetention } from './jobs/retention.ts'
import { createSchedules } from './jobs/schedules.ts'
import { startSchedules } from './jobs/schedules-start.ts'
import { workingOn } from './jobs/working.ts'
import { createLife, type Life } from './operations/life.ts'
import { createLog } from './operations/log.ts'
import { createMetrics } from './operations/metrics.ts'
import { secretsOf } from './operations/secrets.ts'
import { openOperations } from './operations/server.ts'
import { parseSource } from './review/checkout/index.ts'
import type { Source } from './review/checkout/snapshot.ts'
import { studiesInThreads } from './review/engine/threads.ts'
import { createExpert } from './review/expert/expert.ts'
import { createAsk } from './review/expert/question.ts'
import { review } from './review/pipeline.ts'
import { Refusal } from './review/refusal.ts'
import type { Review } from './review/request.ts'
import { openStore } from './store/open.ts'
import type { Store } from './store/store.ts'
import { touch, waiting } from './store/waiting.ts'
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

/** Starts what is configured; what was started is in `life` at once, so that it can be stopped halfway. */
async function start(config: Config, life: Life, log: Logger): Promise<void> {
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
  life.last(() => store.close())
  const jobs = await openJobs({ store, log, reviews: config.reviews })
  life.last(() => jobs.stop())
  const began = config.operations && (await operate(config.operations, store, life))
  const expert = config.expert && createExpert(config.expert)
  const month = config.expert?.month
  const engine = studiesInThreads()
  const reviewed: Review = (request, progress, signal, journal, purse) =>
    review(
      { ...request, depth: request.depth ?? 'standard' },
      {
        clock: Date.now,
        mirrors,
        network: config.network,
        version: version(),
        progress,
        journal,
        purse,
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
    ...(month ? { purse: (workspace) => createPurse(store.db, workspace, month, Date.now) } : {}),
    remember: day,
    version: version(),
    admins: config.admins,
    clock: Date.now,
    log,
  })
  const platforms: Platform[] = []
  if (config.slack) {
    const home = createHome({ db: store.db, repositories, expert: expert !== null })
    const slack = await startSlack({ ...config.slack, conversation, home, log })
    life.door(() => slack.close())
    platforms.push(slack.platform)
    process.stdout.write(`distreview answers Slack ${slack.where}.\n`)
  }
  if (config.teams) {
    const teams = await openTeams({ ...config.teams, dataFolder, conversation, log })
    life.door(() => teams.close())
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
    life.door(() => web.close())
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
  life.door(() => running.stop())
  // The room of the web chat ends with its process: what would be finished in it is answered in the next one's.
  if (!config.web) life.drain(() => jobs.queues.drain())
  const retention = startRetention({ db: store.db, keep: config.retention, clock: Date.now, log })
  life.last(() => retention.stop())
  // Last in, so first to be called: what is under way ends itself while everything else is closed.
  life.last(async () => jobs.leave())
  began?.()
}

/** Opens health and metrics; call what it resolves to when the process takes requests. */
async function operate(settings: NonNullable<Config['operations']>, store: Store, life: Life) {
  let ready = false
  const metrics = createMetrics({ waiting: () => waiting(store.db) })
  life.last(async () => metrics.close())
  const { close } = await openOperations({
    ...settings,
    metrics,
    notReady: () => (!life.goesOn ? 'It is being stopped.' : ready ? null : 'It is starting.'),
    database: () => touch(store.db),
  })
  life.last(close)
  return () => {
    ready = true
  }
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

/** Milliseconds: what is under way may finish for as long; then the process ends, whatever still hangs. */
const patience = 12_000
const longest = 19_500

const life = createLife({ patience })
let started: Promise<void> = Promise.resolve()

/** Waits for a start under way, so that nothing is left half made, then ends all. A second signal waits for no work. */
async function leave(code: number, how: 'finish' | 'leave'): Promise<void> {
  setTimeout(() => process.exit(code), longest).unref()
  await started.catch(() => {})
  await life.end(how)
  process.exit(code)
}
// Ctrl-C is somebody who waits at a terminal; SIGTERM is a deploy. What is left is the next process's, either way.
process.on('SIGINT', () => void leave(0, 'leave'))
process.on('SIGTERM', () => void leave(0, 'finish'))

try {
  const config = readConfig(process.env)
  const log = createLog({
    level: config.logLevel,
    secrets: secretsOf(process.env),
    destination: pino.destination(2),
    request: workingOn,
  })
  started = start(config, life, log)
  await started
} catch (error) {
  process.stderr.write(
    error instanceof Refusal ? `distreview: ${error.sentence}\n` : `${(error as Error).stack}\n`,
  )
  await leave(1, 'leave')
}
