import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { plantExamples } from '../../../src/bot/web/examples.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'distreview-examples-'))
  await mkdir(join(folder, 'from', 'shop', 'lib'), { recursive: true })
  await writeFile(join(folder, 'from', 'shop', 'mix.exs'), 'defmodule Shop.MixProject do\nend\n')
  await writeFile(join(folder, 'from', 'shop', 'lib', 'leader of all.ex'), 'defmodule Leader do\r\nend\r\n')
  await mkdir(join(folder, 'from', 'bank', 'src'), { recursive: true })
  await writeFile(join(folder, 'from', 'bank', 'src', 'bank.erl'), '-module(bank).\n')
  await writeFile(join(folder, 'from', 'README.md'), 'Examples\n')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

function git(repository: string, ...args: string[]): string {
  return execFileSync('git', ['--git-dir', repository, ...args], {
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
    encoding: 'utf8',
  })
}

const from = () => join(folder, 'from')

describe('planted examples', () => {
  test('each folder is a bare repository with its files, byte for byte, in one commit on main', async () => {
    const to = join(folder, 'data')
    const bank = join(to, 'examples', 'bank.git')
    const shop = join(to, 'examples', 'shop.git')
    expect(await plantExamples(from(), to)).toEqual([
      { kind: 'local', name: 'bank', path: bank },
      { kind: 'local', name: 'shop', path: shop },
    ])
    expect(git(shop, 'log', '--all', '--format=%an <%ae> %aI %cI %s %D')).toBe(
      'distreview <examples@distreview.invalid> 2025-01-01T00:00:00+00:00 2025-01-01T00:00:00+00:00 Example shop HEAD -> main\n',
    )
    expect(git(shop, 'ls-tree', '-r', '--format=%(objectmode) %(path)', 'main')).toBe(
      '100644 lib/leader of all.ex\n100644 mix.exs\n',
    )
    expect(git(shop, 'show', 'main:lib/leader of all.ex')).toBe('defmodule Leader do\r\nend\r\n')
    expect(git(shop, 'config', '--get', 'core.bare')).toBe('true\n')
    expect((await readdir(join(to, 'examples'))).sort()).toEqual(['bank.git', 'shop.git'])
  })

  test('the commit is the same on every machine', async () => {
    await plantExamples(from(), join(folder, 'one'))
    await plantExamples(from(), join(folder, 'two'))
    const ids = ['one', 'two'].map((to) => git(join(folder, to, 'examples', 'bank.git'), 'rev-parse', 'main'))
    expect(ids).toEqual([
      'c080540340b51540cda49103f4edf9eb4755fd20\n',
      'c080540340b51540cda49103f4edf9eb4755fd20\n',
    ])
  })

  test('an example that has not changed is left as it is', async () => {
    const to = join(folder, 'data')
    await plantExamples(from(), to)
    const before = await stat(join(to, 'examples', 'shop.git'))
    await plantExamples(from(), to)
    expect((await stat(join(to, 'examples', 'shop.git'))).ino).toBe(before.ino)
  })

  test('an example whose files changed is planted anew, and nothing lies beside it', async () => {
    const to = join(folder, 'data')
    await plantExamples(from(), to)
    await writeFile(join(from(), 'shop', 'mix.exs'), 'defmodule Shop.MixProject do\n  # changed\nend\n')
    await plantExamples(from(), to)
    expect(git(join(to, 'examples', 'shop.git'), 'show', 'main:mix.exs')).toContain('# changed')
    expect(git(join(to, 'examples', 'shop.git'), 'rev-list', '--count', '--all')).toBe('1\n')
    expect((await readdir(join(to, 'examples'))).sort()).toEqual(['bank.git', 'shop.git'])
  })

  test('two that plant at the same time both find the examples', async () => {
    const to = join(folder, 'data')
    const [one, two] = await Promise.all([plantExamples(from(), to), plantExamples(from(), to)])
    expect(one).toEqual(two)
    expect((await readdir(join(to, 'examples'))).sort()).toEqual(['bank.git', 'shop.git'])
  })

  test('a symbolic link in an example is not followed', async () => {
    await symlink('/etc/hostname', join(from(), 'bank', 'src', 'host.erl'))
    const to = join(folder, 'data')
    await plantExamples(from(), to)
    expect(git(join(to, 'examples', 'bank.git'), 'ls-tree', '-r', '--name-only', 'main')).toBe(
      'src/bank.erl\n',
    )
  })

  test('where there are no examples, there are no repositories', async () => {
    expect(await plantExamples(join(folder, 'nowhere'), join(folder, 'data'))).toEqual([])
  })
})
