import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
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

const SHOP = { 'lib/shop.ex': 'defmodule Shop do\nend\n' }
const _root = process.getuid?.() === 0

describe('a working folder as it is', () => {
  test('holds tracked and untracked files, not ignored or deleted ones', async () => {
    const { folder, commit } = repository({ 'a.ex': 'a', 'gone.ex': 'gone', '.gitignore': '_build/\n' })
    writeFiles(folder, { 'a.ex': 'changed', 'new.ex': 'new', '_build/x.ex': 'ignored' })
    rmSync(join(folder, 'gone.ex'))
    symlinkSync('/etc/passwd', join(folder, 'link.ex'))
    writeFiles(folder, { 'nested/.keep': '' })
    git(join(folder, 'nested'), ['init', '-q'])
    commitAll(join(folder, 'nested'))
    expect(await whole(await open(folder, { worktree: true }))).toEqual({
      ...ORDINARY,
      kind: 'worktree',
      commit,
      dirty: true,
      files: { '.gitignore': '_build/\n', 'a.ex': 'changed', 'new.ex': 'new' },
      skipped: [
        { path: 'link.ex', reason: 'symbolic link' },
        { path: 'nested', reason: 'submodule or another repository' },
      ],
      notes: ['1 tracked files are not in the working folder (deleted or sparse).'],
    })
  })

  test('is not dirty where nothing changed', async () => {
    const { folder, commit } = repository()
    expect(await whole(await open(folder, { worktree: true }))).toEqual({
      ...ORDINARY,
      kind: 'worktree',
      commit,
      files: SHOP,
    })
  })

  test('can be read before the first commit', async () => {
    const folder = temporaryFolder()
    git(folder, ['init', '-q', '-b', 'main'])
    writeFiles(folder, SHOP)
    expect(await whole(await open(folder, { worktree: true }))).toEqual({
      ...ORDINARY,
      kind: 'worktree',
      commit: null,
      dirty: true,
      files: SHOP,
    })
  })

  test('is not to be had with a ref, of a bare repository or of a plain folder', async () => {
    const { folder } = repository()
    expect(await refusalOf(() => open(folder, { worktree: true, ref: 'main' }))).toBe(
      'ref: A ref and the working folder as it is cannot both be read. Leave out the one or the other.',
    )
    const bare = join(temporaryFolder(), 'shop.git')
    git(folder, ['clone', '-q', '--bare', folder, bare])
    expect(await refusalOf(() => open(bare, { worktree: true }))).toBe(
      'repository: shop is a bare repository: it has no working folder to compare. Leave out the wish for the working folder.',
    )
    const plain = join(temporaryFolder(), 'plain')
    mkdirSync(plain)
    expect(await refusalOf(() => open(plain, { worktree: true }))).toBe(
      'repository: plain is a folder without git: it has no working folder to compare. Leave out the wish for the working folder.',
    )
  })
})

describe('a folder without git', () => {
  test('is read as it is, without dependencies and build output', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, {
      'lib/a.ex': 'a',
      'deps/x/x.ex': 'x',
      '_build/y.ex': 'y',
      'node_modules/z.js': 'z',
      'b.erl': 'b',
    })
    execFileSync('mkfifo', [join(folder, 'pipe.ex')])
    expect(await whole(await open(folder))).toEqual({
      ...ORDINARY,
      kind: 'folder',
      commit: null,
      ref: null,
      files: { 'b.erl': 'b', 'lib/a.ex': 'a' },
      skipped: [
        { path: '_build', reason: 'folder of dependencies or build output' },
        { path: 'deps', reason: 'folder of dependencies or build output' },
        { path: 'node_modules', reason: 'folder of dependencies or build output' },
        { path: 'pipe.ex', reason: 'no regular file' },
      ],
    })
  })

  test('has no refs', async () => {
    const folder = join(temporaryFolder(), 'plain')
    mkdirSync(folder)
    expect(await refusalOf(() => open(folder, { ref: 'main' }))).toBe(
      'ref: plain is a folder without git, so it has no branches, tags or commits. Leave out the ref to read the folder as it is.',
    )
  })

  test('a file that changes into something else while it is read is left out and named', async () => {
    const folder = temporaryFolder()
    const secret = join(temporaryFolder(), 'secret')
    writeFileSync(secret, 'secret')
    writeFiles(folder, { 'a.ex': 'a', 'b.ex': 'b', 'lib/c.ex': 'c', 'd.ex': 'd' })
    const snapshot = await open(folder)
    rmSync(join(folder, 'a.ex'))
    symlinkSync(secret, join(folder, 'a.ex'))
    rmSync(join(folder, 'b.ex'))
    rmSync(join(folder, 'lib'), { recursive: true })
    const elsewhere = temporaryFolder()
    writeFiles(elsewhere, { 'c.ex': 'secret' })
    symlinkSync(elsewhere, join(folder, 'lib'))
    expect(await filesOf(snapshot)).toEqual({ 'd.ex': 'd' })
    const left = (path: string) => `${path} could not be read, or changed while it was, and was left out.`
    expect(snapshot.notes).toEqual([left('a.ex'), left('b.ex'), left('lib/c.ex')])
  })
})

test('reading leaves the repository as it was', async () => {
  const { folder } = repository()
  const state = () => execFileSync('find', [folder, '-printf', '%p %T@ %s\n']).toString()
  writeFiles(folder, { 'lib/shop.ex': 'changed' })
  const before = state()
  await filesOf(await open(folder))
  await filesOf(await open(folder, { worktree: true }))
  expect(state()).toBe(before)
  expect(existsSync(join(folder, '.git', 'index.lock'))).toBe(false)
})
