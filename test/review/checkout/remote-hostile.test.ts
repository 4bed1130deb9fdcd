import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { NetworkPolicy } from '../../../src/review/checkout/index.ts'
import { publicInternet } from '../../../src/review/checkout/network.ts'
import { filesOf, git, open, refusalOf, repository, temporaryFolder } from './fixtures.ts'
import { publish, served, server, temporaryMirrors, withServer } from './served.ts'

withServer('a remote that means ill', () => {
  test.each([
    'https://elsewhere.example.test/acme/shop.git/info/refs',
    'file:///etc/passwd',
    'http://127.0.0.1:1/x',
  ])('a redirect to %s is not followed', async (location) => {
    server.intercept = (_request, response) => {
      response.writeHead(302, { Location: location }).end()
      return true
    }
    expect(await refusalOf(() => open(server.source('acme/shop.git'), {}, server.network))).toBe(
      'repository: The address of acme/shop answers with a redirect, which is not followed. Give the address that it leads to.',
    )
    expect(server.requests).toHaveLength(1)
  })

  test('one that hangs is ended by the signal, and leaves no process and no mirror', async () => {
    const before = temporaryMirrors()
    const controller = new AbortController()
    server.intercept = () => {
      controller.abort()
      return true
    }
    const refused = await refusalOf(() =>
      open(server.source('acme/shop.git'), { signal: controller.signal }, server.network),
    )
    expect(refused).toBe('limit: The reading of acme/shop was stopped. Start it again when you want it.')
    expect(temporaryMirrors()).toEqual(before)
    const processes = execFileSync('ps', ['-eo', 'args']).toString().split('\n')
    expect(processes.filter((line) => line.includes(server.url('acme/shop.git')))).toEqual([])
  })

  test('one that hangs in the middle of a fetch leaves a mirror that can be fetched into at once', async () => {
    const mirrors = temporaryFolder()
    const controller = new AbortController()
    server.intercept = (request) => {
      // The listing of refs is asked for by itself, then again by the fetch, and then come the objects.
      if (request.method !== 'POST' || server.requests.length < 5) return false
      controller.abort()
      return true
    }
    const source = server.source('acme/shop.git')
    const { signal } = controller
    const refused = await refusalOf(() => open(source, { mirrors, signal }, server.network))
    expect(refused).toMatch(/^limit: The reading of acme\/shop was stopped\./)
    server.intercept = () => false
    expect((await open(source, { mirrors }, server.network)).commit).toBe(served.second)
  })

  test('one that hangs is ended by the time limit', async () => {
    server.intercept = () => true
    const network = { ...server.network, seconds: 0.5 }
    expect(await refusalOf(() => open(server.source('acme/shop.git'), {}, network))).toBe(
      'limit: Reading acme/shop took longer than it may. Try again, or clone it yourself and give the path of the folder.',
    )
  })

  test('one that sends more than a fetch may write', async () => {
    const mirrors = temporaryFolder()
    const network = { ...server.network, bytes: 10 }
    for (const ref of ['main', served.first]) {
      expect(await refusalOf(() => open(server.source('acme/shop.git'), { ref, mirrors }, network))).toBe(
        'limit: acme/shop is larger than may be read. Clone it yourself and give the path of the folder.',
      )
    }
    expect(readdirSync(join(mirrors, readdirSync(mirrors)[0] ?? '', 'objects/pack'))).toEqual([])
    expect((await open(server.source('acme/shop.git'), { mirrors }, server.network)).commit).toBe(
      served.second,
    )
  })

  test('one whose objects break the rules of git (.gitmodules that leaves its folder, CVE-2018-11235)', async () => {
    const { folder } = repository({ '.gitmodules': '[submodule "../../x"]\n\tpath = x\n\turl = ./x\n' })
    publish(folder, 'acme/unsound.git')
    expect(await refusalOf(() => open(server.source('acme/unsound.git'), {}, server.network))).toMatch(
      /^repository: acme\/unsound holds objects that fail git's own checks, so they were not taken in\./,
    )
  })

  test('one that speaks the dumb protocol and names alternates elsewhere', async () => {
    server.intercept = (request, response) => {
      if (request.url?.includes('/info/refs')) response.end(`${served.second}\trefs/heads/main\n`)
      else if (request.url?.endsWith('/HEAD')) response.end('ref: refs/heads/main\n')
      else if (request.url?.includes('alternates')) response.end('https://elsewhere.example.test/objects\n')
      else response.writeHead(404).end()
      return true
    }
    expect(await refusalOf(() => open(server.source('acme/shop.git'), {}, server.network))).toMatch(
      /^repository: The server of acme\/shop does not speak git's smart protocol\./,
    )
  })

  test('one with a certificate that is not trusted', async () => {
    const { caFile: _, ...network } = server.network
    expect(await refusalOf(() => open(server.source('acme/shop.git'), {}, network))).toMatch(
      /^repository: The server of acme\/shop has no certificate that this machine trusts\./,
    )
    expect(server.requests).toEqual([])
  })

  test('a mirror that was tampered with runs nothing', async () => {
    const mirrors = temporaryFolder()
    const source = server.source('acme/shop.git')
    await open(source, { mirrors }, server.network)
    const mirror = join(mirrors, readdirSync(mirrors)[0] ?? '')
    const marker = join(temporaryFolder(), 'ran')
    mkdirSync(join(mirror, 'hooks'), { recursive: true })
    writeFileSync(join(mirror, 'hooks/reference-transaction'), `#!/bin/sh\ntouch ${marker}\n`, {
      mode: 0o755,
    })
    git(mirror, ['config', 'core.alternateRefsCommand', `touch ${marker}`])
    expect((await open(source, { ref: 'v1', mirrors }, server.network)).commit).toBe(served.first)
    expect(existsSync(marker)).toBe(false)
  })
})

