import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inspect } from 'node:util'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeAskpass } from '../../../src/review/checkout/askpass.ts'
import type { NetworkPolicy } from '../../../src/review/checkout/index.ts'
import { readTokens } from '../../../src/review/checkout/token.ts'
import { has } from '../../programs.ts'
import { filesOf, git, open, refusalOf, repository, temporaryFolder } from './fixtures.ts'
import { basic, type GitServer, startGitServer } from './server.ts'

/** Made on the spot: wherever it turns up, it has leaked. */
const token = `tok_${randomBytes(24).toString('hex')}`
const user = 'x-access-token'

let server: GitServer
let elsewhere: GitServer
let commit: string
let temporary: string

const withServer = describe.skipIf(!has('openssl'))

beforeAll(async () => {
  if (!has('openssl')) return
  server = await startGitServer()
  elsewhere = await startGitServer()
  const made = repository({ 'a.ex': 'one' })
  commit = made.commit
  for (const { root } of [server, elsewhere]) {
    git(made.folder, ['clone', '-q', '--bare', '--no-local', made.folder, join(root, 'acme/shop.git')])
  }
})
beforeEach(() => {
  if (!has('openssl')) return
  temporary = temporaryFolder()
  vi.stubEnv('TMPDIR', temporary)
  for (const one of [server, elsewhere]) {
    one.lock = { user, token }
    one.intercept = () => false
    one.requests.length = 0
    one.signIns.length = 0
  }
})
afterEach(() => vi.unstubAllEnvs())
afterAll(async () => {
  await server?.stop()
  await elsewhere?.stop()
})

/** The network of the tests with what GIT_TOKENS says. */
function withTokens(setting: string): NetworkPolicy {
  return { ...server.network, tokens: readTokens(setting) }
}

const opened = (network: NetworkPolicy, source = server.source('acme/shop.git')) => open(source, {}, network)

