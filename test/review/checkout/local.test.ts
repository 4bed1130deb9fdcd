import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  commitAll,
  git,
  ORDINARY,
  open,
  refusalOf,
  repository,
  temporaryFolder,
  whole,
  writeFiles,
} from './fixtures.ts'

const SHOP = { 'lib/shop.ex': 'defmodule Shop do\nend\n' }
const root = process.getuid?.() === 0

describe('a commit is read from objects', () => {
  test('of a working folder, sorted by path, with what it leaves unread counted', async () => {
    const { folder, commit } = repository({
      'mix.exs': '[]',
      'lib/b.ex': 'b',
      'lib/a.ex': 'a',
      '.gitignore': '*.beam\n',
    })
    writeFiles(folder, { 'lib/a.ex': 'changed', 'lib/new.ex': 'new', 'a.beam': 'ignored' })
    const snapshot = await open(folder)
    expect(snapshot.entries.map((entry) => [entry.path, entry.size])).toEqual([
      ['.gitignore', 7],
      ['lib/a.ex', 1],
      ['lib/b.ex', 1],
      ['mix.exs', 2],
    ])
    const files = { '.gitignore': '*.beam\n', 'lib/a.ex': 'a', 'lib/b.ex': 'b', 'mix.exs': '[]' }
    expect(await whole(snapshot)).toEqual({ ...ORDINARY, commit, unreadChanges: 2, files })
  })

  test('of a bare mirror, and of the .git folder of a clone', async () => {
    const { folder, commit } = repository()
    const bare = join(temporaryFolder(), 'shop.git')
    git(folder, ['clone', '-q', '--bare', '--no-local', folder, bare])
    const expected = { ...ORDINARY, commit, files: SHOP }
    expect(await whole(await open(bare))).toEqual(expected)
    expect(await whole(await open(join(folder, '.git')))).toEqual(expected)
  })

  test('of a linked working folder, whose .git is a file', async () => {
    const { folder, commit } = repository()
    const linked = join(temporaryFolder(), 'linked')
    git(folder, ['worktree', 'add', '-q', '-b', 'topic', linked])
    expect(await whole(await open(linked))).toEqual({ ...ORDINARY, commit, ref: 'topic', files: SHOP })
  })

  test('in the order asked, empty and binary contents included', async () => {
    const bytes = Buffer.from([0, 255, 10, 10, 0])
    const { folder } = repository({
      'a.erl': '',
      'b.erl': bytes,
      'c.erl': 'x'.repeat(300_000),
      'd.erl': '\n',
    })
    const snapshot = await open(folder)
    const [a, b, c, d] = snapshot.entries
    if (!a || !b || !c || !d) throw new Error('four files were committed')
    const read: [string, Buffer][] = []
    for await (const { entry, bytes: content } of snapshot.read([d, b, a, c, b]))
      read.push([entry.path, content])
    expect(read).toEqual([
      ['d.erl', Buffer.from('\n')],
      ['b.erl', bytes],
      ['a.erl', Buffer.alloc(0)],
      ['c.erl', Buffer.from('x'.repeat(300_000))],
      ['b.erl', bytes],
    ])
  })

  test('and the reader may leave early', async () => {
    const { folder } = repository({ 'a.ex': 'a', 'b.ex': 'x'.repeat(5_000_000) })
    const snapshot = await open(folder)
    for await (const { entry } of snapshot.read(snapshot.entries)) {
      expect(entry.path).toBe('a.ex')
      break
    }
    await snapshot.close()
  })

  test('by branch, tag, remote branch, full and short id', async () => {
    const { folder, commit } = repository({ 'a.ex': 'one' })
    git(folder, ['tag', '-a', 'v1', '-m', 'one'])
    git(folder, ['branch', 'old/one'])
    git(folder, ['update-ref', 'refs/remotes/origin/topic', commit])
    writeFiles(folder, { 'a.ex': 'two' })
    commitAll(folder)
    for (const [asked, ref] of [
      ['old/one', 'old/one'],
      ['refs/heads/old/one', 'old/one'],
      ['v1', 'v1'],
      ['origin/topic', 'origin/topic'],
      [commit, null],
      [commit.slice(0, 9), null],
    ] as const) {
      const expected = { ...ORDINARY, commit, ref, files: { 'a.ex': 'one' } }
      expect(await whole(await open(folder, { ref: asked }))).toEqual(expected)
    }
  })

  test('a name that is a branch and a tag of two commits: the branch, and a note', async () => {
    const { folder } = repository({ 'a.ex': 'one' })
    git(folder, ['tag', 'main'])
    writeFiles(folder, { 'a.ex': 'two' })
    const commit = commitAll(folder)
    const notes = ['`main` is a branch and a tag; refs/heads/main was read.']
    expect(await whole(await open(folder, { ref: 'main' }))).toEqual({
      ...ORDINARY,
      commit,
      notes,
      files: { 'a.ex': 'two' },
    })
  })

  test('a detached HEAD has no ref', async () => {
    const { folder, commit } = repository()
    git(folder, ['checkout', '-q', '--detach'])
    expect(await whole(await open(folder))).toEqual({ ...ORDINARY, commit, ref: null, files: SHOP })
  })

  test.skipIf(!root)("of another user's repository", async () => {
    const { folder, commit } = repository()
    execFileSync('chown', ['-R', '65534', folder])
    expect(() => git(folder, ['status'])).toThrow(/dubious ownership/)
    expect(await whole(await open(folder))).toEqual({ ...ORDINARY, commit, files: SHOP })
  })

  test.each([
    ['https://github.com/acme/shop.git', 'https://github.com/acme/shop'],
    ['git@github.com:acme/shop.git', 'https://github.com/acme/shop'],
    ['https://git.example.test:8443/acme/shop', 'https://git.example.test:8443/acme/shop'],
    ['https://token@github.com/acme/shop', null],
    ['git@internal:acme/shop.git', null],
    ['/srv/git/shop.git', null],
    ['https://github.com/acme/shop?x', null],
  ])('its web page is read from the origin %s', async (origin, webUrl) => {
    const { folder } = repository()
    git(folder, ['config', 'remote.origin.url', origin])
    expect((await open(folder)).webUrl).toBe(webUrl)
  })
})