describe('refused before any connection', () => {
  const never: NetworkPolicy = {
    resolve: async () => {
      throw new Error('a host was looked up')
    },
    allows: () => true,
  }

  // git CVE-2022-39253, CVE-2023-22490; simple-git CVE-2022-24433, CVE-2022-25912: a source made by other means.
  test.each([
    'ext::sh -c true',
    'fd::17',
    'file:///etc',
    '/etc',
    'ssh://-oProxyCommand=x/y',
    'git://host/a/b',
    '-u',
    '--upload-pack=x',
    '--config-env=a=b',
    '--template=x',
    '-c',
    'https://ana:pw@host/a/b',
    'https://host/a\r\nb',
  ])('%j in place of an address', async (url) => {
    const refused = await refusalOf(() => open({ kind: 'remote', name: 'acme/shop', url }, {}, never))
    expect(refused).toMatch(/^repository: `acme\/shop` cannot be read from its address: it /)
    expect(refused).not.toContain('pw')
  })

  test('a ref that is an option', async () => {
    const refused = await refusalOf(() =>
      open(server.source('acme/shop.git'), { ref: '--upload-pack=x' }, never),
    )
    expect(refused).toMatch(/^ref: `--upload-pack=x` cannot be the name/)
  })

  test('a name with two answers, one of them ours', async () => {
    const network = { ...publicInternet, resolve: async () => ['93.184.215.14', '127.0.0.1'] }
    expect(await refusalOf(() => open(server.source('acme/shop.git'), {}, network))).toBe(
      'repository: git.example.test stands for 127.0.0.1, which is not on the public internet. ' +
        'Clone the repository yourself and give the path of the folder.',
    )
    expect(server.requests).toEqual([])
  })

  test('an address of this machine, written as such, or by its name', async () => {
    for (const [host, address] of [
      ['127.0.0.1', '127.0.0.1'],
      ['169.254.169.254', '169.254.169.254'],
      ['localhost', '(?:127\\.0\\.0\\.1|::1)'],
    ]) {
      const source = { kind: 'remote', name: 'x', url: `https://${host}/a/b` } as const
      expect(await refusalOf(() => open(source))).toMatch(
        new RegExp(`^repository: ${host} stands for ${address}, which`),
      )
    }
  })

  test('a host that nobody knows', async () => {
    const network = { ...server.network, resolve: async () => [] }
    expect(await refusalOf(() => open(server.source('acme/shop.git'), {}, network))).toBe(
      'repository: The host git.example.test cannot be found. Check the spelling of the address and the connection of this machine.',
    )
  })

  test('a host is asked for once: the answer that was checked is the one that is used', async () => {
    let asked = 0
    const network = {
      ...server.network,
      resolve: async () => (asked++ === 0 ? ['127.0.0.1'] : ['203.0.113.9']),
    }
    const snapshot = await open(server.source('acme/shop.git'), {}, network)
    expect([asked, await filesOf(snapshot)]).toEqual([1, { 'a.ex': 'two' }])
  })

  test('a server that is not there', async () => {
    const probe = createServer()
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
    const address = probe.address()
    const port = typeof address === 'object' ? address?.port : 0
    await new Promise((resolve) => probe.close(resolve))
    const source = {
      kind: 'remote',
      name: 'acme/shop',
      url: `https://git.example.test:${port}/acme/shop`,
    } as const
    expect(await refusalOf(() => open(source, {}, server.network))).toBe(
      'repository: The server of acme/shop cannot be reached. Check the address and the connection of this machine.',
    )
  })
})

describe('the public internet', () => {
  test.each([
    '8.8.8.8',
    '93.184.215.14',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450:4001::200e',
  ])('includes %s', (address) => expect(publicInternet.allows(address)).toBe(true))

  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::1',
    'localhost',
    '',
  ])('does not include %j', (address) => expect(publicInternet.allows(address)).toBe(false))
})
