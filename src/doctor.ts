import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { scopes } from './bot/slack/scopes.ts'
import { type Check, failed, ok } from './cli/doctor/check.ts'
import { type DatabaseDoor, databaseCheck, type ServerFacts } from './cli/doctor/database.ts'
import { folderCheck, gitCheck, nodeCheck } from './cli/doctor/machine.ts'
import { cloudCheck, modelCheck } from './cli/doctor/model.ts'
import { slackCheck } from './cli/doctor/slack.ts'
import { teamsCheck } from './cli/doctor/teams.ts'
import { readConfig, Settings } from './config.ts'
import { Refusal } from './review/refusal.ts'
import { isLocked } from './store/lock.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What the checks reach; arguments, so that tests stay on this machine. */
interface Outside {
  readonly fetch: typeof fetch
  readonly slackUrl: string
  readonly modelUrl: string
}

const theWorld: Outside = {
  fetch: (...asked) => fetch(...asked),
  slackUrl: 'https://slack.com/api/',
  modelUrl: 'https://api.anthropic.com',
}

/** Milliseconds until a server that does not answer is given up. */
const patience = 10_000

// The two schemas are ours and pg-boss's: where they are there, nothing has to be made.
const FACTS = `select current_setting('server_version_num')::int as version,
  has_database_privilege(current_database(), 'CREATE')
    or to_regnamespace('distreview') is not null and to_regnamespace('pgboss') is not null as "mayMakeTables"`

const databaseDoor: DatabaseDoor = {
  async ask(connectionString) {
    const client = new Client({
      connectionString,
      connectionTimeoutMillis: patience,
      query_timeout: patience,
    })
    // A connection that is lost says so here as well as where it is used.
    client.on('error', () => {})
    try {
      await client.connect()
      const { rows } = await client.query<ServerFacts>(FACTS)
      const [facts] = rows
      if (!facts) throw new Error('no row')
      return facts
    } finally {
      await client.end().catch(() => {})
    }
  },
  isOpen: isLocked,
}

/** Looks at everything that the settings speak of, each by itself: one fault hides no other. */
export async function examine(
  environment: Environment,
  outside: Outside = theWorld,
): Promise<readonly Check[]> {
  const defaults = Settings.parse({}) as Readonly<Record<string, unknown>>
  const given = (setting: string) => environment[setting] || undefined
  const value = (setting: string) => given(setting) ?? String(defaults[setting])
  const via = given('EXPERT_VIA')
  const data = resolve(value('DATA_DIR'))
  return Promise.all([
    settingsCheck(environment),
    nodeCheck(process.versions.node),
    gitCheck(),
    folderCheck(data),
    databaseCheck({ url: given('DATABASE_URL'), folder: join(data, 'db') }, databaseDoor),
    slackCheck(
      {
        botToken: given('SLACK_BOT_TOKEN'),
        signingSecret: given('SLACK_SIGNING_SECRET'),
        appToken: given('SLACK_APP_TOKEN'),
        port: value('PORT'),
        scopes,
      },
      outside.fetch,
      outside.slackUrl,
    ),
    teamsCheck({
      appId: given('TEAMS_APP_ID'),
      password: given('TEAMS_APP_PASSWORD'),
      tenantId: given('TEAMS_TENANT_ID'),
      type: value('TEAMS_APP_TYPE'),
      port: value('TEAMS_PORT'),
    }),
    via === 'bedrock' || via === 'vertex'
      ? cloudCheck(via)
      : modelCheck(
          { key: given('ANTHROPIC_API_KEY'), model: value('ANTHROPIC_MODEL') },
          outside.fetch,
          outside.modelUrl,
        ),
  ])
}

function settingsCheck(environment: Environment): Check {
  try {
    readConfig(environment)
    return ok('Settings', 'Each can be read.')
  } catch (error) {
    if (error instanceof Refusal) return failed('Settings', error.message, error.next)
    throw error
  }
}
