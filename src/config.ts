import { z } from 'zod'
import { completeApp, type TeamsApp } from './bot/teams/app.ts'
import { type ExpertConfig, expertOf, expertSettings } from './expert-settings.ts'
import { type NetworkPolicy, networkOf } from './review/checkout/index.ts'
import { readPrivateHosts } from './review/checkout/network.ts'
import { readTokens } from './review/checkout/token.ts'
import { Refusal } from './review/refusal.ts'

const port = z.coerce.number({ error: 'a port is a number from 1 to 65535' }).int().min(1).max(65_535)

/** Every setting, with its default; the README's table is generated from this. */
export const Settings = z.object({
  REPOSITORIES: z.string().default('').meta({
    description:
      'Repositories that may be reviewed, as `name=url,name=url`. The first is the default. https URLs, or local paths',
  }),
  GIT_TOKENS: z.string().default('').meta({
    description:
      'Tokens for private repositories, as `host=token,host=token`, or `host=name:token` where the forge wants a user name. Read access is enough',
  }),
  PRIVATE_HOSTS: z.string().default('').meta({
    description: 'Hosts of your own whose private addresses may be reached, as `host,host`',
  }),
  DATA_DIR: z.string().default('data').meta({
    description: 'Folder for mirrors, example repositories and, without DATABASE_URL, the database',
  }),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, { error: 'it begins with postgres://' })
    .optional()
    .meta({
      description:
        'PostgreSQL server, `postgres://name:password@host/database`, so that several processes can share the work',
    }),
  SLACK_BOT_TOKEN: z.string().optional().meta({ description: 'Bot token of the Slack app, `xoxb-…`' }),
  SLACK_SIGNING_SECRET: z
    .string()
    .optional()
    .meta({ description: 'Signing secret of the Slack app, where Slack calls us (HTTP)' }),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-', { error: 'an app-level token begins with xapp-' })
    .optional()
    .meta({
      description: 'App-level token, `xapp-…`: we call Slack (socket mode), and no port is opened for it',
    }),
  PORT: port.default(3000).meta({ description: 'Port on which Slack reaches us (`/slack/events`)' }),
  TEAMS_APP_ID: z
    .guid({ error: 'an app id is 8-4-4-4-12 hexadecimal digits' })
    .optional()
    .meta({ description: 'App id of the Azure bot, as in the Teams app package' }),
  TEAMS_APP_PASSWORD: z.string().optional().meta({ description: 'Client secret of that app (its value)' }),
  TEAMS_TENANT_ID: z
    .guid({ error: 'a tenant id is 8-4-4-4-12 hexadecimal digits' })
    .optional()
    .meta({ description: 'Id of your organisation; nobody of another one is answered' }),
  TEAMS_APP_TYPE: z.enum(['SingleTenant', 'MultiTenant', 'Playground']).default('SingleTenant').meta({
    description:
      'Type of the Azure bot; `Playground` is for the Microsoft 365 Agents Playground on this machine, which needs no app',
  }),
  TEAMS_PORT: port.default(3978).meta({ description: 'Port on which Teams reaches us (`/api/messages`)' }),
  WEB_CHAT: z
    .enum(['auto', 'on', 'off'])
    .default('auto')
    .meta({ description: 'The local web chat: `auto` is on where neither Slack nor Teams is configured' }),
  WEB_PORT: port.default(4680).meta({ description: 'Port of the web chat, on 127.0.0.1 only' }),
  ...expertSettings,
  REVIEWS_AT_ONCE: z.coerce
    .number({ error: 'a number of reviews from 1 to 64' })
    .int()
    .min(1)
    .max(64)
    .default(4)
    .meta({
      description:
        'Reviews that one process makes at the same time; each takes up to 2 GB. Others wait in the queue',
    }),
  REVIEWS_PER_WORKSPACE: z.coerce
    .number({ error: 'a number of reviews from 1 to 64' })
    .int()
    .min(1)
    .max(64)
    .default(3)
    .meta({
      description: 'Reviews of one Slack team or Teams tenant at the same time, in all processes together',
    }),
  ADMINS: z.string().default('').meta({
    description:
      'People who may dismiss a critical finding, besides the admins of a Slack workspace: their ids in Slack or Teams, as `id,id`',
  }),
  RETENTION_DAYS: z.coerce
    .number({ error: 'a number of days from 1 to 3,650' })
    .int()
    .min(1)
    .max(3_650)
    .default(400)
    .meta({
      description:
        'Days after which answered requests and reviews are deleted; what was dismissed, schedules and the last review of each stay',
    }),
  OPERATIONS_PORT: port.optional().meta({
    description:
      'Port of `/healthz`, `/readyz` and the Prometheus metrics (`/metrics`): on 127.0.0.1, with METRICS_TOKEN on every address',
  }),
  METRICS_TOKEN: z
    .string()
    .min(16, { error: 'at least 16 letters' })
    .optional()
    .meta({ description: 'Bearer token of `/metrics`, at least 16 letters' }),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .meta({ description: 'What is logged, as JSON lines on standard error' }),
})

