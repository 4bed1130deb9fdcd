import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import packageJson from '../../package.json' with { type: 'json' }
import { readConfig, Settings } from '../../src/config.ts'

interface Service {
  readonly image: string
  readonly build?: string
  readonly environment: Readonly<Record<string, string>>
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly volumes: readonly string[]
  readonly healthcheck?: object
  readonly stop_grace_period: string
  readonly read_only?: boolean
}

const compose = parse(readFileSync('compose.yaml', 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, null>>
}
const dockerfile = readFileSync('Dockerfile', 'utf8')
const settings = Object.keys(Settings.shape)
const { database, ...workers } = compose.services

/** `${NAME:-usual}` and `${NAME:?why}` as compose fills them in. */
function filled(environment: Readonly<Record<string, string>>, given: Readonly<Record<string, string>>) {
  const fill = (value: string) =>
    value.replace(/\$\{(\w+):[-?][^}]*\}/g, (_, name: string) => given[name] ?? '')
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(value)]))
}

test('compose.yaml has a database and two workers, and every setting of theirs is one of config.ts', () => {
  expect(Object.keys(workers)).toEqual(['one', 'two'])
  for (const { environment, ...worker } of Object.values(workers)) {
    expect(Object.keys(environment).filter((name) => !settings.includes(name))).toEqual([])
    expect(worker).toMatchObject({
      build: '.',
      read_only: true,
      depends_on: { database: { condition: 'service_healthy' } },
      stop_grace_period: '25s',
    })
  }
  expect(database?.healthcheck).toBeDefined()
})

test('filled in, the settings of a worker can be read', () => {
  const given = {
    POSTGRES_PASSWORD: 'secret',
    REPOSITORIES: 'shop=https://host/owner/shop',
    SLACK_BOT_TOKEN: 'xoxb-test',
    SLACK_APP_TOKEN: 'xapp-test',
  }
  const config = readConfig(filled(workers['one']?.environment ?? {}, given))
  expect(config.databaseUrl).toBe('postgres://distreview:secret@database/distreview')
  expect(config.slack).toEqual({ botToken: 'xoxb-test', appToken: 'xapp-test' })
  expect(config.reviews.atOnce).toBe(2)
})

test('every volume that a service has is declared', () => {
  const used = Object.values(compose.services).flatMap(({ volumes }) =>
    volumes.map((each) => each.split(':')[0]),
  )
  expect(used.sort()).toEqual(Object.keys(compose.volumes).sort())
})

test('the image has git, runs as somebody who is not root, is looked after, and sets what config.ts reads', () => {
  const [, environment = ''] = /^ENV (.+)$/m.exec(dockerfile) ?? []
  const set = Object.fromEntries(environment.split(' ').map((pair) => pair.split('=') as [string, string]))
  const { NODE_ENV: mode, ...ours } = set
  expect(mode).toBe('production')
  expect(Object.keys(ours).filter((name) => !settings.includes(name))).toEqual([])
  expect(readConfig(ours)).toMatchObject({ operations: { port: 9464, token: null }, dataFolder: '/data' })
  expect(dockerfile).toMatch(/^RUN npm ci && npm prune --omit=dev$/m)
  expect(dockerfile).toMatch(/install -y --no-install-recommends git /)
  expect(dockerfile).toMatch(/^HEALTHCHECK /m)
  const after = dockerfile.slice(dockerfile.lastIndexOf('FROM '))
  expect(after.indexOf('USER node')).toBeGreaterThan(0)
  expect(after.indexOf('USER node')).toBeLessThan(after.indexOf('CMD ["node", "dist/main.js"]'))
})

test('what the image copies is what the package has', () => {
  const copied = [...dockerfile.matchAll(/^COPY --from=builder \/app\/(\S+) /gm)].map(([, name]) => name)
  expect(copied).toEqual(['package.json', 'node_modules', 'dist', 'examples'])
  expect(packageJson.files).toEqual(expect.arrayContaining(['dist', 'examples']))
  expect(existsSync('package-lock.json')).toBe(true)
  const ignored = readFileSync('.dockerignore', 'utf8').split('\n')
  expect(ignored).toEqual(expect.arrayContaining(['node_modules', 'dist', '.git', '**/.env*']))
})
