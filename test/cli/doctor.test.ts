import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderCheck, gitCheck, nodeCheck } from '../../src/cli/doctor/machine.ts'
import { examine } from '../../src/doctor.ts'
import { lockFolder } from '../../src/store/lock.ts'
import { appId, dataFolder, doctor, secrets, shown, tenantId } from './examined.ts'
import { shell, shellOf } from './shell.ts'
import { aClosedPort, aRefusingDatabase } from './surroundings.ts'

test('a machine with nothing configured is well, and each line says what would turn a thing on', async () => {
  const data = dataFolder()
  const outside = { fetch, slackUrl: 'http://127.0.0.1:1/', modelUrl: 'http://127.0.0.1:1' }
  const here = shellOf({ environment: { DATA_DIR: data }, examine: (given) => examine(given, outside) })
  const { code, out } = await here('doctor')
  const said = out.replace(/\d[\d,]* GiB/, 'N GiB').replace(/(git +)[\d.]+/, '$1N.')
  expect(said).toBe(
    [
      '✓ Settings     Each can be read.',
      `✓ Node         ${process.versions.node}.`,
      '✓ git          N.',
      `✓ Data folder  ${data}, N GiB free.`,
      `✓ Database     ${data}/db will be made at the first start; DATABASE_URL is not set.`,
      '– Slack        Not configured. Set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET, or SLACK_APP_TOKEN, for Slack.',
      '– Teams        Not configured. Set TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID for Teams.',
      '– Model        No key: reviews are by the rules alone. Set ANTHROPIC_API_KEY for depth standard and deep.',
      '',
    ].join('\n'),
  )
  expect(code).toBe(0)
})

test('a machine with everything configured is well, and shows no secret', async () => {
  const outcome = await doctor({
    GIT_TOKENS: `git.example.com=${secrets.git}`,
    SLACK_BOT_TOKEN: secrets.bot,
    SLACK_APP_TOKEN: secrets.app,
    TEAMS_APP_ID: appId,
    TEAMS_APP_PASSWORD: secrets.teams,
    TEAMS_TENANT_ID: tenantId,
    TEAMS_APP_TYPE: 'SingleTenant',
    ANTHROPIC_API_KEY: secrets.model,
  })
  expect(Object.values(outcome.checks).map(({ name, state }) => [name, state])).toEqual(
    ['Settings', 'Node', 'git', 'Data folder', 'Database', 'Slack', 'Teams', 'Model'].map((name) => [
      name,
      'ok',
    ]),
  )
  expect([shown(outcome, 'Slack'), shown(outcome, 'Model')]).toEqual([
    'ok: Signed in as distreview in Acme, by socket mode.',
    'ok: The key is accepted and has claude-opus-5-5.',
  ])
})

test('settings that cannot be read are a fault, and hide no other', async () => {
  const outcome = await doctor({ GIT_TOKENS: secrets.git, WEB_PORT: 'x', TEAMS_APP_ID: 'y' })
  expect(outcome.checks['Settings']?.state).toBe('failed')
  expect(outcome.checks['Teams']?.state).toBe('failed')
  expect(outcome.out).toContain('WEB_PORT')
})

test('what a server says cannot write to the terminal', async () => {
  const said = 'in \u001b[2J\nAcme'
  const here = shellOf({ examine: async () => [{ name: 'Slack', state: 'ok', said, next: null }] })
  expect((await here('doctor')).out).toBe('✓ Slack  in ⟦U+001B⟧[2J Acme\n')
})

describe('git and Node', () => {
  test.each([
    ['20.19.0', 'ok: 20.19.0.'],
    ['24.1.0', 'ok: 24.1.0.'],
    ['20.18.3', 'failed: Node 20.18.3 is too old. Install Node 20.19 or later.'],
    ['9.99.0', 'failed: Node 9.99.0 is too old. Install Node 20.19 or later.'],
  ])('Node %s', (version, sentence) => {
    const { state, said, next } = nodeCheck(version)
    expect(`${state}: ${said}${next ? ` ${next}` : ''}`).toBe(sentence)
  })

  const git = (answers: Record<string, string>) => async (_folder: string, args: readonly string[]) => {
    const answer = answers[args[0] ?? '']
    if (answer === undefined) throw new Error('exit 128')
    return answer
  }

  test.each([
    [{ version: 'git version 2.39.5', init: '', 'rev-parse': 'true' }, 'ok', '2.39.5.'],
    [
      { version: 'git version 2.50.1 (Apple Git-155)', init: '', 'rev-parse': 'true' },
      'ok',
      '2.50.1 (Apple Git-155).',
    ],
    [{ version: 'git version 2.38.9', init: '', 'rev-parse': 'true' }, 'failed', 'git 2.38.9 is too old.'],
    [{ version: 'hello' }, 'failed', 'git hello is of an unknown version.'],
    [{ version: 'git version 2.39.5' }, 'failed', 'git does not run.'],
    [
      { version: 'git version 2.39.5', init: '', 'rev-parse': '' },
      'failed',
      'git cannot make a repository in the temporary folder.',
    ],
  ])('git that answers %j', async (answers, state, said) => {
    expect(await gitCheck(git(answers))).toMatchObject({ state, said })
  })

  test('git that is not there', async () => {
    const absent = async () => {
      throw Object.assign(new Error('spawn git ENOENT'), { trouble: 'no-git' })
    }
    expect(await gitCheck(absent)).toEqual({
      name: 'git',
      state: 'failed',
      said: 'The program git was not found on this machine.',
      next: 'Install git 2.39 or later.',
    })
  })
})

