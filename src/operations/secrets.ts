/** Settings whose values are secrets as they stand. */
const whole = [
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_APP_TOKEN',
  'TEAMS_APP_PASSWORD',
  'ANTHROPIC_API_KEY',
  'METRICS_TOKEN',
]

/** The values that no log line may hold, from the settings as they were given. */
export function secretsOf(environment: Readonly<Record<string, string | undefined>>): string[] {
  const found = whole.map((name) => environment[name])
  const { DATABASE_URL: database = '', GIT_TOKENS: git = '' } = environment
  found.push(/:\/\/[^:/@]*:([^@]+)@/.exec(database)?.[1])
  for (const pair of git.split(',')) {
    const token = pair.slice(pair.indexOf('=') + 1).trim()
    found.push(token.slice(token.indexOf(':') + 1))
  }
  return found.filter((secret) => secret !== undefined && secret !== '') as string[]
}
