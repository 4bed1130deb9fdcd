import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  commitAll,
  filesOf,
  git,
  ORDINARY,
  open,
  refusalOf,
  repository,
  temporaryFolder,
  whole,
  writeFiles,
} from './fixtures.ts'
import { publish, served, server, temporaryMirrors, withServer } from './served.ts'

withServer('a remote is fetched over https at one commit', () => {
  test.each([
    [null, 'main', 'two'],
    ['HEAD', 'main', 'two'],
    ['main', 'main', 'two'],
    ['release/1', 'release/1', 'one'],
    ['v1', 'v1', 'one'],
  ])('%s', async (asked, ref, content) => {
    const before = temporaryMirrors()
    const snapshot = await open(server.source('acme/shop.git'), { ref: asked }, server.network)
    expect(temporaryMirrors()).toHaveLength(before.length + 1)
    expect(await whole(snapshot)).toEqual({
      ...ORDINARY,
      commit: content === 'two' ? served.second : served.first,
      ref,
      webUrl: server.url('acme/shop'),
      files: { 'a.ex': content },
    })
    expect(temporaryMirrors(), 'closing removes the temporary mirror').toEqual(before)
  })

  test('by its full id, without a second request where the mirror has it', async () => {
    const mirrors = temporaryFolder()
    for (const requests of [3, 0]) {
      server.requests.length = 0
      const snapshot = await open(
        server.source('acme/shop.git'),
        { ref: served.first, mirrors },
        server.network,
      )
      expect([snapshot.commit, snapshot.ref, await filesOf(snapshot)]).toEqual([
        served.first,
        null,
        { 'a.ex': 'one' },
      ])
      expect(server.requests.length > 0).toBe(requests > 0)
    }
  })

  test('and without its history', async () => {
    const mirrors = temporaryFolder()
    await open(server.source('acme/shop.git'), { mirrors }, server.network)
    const [name = ''] = readdirSync(mirrors)
    expect(name).toMatch(/^[0-9a-f]{40}\.git$/)
    const objects = git(join(mirrors, name), [
      'cat-file',
      '--batch-all-objects',
      '--batch-check=%(objectname)',
    ])
    expect(objects.split('\n')).toContain(served.second)
    expect(objects.split('\n')).not.toContain(served.first)
  })

  test('a kept mirror follows the branch, and an open snapshot stays at its commit', async () => {
    const { folder, commit } = repository({ 'a.ex': 'one' })
    const bare = publish(folder, 'acme/moving.git')
    const mirrors = temporaryFolder()
    const source = server.source('acme/moving.git')
    const earlier = await open(source, { mirrors }, server.network)
    writeFiles(folder, { 'a.ex': 'two' })
    const later = commitAll(folder)
    git(folder, ['push', '-q', bare, 'main'])
    const now = await open(source, { mirrors }, server.network)
    expect([earlier.commit, await filesOf(earlier)]).toEqual([commit, { 'a.ex': 'one' }])
    expect([now.commit, await filesOf(now)]).toEqual([later, { 'a.ex': 'two' }])
  })

  test('a branch that takes the place of a folder of branches', async () => {
    const { folder } = repository({ 'a.ex': 'one' })
    git(folder, ['branch', 'topic'])
    const bare = publish(folder, 'acme/topics.git')
    const mirrors = temporaryFolder()
    const source = server.source('acme/topics.git')
    await open(source, { ref: 'topic', mirrors }, server.network)
    git(bare, ['branch', '-m', 'topic', 'topic/one'])
    expect((await open(source, { ref: 'topic/one', mirrors }, server.network)).ref).toBe('topic/one')
  })

  test('several readings of one repository at once do not trip over each other', async () => {
    const mirrors = temporaryFolder()
    const asked = ['main', 'v1', 'release/1', 'main', null]
    const snapshots = await Promise.all(
      asked.map((ref) => open(server.source('acme/shop.git'), { ref, mirrors }, server.network)),
    )
    const { first, second } = served
    expect(snapshots.map((snapshot) => snapshot.commit)).toEqual([second, first, first, second, second])
    expect(readdirSync(mirrors)).toHaveLength(1)
  })

  test('the lock of a process that was killed long ago is removed', async () => {
    const mirrors = temporaryFolder()
    const source = server.source('acme/shop.git')
    await open(source, { mirrors }, server.network)
    const lock = join(mirrors, readdirSync(mirrors)[0] ?? '', 'shallow.lock')
    writeFileSync(lock, '')
    utimesSync(lock, new Date(0), new Date(0))
    expect((await open(source, { ref: 'v1', mirrors }, server.network)).commit).toBe(served.first)
    expect(existsSync(lock)).toBe(false)
  })

  test('where the forge redirects to the address with .git, that one is read', async () => {
    server.intercept = (request, response) => {
      if (!request.url?.startsWith('/acme/shop/')) return false
      response.writeHead(301, { Location: request.url.replace('/acme/shop/', '/acme/shop.git/') }).end()
      return true
    }
    const snapshot = await open(server.source('acme/shop'), {}, server.network)
    expect([snapshot.commit, snapshot.webUrl]).toEqual([served.second, server.url('acme/shop')])
    await snapshot.close()
  })
})

withServer('what a remote has not', () => {
  test.each([
    ['mian', 'Did you mean `main`?'],
    ['release', 'Did you mean `release/1`?'],
    ['something-else', 'The default branch is `main`.'],
    ['0123456789', 'The default branch is `main`. A commit of a remote is asked for by its full id.'],
  ])('the ref %s', async (ref, hint) => {
    const refused = await refusalOf(() => open(server.source('acme/shop.git'), { ref }, server.network))
    expect(refused).toBe(`ref: acme/shop has no branch or tag \`${ref}\`. ${hint}`)
  })

  test('a commit', async () => {
    const ref = '0123456789abcdef0123456789abcdef01234567'
    expect(await refusalOf(() => open(server.source('acme/shop.git'), { ref }, server.network))).toBe(
      'ref: The server of acme/shop does not give out that commit. Give a branch or a tag that contains it.',
    )
  })

  test('any commit', async () => {
    git(server.root, ['init', '-q', '--bare', 'acme/empty.git'])
    expect(await refusalOf(() => open(server.source('acme/empty.git'), {}, server.network))).toBe(
      'repository: acme/empty has no commit yet. Push something to it first.',
    )
  })

  test('the repository', async () => {
    expect(await refusalOf(() => open(server.source('acme/none.git'), {}, server.network))).toBe(
      'repository: There is no repository at the address of acme/none. Check the spelling of the address.',
    )
  })

  test('a working folder', async () => {
    const refused = await refusalOf(() =>
      open(server.source('acme/shop.git'), { worktree: true }, server.network),
    )
    expect(refused).toMatch(/^repository: acme\/shop is not on this machine: it has no working folder\./)
  })

  test('an open door: no password is asked for', async () => {
    server.intercept = (_request, response) => {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end()
      return true
    }
    expect(await refusalOf(() => open(server.source('acme/shop.git'), {}, server.network))).toMatch(
      /^repository: acme\/shop does not exist or cannot be read without signing in\./,
    )
  })
})