describe('a shallow clone', () => {
  function shallow() {
    const { folder } = repository({ 'a.ex': 'one' })
    git(folder, ['tag', 'v1'])
    writeFiles(folder, { 'a.ex': 'two' })
    const commit = commitAll(folder)
    const clone = join(temporaryFolder(), 'shop')
    git(folder, ['clone', '-q', '--depth=1', `file://${folder}`, clone])
    return { clone, commit }
  }

  test('is read, and says that it is one', async () => {
    const { clone, commit } = shallow()
    const notes = ['This is a shallow clone: its history is not all there.']
    expect(await whole(await open(clone))).toEqual({ ...ORDINARY, commit, notes, files: { 'a.ex': 'two' } })
  })

  test('says how to deepen it where a ref is not there', async () => {
    const refused = await refusalOf(() => open(shallow().clone, { ref: 'v1' }))
    expect(refused).toBe(
      'ref: shop is a shallow clone and has no branch, tag or commit `v1`. The default branch is `main`. ' +
        'Or deepen it with `git fetch --unshallow --tags`.',
    )
  })
})

describe('an unknown ref', () => {
  test.each([
    ['mian', 'Did you mean `main`?'],
    ['release', 'Did you mean `release/1.0` or `release/2.0`?'],
    ['v1.0.1', 'Did you mean `v1.0.0`?'],
    ['something-else', 'The default branch is `main`.'],
    ['0123456789abcdef0123456789abcdef01234567', 'The default branch is `main`.'],
  ])('%s: the near names', async (ref, hint) => {
    const { folder } = repository()
    for (const branch of ['release/1.0', 'release/2.0']) git(folder, ['branch', branch])
    git(folder, ['tag', 'v1.0.0'])
    const expected = `ref: shop has no branch, tag or commit \`${ref}\`. ${hint}`
    expect(await refusalOf(() => open(folder, { ref }))).toBe(expected)
  })

  test('a tag of something that is no commit', async () => {
    const { folder } = repository()
    git(folder, ['tag', 'readme', git(folder, ['rev-parse', 'HEAD:lib/shop.ex'])])
    expect(await refusalOf(() => open(folder, { ref: 'readme' }))).toBe(
      'ref: That name in shop does not lead to a commit. Give a branch, a tag of a commit, or a full commit id.',
    )
  })
})

