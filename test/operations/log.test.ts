import { expect, test } from 'vitest'
import { createLog } from '../../src/operations/log.ts'
import { secretsOf } from '../../src/operations/secrets.ts'

function aLog(secrets: readonly string[] = [], request: () => string | undefined = () => undefined) {
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  return { lines, log: createLog({ level: 'info', secrets, destination, request }) }
}

const environment = {
  SLACK_BOT_TOKEN: 'the-bot-token',
  SLACK_SIGNING_SECRET: 'the-signing-secret',
  SLACK_APP_TOKEN: 'xapp-the-app-token',
  TEAMS_APP_PASSWORD: 'the"teams\\password',
  ANTHROPIC_API_KEY: 'the-model-key',
  METRICS_TOKEN: 'the-metrics-token',
  DATABASE_URL: 'postgres://ana:the-database-password@db/shop',
  GIT_TOKENS: 'git.example=the-git-token, other.example=ana:the-other-token',
  REPOSITORIES: 'shop=https://host/owner/shop',
}

test('no line holds the value of a setting that is a secret, wherever it stands', () => {
  const secrets = secretsOf(environment)
  expect(secrets).toHaveLength(9)
  const { lines, log } = aLog(secrets)
  for (const secret of secrets) log.error({ err: new Error(`refused: ${secret}`), at: secret }, secret)
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ msg: '(hidden)', at: '(hidden)' })
  expect(secrets.filter((secret) => lines.join('').includes(secret))).toEqual([])
})

test('tokens of others are hidden by their looks, and addresses lose their passwords', () => {
  const { lines, log } = aLog()
  log.warn(`${['xoxb', '1234567890', 'abcdef'].join('-')} and https://ana:secret@host/shop`)
  expect(JSON.parse(lines[0] ?? '').msg).toBe('(hidden) and https://(hidden)@host/shop')
})

test('an error keeps type, code, words and cause, and neither what a query was given nor what hangs on it', () => {
  const { lines, log } = aLog()
  const cause = Object.assign(new Error('disk full'), {
    code: '53100',
    detail: 'Failing row contains (our plans).',
  })
  const error = Object.assign(
    new Error('Failed query: insert into x\nparams: our plans,\nmore of them', { cause }),
    {
      params: ['our plans'],
      request: { headers: { authorization: 'Bearer x' } },
    },
  )
  log.error({ err: error }, 'A request could not be kept.')
  const [line = ''] = lines
  expect(JSON.parse(line).err).toEqual({
    type: 'Error',
    message: 'Failed query: insert into x',
    stack: expect.stringMatching(/^Error: Failed query: insert into x\n {4}at /),
    cause: { type: 'Error', code: '53100', message: 'disk full', stack: expect.any(String) },
  })
  expect(line).not.toMatch(/our plans|more of them|Bearer/)
})

test('a line carries the request that is being worked on', () => {
  let request: string | undefined = 'r1'
  const { lines, log } = aLog([], () => request)
  log.info('one')
  request = undefined
  log.info('two')
  expect(lines.map((line) => JSON.parse(line).request)).toEqual(['r1', undefined])
})
