import { chmodSync, existsSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { emptyListing, isFull } from '../../../src/review/checkout/listing.ts'
import {
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

let marker = ''
let trap = ''
beforeEach(() => {
  const folder = temporaryFolder()
  marker = join(folder, 'ran')
  trap = join(folder, 'trap')
  writeFileSync(trap, `#!/bin/sh\ntouch ${marker}\ncat\n`)
  chmodSync(trap, 0o755)
})

/** Same size, other time and content: git must compare contents, which is when filters run. */
function touchFile(path: string, content: string): void {
  writeFileSync(path, content)
  utimesSync(path, new Date(0), new Date(0))
}

async function readBothWays(folder: string): Promise<void> {
  await filesOf(await open(folder))
  await filesOf(await open(folder, { worktree: true }))
}

describe('nothing that a repository configures is run', () => {
  // git CVE-2018-11235, CVE-2024-32002, CVE-2024-32465 and the settings that name programs.
  test.each([
    ['clean filter', 'filter.evil.clean', '* filter=evil'],
    ['process filter', 'filter.evil.process', '* filter=evil'],
    ['filter with a dotted name', 'filter.e.v.il.clean', '* filter=e.v.il'],
    ['filter named like the lfs one', 'filter.lfs.clean', '* filter=lfs'],
    ['fsmonitor', 'core.fsmonitor', ''],
  ])('%s', async (_what, key, attributes) => {
    const { folder } = repository({ 'a.ex': 'one', '.gitattributes': `${attributes}\n` })
    git(folder, ['config', key, trap])
    touchFile(join(folder, 'a.ex'), 'two')
    await readBothWays(folder)
    expect(existsSync(marker)).toBe(false)
    try {
      git(folder, ['status'])
    } catch {
      // the trap speaks no filter protocol
    }
    expect(existsSync(marker), 'the trap works where nothing stops it').toBe(true)
  })

  test('a filter whose name cannot be switched off: status is not run, and that is said', async () => {
    const { folder } = repository({ 'a.ex': 'one', '.gitattributes': '* filter=e=vil\n' })
    writeFileSync(join(folder, '.git/config'), `[filter "e=vil"]\n\tclean = ${trap}\n`, { flag: 'a' })
    touchFile(join(folder, 'a.ex'), 'two')
    const note =
      'Uncommitted changes were not counted: a filter in the configuration of this repository cannot be switched off.'
    const commit = await open(folder)
    const worktree = await open(folder, { worktree: true })
    expect([commit.unreadChanges, commit.notes]).toEqual([0, [note]])
    expect([worktree.dirty, worktree.notes]).toEqual([true, [note]])
    expect(existsSync(marker)).toBe(false)
  })

  test('hooks, textconv, external diff, pager, aliases and a filter in a submodule', async () => {
    const inner = repository()
    const { folder } = repository({ 'a.ex': 'one', '.gitattributes': '*.ex diff=evil\n' })
    git(folder, ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.folder, 'inner'])
    git(folder, ['commit', '-q', '-m', 'submodule'])
    git(join(folder, 'inner'), ['config', 'filter.evil.clean', trap])
    writeFileSync(join(folder, '.git/modules/inner/info/attributes'), '* filter=evil\n')
    touchFile(join(folder, 'inner/lib/shop.ex'), 'defmodule Shop do\nEND\n')
    for (const key of [
      'diff.evil.textconv',
      'diff.external',
      'core.pager',
      'alias.ls-tree',
      'core.sshCommand',
    ]) {
      git(folder, ['config', key, trap])
    }
    for (const hook of ['post-checkout', 'post-index-change', 'pre-auto-gc', 'reference-transaction']) {
      mkdirSync(join(folder, '.git/hooks'), { recursive: true })
      symlinkSync(trap, join(folder, '.git/hooks', hook))
    }
    touchFile(join(folder, 'a.ex'), 'two')
    await readBothWays(folder)
    expect(existsSync(marker)).toBe(false)
  })

  test('a lazy fetch from a promisor remote (its upload-pack is a program; CVE-2024-32004)', async () => {
    const { folder } = repository()
    git(folder, ['config', 'uploadpack.allowFilter', 'true'])
    const clone = join(temporaryFolder(), 'shop.git')
    git(folder, ['clone', '-q', '--bare', '--filter=blob:none', `file://${folder}`, clone])
    git(clone, ['config', 'remote.origin.uploadpack', trap])
    git(clone, ['config', 'protocol.file.allow', 'always'])
    expect(await refusalOf(() => open(clone))).toMatch(/^repository: shop is a partial clone/)
    git(clone, ['config', 'remote.origin.url', `ext::${trap}`])
    git(clone, ['config', 'protocol.ext.allow', 'always'])
    expect(await refusalOf(() => open(clone))).toMatch(/^repository: shop is a partial clone/)
    expect(existsSync(marker)).toBe(false)
  })
})

describe('nothing outside the repository is read', () => {
  test('core.worktree cannot point elsewhere', async () => {
    const elsewhere = temporaryFolder()
    writeFiles(elsewhere, { 'secret.ex': 'secret' })
    const { folder, commit } = repository({ 'a.ex': 'a' })
    git(folder, ['config', 'core.worktree', elsewhere])
    const snapshot = await open(folder, { worktree: true })
    expect(await whole(snapshot)).toEqual({ ...ORDINARY, kind: 'worktree', commit, files: { 'a.ex': 'a' } })
  })

  test('symbolic links are named, in a commit, in a working folder and in a plain one', async () => {
    const { folder, commit } = repository({ 'a.ex': 'a' })
    symlinkSync('/etc/passwd', join(folder, 'passwd.ex'))
    symlinkSync('/etc', join(folder, 'etc'))
    const skipped = [
      { path: 'etc', reason: 'symbolic link' },
      { path: 'passwd.ex', reason: 'symbolic link' },
    ]
    expect((await open(folder, { worktree: true })).skipped).toEqual(skipped)
    git(folder, ['add', '-A'])
    git(folder, ['commit', '-q', '-m', 'links'])
    const snapshot = await open(folder)
    expect(snapshot.commit).not.toBe(commit)
    expect([await filesOf(snapshot), snapshot.skipped]).toEqual([{ 'a.ex': 'a' }, skipped])
    const plain = temporaryFolder()
    symlinkSync('/etc', join(plain, 'etc'))
    expect((await open(plain)).skipped).toEqual([{ path: 'etc', reason: 'symbolic link' }])
  })

  test('a root that is a link is followed once, and nothing below it', async () => {
    const { folder, commit } = repository({ 'a.ex': 'a' })
    const link = join(temporaryFolder(), 'link')
    symlinkSync(folder, link)
    expect(await whole(await open(link))).toEqual({ ...ORDINARY, commit, files: { 'a.ex': 'a' } })
  })

  test('alternates are refused', async () => {
    const { folder } = repository()
    const borrowing = join(temporaryFolder(), 'shop')
    git(folder, ['clone', '-q', '--shared', folder, borrowing])
    expect(await refusalOf(() => open(borrowing))).toBe(
      'repository: shop borrows objects from another store (objects/info/alternates), which is not followed. ' +
        'Run `git repack -a -d` in it and remove that file, or clone it without --shared or --reference.',
    )
  })

  test('submodules are named and not entered, whatever .gitmodules says (CVE-2018-11235)', async () => {
    const { folder, commit } = repository({
      'a.ex': 'a',
      '.gitmodules': '[submodule "../../x"]\n\tpath = inner\n\turl = ext::sh -c true\n',
    })
    git(folder, ['update-index', '--add', '--cacheinfo', `160000,${commit},inner`])
    git(folder, ['commit', '-q', '-m', 'submodule'])
    const { skipped } = await open(folder)
    expect(skipped).toEqual([{ path: 'inner', reason: 'submodule' }])
  })
})

describe('contents are the bytes of the commit', () => {
  test('no export-subst, no ident, no line endings, no LFS', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n'
    const files = {
      '.gitattributes': '*.ex export-subst ident text eol=crlf\n*.bin filter=lfs\n',
      'a.ex': '# $Format:%H$ $Id$\n',
      'b.bin': pointer,
    }
    const { folder } = repository(files)
    expect(await filesOf(await open(folder))).toEqual(files)
  })

  test('no replacement objects and no grafts', async () => {
    const { folder } = repository({ 'a.ex': 'true' })
    const instead = git(folder, ['hash-object', '-w', '--stdin'], 'replaced')
    git(folder, ['replace', git(folder, ['rev-parse', 'HEAD:a.ex']), instead])
    writeFileSync(
      join(folder, '.git/info/grafts'),
      `${git(folder, ['rev-parse', 'HEAD'])} ${'0'.repeat(40)}\n`,
    )
    expect(await filesOf(await open(folder))).toEqual({ 'a.ex': 'true' })
  })
})