describe('what cannot be opened is refused in a sentence', () => {
  test('a path inside a working folder names the root', async () => {
    const { folder } = repository()
    const inside = join(folder, 'lib')
    const refused = await refusalOf(() => open(inside))
    expect(refused).toBe(
      `repository: \`${inside}\` lies inside the repository \`${folder}\` and is not its root. ` +
        `Give \`${folder}\` as the repository, and the rest as the part to review.`,
    )
  })

  test('an empty repository', async () => {
    const folder = join(temporaryFolder(), 'shop')
    mkdirSync(folder)
    git(folder, ['init', '-q'])
    expect(await refusalOf(() => open(folder))).toBe(
      'repository: shop has no commit yet. Commit something first, or read the working folder as it is.',
    )
  })

  test('HEAD on a branch without a commit, where others have one', async () => {
    const { folder } = repository()
    git(folder, ['symbolic-ref', 'HEAD', 'refs/heads/mainn'])
    expect(await refusalOf(() => open(folder))).toBe(
      'ref: HEAD of shop names the branch `mainn`, which has no commit. Did you mean `main`?',
    )
  })

  test('a missing path, and one that looks like an address', async () => {
    const folder = temporaryFolder()
    expect(await refusalOf(() => open(join(folder, 'no')))).toBe(
      `repository: There is nothing at \`${folder}/no\`. Check the path, or give an https address.`,
    )
    expect(await refusalOf(() => open('github.com/acme/shop'))).toMatch(
      /Did you mean https:\/\/github\.com\/acme\/shop\?$/,
    )
  })

  test('a file', async () => {
    const file = join(temporaryFolder(), 'shop.ex')
    writeFileSync(file, '')
    expect(await refusalOf(() => open(file))).toBe(
      `repository: \`${file}\` is a file. Give the folder of a repository.`,
    )
  })

  test('a .git that is none', async () => {
    const folder = join(temporaryFolder(), 'shop')
    writeFiles(folder, { '.git': 'gitdir: /nonexistent/x\n' })
    expect(await refusalOf(() => open(folder))).toBe(
      'repository: shop has a .git that git cannot read. Run `git status` there to see why.',
    )
  })

  test('a folder that this user may not read', async () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o000)
    if (root) process.seteuid?.(65534)
    try {
      expect(await refusalOf(() => open(folder))).toBe(
        `repository: \`${folder}\` cannot be read (EACCES). Let this user read the folder, or give another one.`,
      )
    } finally {
      if (root) process.seteuid?.(0)
      chmodSync(folder, 0o700)
    }
  })

  test('a partial clone that lacks files says so, and fetches nothing', async () => {
    const { folder } = repository()
    git(folder, ['config', 'uploadpack.allowFilter', 'true'])
    const clone = join(temporaryFolder(), 'shop.git')
    git(folder, ['clone', '-q', '--bare', '--filter=blob:none', `file://${folder}`, clone])
    expect(await refusalOf(() => open(clone))).toBe(
      'repository: shop is a partial clone that lacks some of the files at this commit. ' +
        'Run `git fetch --refetch --no-filter` in it, or check that commit out once.',
    )
  })

  test('work that was stopped', async () => {
    const { folder } = repository()
    const signal = AbortSignal.abort()
    expect(await refusalOf(() => open(folder, { signal }))).toBe(
      'limit: The reading of shop was stopped. Start it again when you want it.',
    )
  })
})