/** Every process that this machine shows, with its arguments and, where it may be read, its environment. */
function processes(): { args: string; environment: string }[] {
  const read = (path: string) => {
    try {
      return readFileSync(path, 'latin1')
    } catch {
      // It has ended meanwhile, or is somebody else's.
      return ''
    }
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((id) => ({ args: read(`/proc/${id}/cmdline`), environment: read(`/proc/${id}/environ`) }))
}

withServer('a private repository', () => {
  test('is read with the token of its host, which nobody is asked for twice', async () => {
    const snapshot = await opened(withTokens(`${server.authority}=${token}`))
    expect([snapshot.commit, snapshot.webUrl]).toEqual([commit, server.url('acme/shop')])
    expect(await filesOf(snapshot)).toEqual({ 'a.ex': 'one' })
    expect(new Set(server.signIns)).toEqual(new Set(['', basic({ user, token })]))
  })

  test('is read with the user name that stands before the token', async () => {
    server.lock = { user: 'deploy-7', token }
    const snapshot = await opened(withTokens(`${server.authority}=deploy-7:${token}`))
    expect(await filesOf(snapshot)).toEqual({ 'a.ex': 'one' })
  })

  test.skipIf(!existsSync('/proc/self/environ'))(
    'no process shows the token in its arguments, and only git knows it',
    async () => {
      const seen: ReturnType<typeof processes> = []
      server.intercept = (request) => {
        if (request.headers.authorization) seen.push(...processes())
        return false
      }
      const snapshot = await opened(withTokens(`${server.authority}=${token}`))
      await snapshot.close()
      const talking = seen.filter(({ args }) => args.includes(server.url('acme/shop.git')))
      expect(talking.filter(({ args }) => args.includes('git-remote-https')).length).toBeGreaterThan(0)
      expect(seen.filter(({ args }) => args.includes(token))).toEqual([])
      const knowing = seen.filter(({ environment }) => environment.includes(token))
      expect(knowing.length).toBeGreaterThan(0)
      expect(
        knowing.map(({ args }) => args.split('\0')[0]).filter((name) => !/git/.test(name ?? '')),
      ).toEqual([])
    },
  )

  test('leaves no helper and no token on the disk', async () => {
    const mirrors = temporaryFolder()
    const source = server.source('acme/shop.git')
    await open(source, { mirrors }, withTokens(`${server.authority}=${token}`))
    await refusalOf(() => opened(withTokens(`${server.authority}=wrong`)))
    expect(readdirSync(temporary).filter((name) => !name.startsWith('distreview-test-'))).toEqual([])
    expect(spawnSync('grep', ['-rlF', token, mirrors]).stdout.toString()).toBe('')
  })

  test('without a token: the setting that it needs', async () => {
    expect(await refusalOf(() => opened(withTokens('')))).toBe(
      `repository: acme/shop does not exist or cannot be read without signing in. If it is private, set a token for ${server.authority} in GIT_TOKENS (${server.authority}=token), or clone it yourself and give the path of the folder.`,
    )
  })

  test('with a wrong token: the host and the setting', async () => {
    expect(await refusalOf(() => opened(withTokens(`${server.authority}=wrong`)))).toBe(
      `repository: ${server.authority} does not let the token of GIT_TOKENS read acme/shop. Check that the token of ${server.authority} is right, has not expired and may read this repository.`,
    )
  })

  test('with a token that may not read it, and the server says so', async () => {
    server.intercept = (_request, response) => {
      response.writeHead(403).end()
      return true
    }
    expect(await refusalOf(() => opened(withTokens(`${server.authority}=${token}`)))).toMatch(
      /^repository: \S+ does not let the token of GIT_TOKENS read acme\/shop\./,
    )
  })

  test('with a token that may not read it, and the server denies that it is there', async () => {
    server.intercept = (_request, response) => {
      response.writeHead(404).end()
      return true
    }
    expect(await refusalOf(() => opened(withTokens(`${server.authority}=${token}`)))).toBe(
      `repository: There is no repository at the address of acme/shop, or the token of ${server.authority} may not read it. Check the spelling of the address, and in GIT_TOKENS the token of that host.`,
    )
  })

  test.each([401, 403, 404, 500])(
    'a server that repeats the token with %i does not bring it into an error or a log',
    async (status) => {
      let told = false
      server.intercept = (request, response) => {
        told = request.headers.authorization !== undefined
        response.writeHead(status, { 'Content-Type': 'text/plain' })
        response.end(`fatal: ${token} ${request.headers.authorization} is not liked\n`)
        return true
      }
      const network = withTokens(`${server.authority}=${token}`)
      const error = await opened(network).catch((refusal: unknown) => refusal)
      const log: string[] = []
      pino({ level: 'debug' }, { write: (line) => void log.push(line) }).error({ err: error, network })
      const all = `${log.join('')}${inspect(error, { depth: null, showHidden: true })}`
      expect(told).toBe(true)
      expect(all).toContain('acme/shop')
      expect(all).not.toContain(token)
      expect(all).not.toContain(basic({ user, token }).slice('Basic '.length))
    },
  )
})

withServer('another host gets nothing', () => {
  test('one that a redirect leads to is not even asked', async () => {
    server.intercept = (request, response) => {
      response.writeHead(302, { Location: `https://${elsewhere.authority}${request.url}` }).end()
      return true
    }
    expect(await refusalOf(() => opened(withTokens(`${server.authority}=${token}`)))).toMatch(
      /^repository: The address of acme\/shop answers with a redirect, which is not followed\./,
    )
    expect(server.signIns).toContain(basic({ user, token }))
    expect(elsewhere.requests).toEqual([])
  })

  test('one of the same name at another port', async () => {
    const network = { ...withTokens(`${server.authority}=${token}`), caFile: elsewhere.network.caFile }
    expect(await refusalOf(() => opened(network, elsewhere.source('acme/shop.git')))).toContain(
      `set a token for ${elsewhere.authority}`,
    )
    expect(new Set(elsewhere.signIns)).toEqual(new Set(['']))
  })

  test('whoever else git would ask for', async () => {
    const askpass = await makeAskpass('git.example.test:8443', { user, token })
    const helper = askpass.environment['GIT_ASKPASS'] ?? ''
    const env = { PATH: process.env['PATH'], ...askpass.environment }
    const answer = (prompt: string) => spawnSync(helper, [prompt], { env }).stdout.toString()
    expect([
      answer("Username for 'https://git.example.test:8443': "),
      answer(`Password for 'https://${user}@git.example.test:8443': `),
    ]).toEqual([`${user}\n`, `${token}\n`])
    for (const place of [
      'http://git.example.test:8443',
      'https://git.example.test',
      'https://git.example.test:84433',
      'https://evil.git.example.test:8443',
      'https://git.example.test:8443.evil.test',
      'https://evil.test/git.example.test:8443',
      'https://somebody@git.example.test:8443',
      'https://evil.test#@git.example.test:8443',
      'cert:///etc/key.pem',
    ]) {
      expect([place, answer(`Username for '${place}': `), answer(`Password for '${place}': `)]).toEqual([
        place,
        '',
        '',
      ])
    }
    expect([statSync(helper).mode & 0o777, statSync(dirname(helper)).mode & 0o777]).toEqual([0o700, 0o700])
    expect(readFileSync(helper, 'utf8')).not.toContain(token)
    await askpass.remove()
    expect(existsSync(dirname(helper))).toBe(false)
  })
})
