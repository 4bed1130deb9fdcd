import { z } from 'zod'
import { askServer } from './answer.ts'
import { type Check, failed, off, ok } from './check.ts'

export interface SlackSettings {
  readonly botToken: string | undefined
  readonly signingSecret: string | undefined
  readonly appToken: string | undefined
  readonly port: string
  /** What the app asks for. */
  readonly scopes: readonly string[]
}

const name = 'Slack'
const Said = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  user: z.string().optional(),
  team: z.string().optional(),
})

/** `url` ends with a slash: https://slack.com/api/. */
export async function slackCheck(settings: SlackSettings, ask: typeof fetch, url: string): Promise<Check> {
  const { botToken, signingSecret, appToken, port, scopes } = settings
  if (!botToken && !signingSecret && !appToken) {
    return off(
      name,
      'Not configured.',
      'Set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET, or SLACK_APP_TOKEN, for Slack.',
    )
  }
  if (!botToken) {
    return failed(name, 'SLACK_BOT_TOKEN is not set.', 'Copy it from OAuth & Permissions of the Slack app.')
  }
  if (!botToken.startsWith('xoxb-')) {
    const next = 'Copy the Bot User OAuth Token from OAuth & Permissions.'
    return failed(name, 'SLACK_BOT_TOKEN is no bot token: it does not begin with xoxb-.', next)
  }
  if (!signingSecret && !appToken) {
    const next = 'Set SLACK_SIGNING_SECRET (Basic Information), or SLACK_APP_TOKEN for socket mode.'
    return failed(
      name,
      'Nothing of Slack can reach us: neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN is set.',
      next,
    )
  }
  const bot = await call(ask, `${url}auth.test`, botToken, 'SLACK_BOT_TOKEN')
  if ('state' in bot) return bot
  const granted = (bot.scopes ?? '').split(',').map((scope) => scope.trim())
  const missing = scopes.filter((scope) => !granted.includes(scope))
  if (bot.scopes !== null && missing.length > 0) {
    const next = 'Add them in OAuth & Permissions (manifest.yml has them), then install the app again.'
    return failed(name, `The Slack app lacks ${missing.join(', ')}.`, next)
  }
  if (appToken) {
    const socket = await call(ask, `${url}apps.connections.open`, appToken, 'SLACK_APP_TOKEN')
    if ('state' in socket) return socket
  }
  const way = appToken ? 'socket mode' : `HTTP on port ${port}`
  return ok(name, `Signed in as ${bot.said.user ?? 'a bot'} in ${bot.said.team ?? 'a workspace'}, by ${way}.`)
}

async function call(
  ask: typeof fetch,
  url: string,
  token: string,
  setting: string,
): Promise<Check | { readonly said: z.infer<typeof Said>; readonly scopes: string | null }> {
  const answer = await askServer(ask, url, { method: 'POST', headers: { authorization: `Bearer ${token}` } })
  if ('unreachable' in answer) {
    const next = 'Check the connection of this machine: it must reach slack.com by https.'
    return failed(name, `Slack cannot be reached (${answer.unreachable}).`, next)
  }
  const said = Said.safeParse(answer.body)
  if (!said.success) return failed(name, `Slack answered with status ${answer.status}.`, 'Try again later.')
  if (said.data.ok) return { said: said.data, scopes: answer.headers.get('x-oauth-scopes') }
  const reason = said.data.error ?? 'no reason given'
  if (reason === 'ratelimited')
    return failed(name, 'Slack asks for patience (ratelimited).', 'Try again in a minute.')
  const next = 'Copy it again from the settings of the Slack app, or install the app again.'
  return failed(name, `Slack does not accept ${setting} (${reason}).`, next)
}