describe('a tree that no work tree could hold', () => {
  /** A bare repository whose commit has exactly these tree records. */
  function bareOf(records: (blob: string) => Buffer | string, blobContent = 'x') {
    const folder = join(temporaryFolder(), 'odd.git')
    mkdirSync(folder)
    git(folder, ['init', '-q', '--bare', '-b', 'main'])
    const blob = git(folder, ['hash-object', '-w', '--stdin'], blobContent)
    const tree = git(folder, ['mktree', '-z'], records(blob))
    git(folder, ['update-ref', 'refs/heads/main', git(folder, ['commit-tree', '-m', 'odd', tree])])
    return { folder, blob, tree }
  }

  test('names in the shape of .git, in any case, are named and not opened (CVE-2021-21300)', async () => {
    const names = ['.GIT', '.Git', '..', 'A.ex', 'a.ex']
    const { folder } = bareOf((blob) => names.map((name) => `100644 blob ${blob}\t${name}\0`).join(''))
    const snapshot = await open(folder)
    expect(snapshot.skipped).toEqual([
      { path: '..', reason: 'name that leaves its folder' },
      { path: '.GIT', reason: "inside git's own folder" },
      { path: '.Git', reason: "inside git's own folder" },
    ])
    expect(await filesOf(snapshot)).toEqual({ 'A.ex': 'x', 'a.ex': 'x' })
  })

  test('names that are not UTF-8 are named with escapes; tabs and line breaks are read', async () => {
    const { folder } = bareOf((blob) =>
      Buffer.concat(
        [Buffer.from('caf\u00e9\xff.ex', 'latin1'), Buffer.from('é.ex'), Buffer.from('a\tb\nc.ex')].map(
          (name) => Buffer.concat([Buffer.from(`100644 blob ${blob}\t`), name, Buffer.from([0])]),
        ),
      ),
    )
    const snapshot = await open(folder)
    expect(snapshot.skipped).toEqual([{ path: 'caf\\xe9\\xff.ex', reason: 'name is not UTF-8' }])
    expect(await filesOf(snapshot)).toEqual({ 'a\tb\nc.ex': 'x', 'é.ex': 'x' })
  })

  test('a path over PATH_MAX is named', async () => {
    const name = 'n'.repeat(4097)
    const { folder } = bareOf((blob) => `100644 blob ${blob}\t${name}\x00100644 blob ${blob}\ta.ex\0`)
    const snapshot = await open(folder)
    expect(snapshot.skipped).toEqual([{ path: `${'n'.repeat(200)}…`, reason: 'path over 4,096 bytes' }])
    expect(await filesOf(snapshot)).toEqual({ 'a.ex': 'x' })
  })

  test('a blob over 64 MiB is named and never held', async () => {
    const { folder } = bareOf((blob) => `100644 blob ${blob}\tbig.ex\0`, ' '.repeat(64 * 1024 * 1024 + 1))
    const snapshot = await open(folder)
    expect([snapshot.entries, snapshot.skipped]).toEqual([
      [],
      [{ path: 'big.ex', reason: 'larger than 64 MiB' }],
    ])
  })

  test('of more than 200,000 files the rest is left out with a note', async () => {
    const one = bareOf((blob) => `100644 blob ${blob}\ta.ex\0`)
    // A thousand folders of a thousand files, from two tree objects.
    const files = Array.from({ length: 1000 }, (_, i) => `100644 blob ${one.blob}\tf${i}.ex\0`).join('')
    const inner = git(one.folder, ['mktree', '-z'], files)
    const folders = Array.from({ length: 1000 }, (_, i) => `040000 tree ${inner}\td${i}\0`).join('')
    const outer = git(one.folder, ['mktree', '-z'], folders)
    git(one.folder, ['update-ref', 'refs/heads/main', git(one.folder, ['commit-tree', '-m', 'huge', outer])])
    const snapshot = await open(one.folder)
    expect(snapshot.entries).toHaveLength(200_000)
    expect(snapshot.notes).toEqual(['Only the first 200,000 files were listed; the rest was left out.'])
  })

  test('exactly 200,000 is not cut', () => {
    const listing = emptyListing()
    for (let i = 0; i < 199_999; i++) listing.entries.push({ path: `${i}`, size: 0, oid: null })
    expect([isFull(listing), listing.notes]).toEqual([false, []])
  })
})

