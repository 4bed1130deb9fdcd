import { z } from 'zod'
import { Refusal } from './review/refusal.ts'

const port = z.coerce.number({ error: 'a port is a number from 1 to 65535' }).int().min(1).max(65_535)

/** Every setting, with its default; the README's table is generated from this. */
export const Settings = z.object({
  REPOSITORIES: z.string().default('').meta({
    description:
      'Repositories that may be reviewed, as `name=url,name=url`. The first is the default. https URLs, or local paths',
  }),
  DATA_DIR: z.string().default('data').meta({ description: 'Folder for mirrors and example repositories' }),
  SLACK_BOT_TOKEN: z.string().optional().meta({ description: 'Bot token of the Slack app, `xoxb-…`' }),
  SLACK_SIGNING_SECRET: z.string().optional().meta({ description: 'Signing secret of the Slack app' }),
  PORT: port.default(3000).meta({ description: 'Port on which Slack reaches us (`/slack/events`)' }),
  WEB_CHAT: z
    .enum(['auto', 'on', 'off'])
    .default('auto')
    .meta({ description: 'The local web chat: `auto` is on where Slack is not configured' }),
  WEB_PORT: port.default(4680).meta({ description: 'Port of the web chat, on 127.0.0.1 only' }),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .meta({ description: 'What is logged, as JSON lines on standard error' }),
})

export interface Config {
  /** In the order given; the first is the default. */
  readonly repositories: readonly { readonly name: string; readonly location: string }[]
  readonly dataFolder: string
  readonly slack: { readonly botToken: string; readonly signingSecret: string; readonly port: number } | null
  readonly web: { readonly port: number } | null
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

/** Reads the environment once. Empty settings count as unset. Throws a Refusal that names every wrong setting. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = Settings.safeParse(given)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
    throw new Refusal('configuration', `A setting is wrong (${wrong}).`, 'The README lists every setting.')
  }
  const settings = parsed.data
  const tokens = [settings.SLACK_BOT_TOKEN, settings.SLACK_SIGNING_SECRET]
  if (tokens.some(Boolean) && !tokens.every(Boolean)) {
    const missing = settings.SLACK_BOT_TOKEN ? 'SLACK_SIGNING_SECRET' : 'SLACK_BOT_TOKEN'
    throw new Refusal(
      'configuration',
      `Slack is half configured: ${missing} is not set.`,
      `Set it, or unset the other one.`,
    )
  }
  const slack =
    settings.SLACK_BOT_TOKEN && settings.SLACK_SIGNING_SECRET
      ? {
          botToken: settings.SLACK_BOT_TOKEN,
          signingSecret: settings.SLACK_SIGNING_SECRET,
          port: settings.PORT,
        }
      : null
  const webOn = settings.WEB_CHAT === 'on' || (settings.WEB_CHAT === 'auto' && !slack)
  return {
    repositories: repositories(settings.REPOSITORIES),
    dataFolder: settings.DATA_DIR,
    slack,
    web: webOn ? { port: settings.WEB_PORT } : null,
    logLevel: settings.LOG_LEVEL,
  }
}