export interface Config {
  /** In the order given; the first is the default. */
  readonly repositories: readonly { readonly name: string; readonly location: string }[]
  /** What may be reached for repositories, and with which tokens; the tokens print as `(hidden)`. */
  readonly network: NetworkPolicy
  readonly dataFolder: string
  /** null: an embedded database in the data folder. */
  readonly databaseUrl: string | null
  /** With an app token by socket mode, else by HTTP. */
  readonly slack:
    | { readonly botToken: string; readonly signingSecret: string; readonly port: number }
    | { readonly botToken: string; readonly appToken: string }
    | null
  readonly teams: { readonly app: TeamsApp; readonly port: number } | null
  readonly web: { readonly port: number } | null
  /** The model that is asked at depth standard and deep; null: no key. */
  readonly expert: ExpertConfig | null
  /** In this process, and of one workspace in all processes. */
  readonly reviews: { readonly atOnce: number; readonly perGroup: number }
  /** Ids of people who may dismiss a critical finding. */
  readonly admins: readonly string[]
  /** Milliseconds for which what was answered is kept. */
  readonly retention: number
  /** Health and metrics; null: off. */
  readonly operations: { readonly port: number; readonly token: string | null } | null
  readonly logLevel: string
}

const repositoryName = /^[a-z0-9][a-z0-9._/-]{0,99}$/i

function repositories(setting: string): Config['repositories'] {
  const found: { name: string; location: string }[] = []
  for (const pair of setting.split(',')) {
    if (pair.trim() === '') continue
    const [name = '', ...rest] = pair.split('=')
    const location = rest.join('=').trim()
    if (!repositoryName.test(name.trim()) || location === '') {
      throw new Refusal(
        'configuration',
        `REPOSITORIES has an entry that is not name=url: "${pair.trim()}".`,
        'Write it as shop=https://host/owner/shop, separated by commas.',
      )
    }
    if (found.some((known) => known.name === name.trim())) {
      throw new Refusal(
        'configuration',
        `REPOSITORIES names "${name.trim()}" twice.`,
        'Give each repository a name of its own.',
      )
    }
    found.push({ name: name.trim(), location })
  }
  return found
}

/** null where no setting speaks of Slack. Throws a Refusal that names what is missing. */
function slackOf(settings: z.infer<typeof Settings>): Config['slack'] {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_APP_TOKEN: appToken,
  } = settings
  if (botToken && appToken) return { botToken, appToken }
  if (botToken && signingSecret) return { botToken, signingSecret, port: settings.PORT }
  if (!botToken && !signingSecret && !appToken) return null
  throw new Refusal(
    'configuration',
    `Slack is half configured: ${botToken ? 'SLACK_SIGNING_SECRET' : 'SLACK_BOT_TOKEN'} is not set.`,
    botToken
      ? 'Set it, or SLACK_APP_TOKEN for socket mode, or unset the other one.'
      : 'Set it, or unset the other one.',
  )
}

/** null where no setting speaks of Teams. Throws a Refusal that names what is missing. */
function teamsOf(settings: z.infer<typeof Settings>): Config['teams'] {
  const { TEAMS_APP_TYPE: type, TEAMS_PORT: port } = settings
  if (type === 'Playground') return { app: { type }, port }
  const given = [settings.TEAMS_APP_ID, settings.TEAMS_APP_PASSWORD, settings.TEAMS_TENANT_ID]
  if (!given.some(Boolean)) return null
  const [appId = '', password = '', tenantId = ''] = given
  return { app: completeApp({ type, appId, password, tenantId }), port }
}

/** What GIT_TOKENS and PRIVATE_HOSTS say, whatever the other settings are. Throws a Refusal without the tokens. */
export function readNetwork(environment: Readonly<Record<string, string | undefined>>): NetworkPolicy {
  const { GIT_TOKENS: tokens = '', PRIVATE_HOSTS: hosts = '' } = environment
  return networkOf(readPrivateHosts(hosts), readTokens(tokens))
}

const ExpertSettings = z.object(expertSettings)

/** What the settings of the expert say, whatever the others are; null without a key or a cloud. Throws a Refusal. */
export function readExpert(environment: Readonly<Record<string, string | undefined>>): ExpertConfig | null {
  return expertOf(parsed(ExpertSettings, environment))
}

/** Empty settings count as unset. */
function parsed<S extends z.ZodObject>(
  schema: S,
  environment: Readonly<Record<string, string | undefined>>,
): z.infer<S> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  throw new Refusal('configuration', `A setting is wrong (${wrong}).`, 'The README lists every setting.')
}

const DatabaseSettings = Settings.pick({ DATA_DIR: true, DATABASE_URL: true })

/** Where the data is, whatever the other settings are. Throws a Refusal. */
export function readDatabase(
  environment: Readonly<Record<string, string | undefined>>,
): Pick<Config, 'dataFolder' | 'databaseUrl'> {
  const { DATA_DIR: dataFolder, DATABASE_URL: databaseUrl = null } = parsed(DatabaseSettings, environment)
  return { dataFolder, databaseUrl }
}

/** Reads the environment once. Empty settings count as unset. Throws a Refusal that names every wrong setting. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const settings = parsed(Settings, environment)
  const slack = slackOf(settings)
  const teams = teamsOf(settings)
  const webOn = settings.WEB_CHAT === 'on' || (settings.WEB_CHAT === 'auto' && !slack && !teams)
  return {
    repositories: repositories(settings.REPOSITORIES),
    network: readNetwork(environment),
    dataFolder: settings.DATA_DIR,
    databaseUrl: settings.DATABASE_URL ?? null,
    slack,
    teams,
    web: webOn ? { port: settings.WEB_PORT } : null,
    expert: readExpert(environment),
    reviews: { atOnce: settings.REVIEWS_AT_ONCE, perGroup: settings.REVIEWS_PER_WORKSPACE },
    admins: settings.ADMINS.split(',')
      .map((id) => id.trim())
      .filter((id) => id !== ''),
    retention: settings.RETENTION_DAYS * 86_400_000,
    operations: settings.OPERATIONS_PORT
      ? { port: settings.OPERATIONS_PORT, token: settings.METRICS_TOKEN ?? null }
      : null,
    logLevel: settings.LOG_LEVEL,
  }
}