describe('a ref reaches git only as a name', () => {
  const { folder } = repository()
  const NEXT =
    'Give a name such as `main` or `v1.2.0`, or a full commit id: at most 255 bytes, no leading dash, no spaces and none of `..`, `@{`, `~^:?*[\\`.'
  // simple-git CVE-2022-24066, CVE-2022-25860, CVE-2026-6951: options smuggled in operands.
  test.each([
    '-o/tmp/x',
    '--output=/tmp/x',
    '--upload-pack=touch /tmp/x',
    '--orphan=x',
    'topic/-x',
    'a\nb',
    'a\0b',
    'a b',
    'main..dev',
    'main@{1}',
    'main~1',
    'main^',
    'HEAD:lib/a.ex',
    'ma?n',
    'ma*n',
    'ma[in',
    'ma\\in',
    'main.lock',
    'a.lock/b',
    '.hidden',
    'a/.hidden',
    'a//b',
    '/a',
    'a/',
    'a.',
    '@',
    '',
  ])('%j', async (ref) => {
    const shown = JSON.stringify(ref).slice(1, -1)
    const expected = `ref: \`${shown}\` cannot be the name of a branch, tag or commit. ${NEXT}`
    expect(await refusalOf(() => open(folder, { ref }))).toBe(expected)
  })

  test('over 255 bytes', async () => {
    expect(await refusalOf(() => open(folder, { ref: 'é'.repeat(128) }))).toMatch(/^ref: `é{80}…` cannot be/)
  })
})