describe('the data folder', () => {
  test('that is not there yet will be made', async () => {
    const folder = join(dataFolder(), 'a/b')
    expect((await folderCheck(folder)).said).toMatch(/\/a\/b will be made, [\d,]+ GiB free\.$/)
  })

  test('that is a file, or under one', async () => {
    const file = join(dataFolder(), 'file')
    writeFileSync(file, '')
    for (const folder of [file, join(file, 'x')]) {
      expect(await folderCheck(folder)).toMatchObject({ state: 'failed', said: `${file} is not a folder.` })
    }
  })

  test('that cannot be written', async () => {
    // A file system that takes no files from anybody, root included.
    expect(await folderCheck('/proc/self')).toMatchObject({
      state: 'failed',
      said: '/proc/self cannot be written.',
    })
  })

  test('that is nearly full', async () => {
    const folder = dataFolder()
    expect(await folderCheck(folder, async () => 1024 ** 3 - 1)).toMatchObject({
      state: 'failed',
      said: `${folder} has 1023 MiB left.`,
    })
  })
})

describe('the database', () => {
  const at = (port: number, database = '/reviews') =>
    `postgres://ana:${secrets.database}@127.0.0.1:${port}${database}`

  test.each([
    [`mysql://ana:${secrets.database}@127.0.0.1/x`],
    [secrets.database],
    [`postgres://ana:${secrets.database}@127.0.0.1:port/x`],
  ])('whose address is none (%#)', async (url) => {
    expect(shown(await doctor({ DATABASE_URL: url }), 'Database')).toBe(
      'failed: DATABASE_URL is no address of a PostgreSQL server. Write it as postgres://user:password@host:5432/database.',
    )
  })

  test('behind a socket of this machine', async () => {
    const url = `postgres://ana:${secrets.database}@/reviews?host=${dataFolder()}`
    expect(shown(await doctor({ DATABASE_URL: url }), 'Database')).toMatch(
      /^failed: PostgreSQL at \/\S+ cannot be reached \(ENOENT\)\./,
    )
  })

  test('where nobody listens', async () => {
    const port = await aClosedPort()
    expect(shown(await doctor({ DATABASE_URL: at(port) }), 'Database')).toBe(
      `failed: PostgreSQL at 127.0.0.1:${port} cannot be reached (ECONNREFUSED). Check host and port of DATABASE_URL, and whether the server runs and lets this machine in.`,
    )
  })

  test.each([
    ['28P01', /does not let the user of DATABASE_URL in\. Check its user and password\.$/],
    ['28000', /does not let the user of DATABASE_URL in\./],
    [
      '3D000',
      /has no database reviews\. Make it with `createdb reviews`, or name another one in DATABASE_URL\.$/,
    ],
    ['53300', /has no connection left\./],
    ['57P03', /cannot be reached \(57P03\)\./],
  ])('that refuses with %s', async (code, sentence) => {
    const port = await aRefusingDatabase(code, `no: ${at(1)} ${secrets.database}`)
    expect(shown(await doctor({ DATABASE_URL: at(port) }), 'Database')).toMatch(sentence)
  })

  test('in a folder: open elsewhere, at rest, and spoiled', async () => {
    const data = dataFolder()
    const folder = join(data, 'db')
    mkdirSync(folder)
    writeFileSync(join(folder, 'PG_VERSION'), '17\n')
    const unlock = await lockFolder(folder)
    const said = async () => shown(await doctor({ DATA_DIR: data }), 'Database')
    expect(await said()).toBe(`ok: ${folder}, open in a running distreview.`)
    await unlock()
    expect(await said()).toBe(`ok: ${folder}, not open now.`)
    rmSync(join(folder, 'PG_VERSION'))
    expect(await said()).toBe(
      `failed: ${folder} is no database that can be read and written. Restore it from a backup, or move it away: an empty one is made at the next start.`,
    )
  })
})

test('a word after it, or a format that it has not, is said', async () => {
  expect(await shell('doctor', 'lib')).toEqual({
    code: 2,
    out: '',
    err: 'distreview: `doctor` takes no path, got `lib`. See `distreview --help`.\n',
  })
  expect(await shell('doctor', '--format', 'xml')).toEqual({
    code: 2,
    out: '',
    err: 'distreview: `--format` is terminal, json; got `xml`. See `distreview --help`.\n',
  })
})
