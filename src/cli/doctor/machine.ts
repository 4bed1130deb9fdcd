import { mkdtemp, rm, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runGit } from '../../review/checkout/git.ts'
import type { Repository } from '../../review/checkout/hardening.ts'
import { LIMITS } from '../../review/checkout/limits.ts'
import { type Check, failed, ok } from './check.ts'

const oldestGit = [2, 39] as const
const oldestNode = [20, 19] as const

/** Whether `2.39.5` is at least 2.39; null where the text has no version. */
function isAtLeast(text: string, [major, minor]: readonly [number, number]): boolean | null {
  const found = /(\d+)\.(\d+)/.exec(text)
  if (!found) return null
  const [, have = '', haveMinor = ''] = found
  return Number(have) > major || (Number(have) === major && Number(haveMinor) >= minor)
}

/** `version` as process.versions.node. */
export function nodeCheck(version: string): Check {
  if (isAtLeast(version, oldestNode)) return ok('Node', `${version}.`)
  return failed('Node', `Node ${version} is too old.`, `Install Node ${oldestNode.join('.')} or later.`)
}

/** `run` runs git in a folder, as reviews do, and resolves to what it printed. */
export async function gitCheck(
  run: (folder: string, args: readonly string[]) => Promise<string> = runHardened,
): Promise<Check> {
  const next = `Install git ${oldestGit.join('.')} or later.`
  const folder = await mkdtemp(join(tmpdir(), 'distreview-doctor-'))
  try {
    const version = (await run(folder, ['version'])).replace(/^git version /, '')
    const recent = isAtLeast(version, oldestGit)
    if (!recent)
      return failed(
        'git',
        `git ${version} is ${recent === null ? 'of an unknown version' : 'too old'}.`,
        next,
      )
    await run(folder, ['init', '--bare', '--quiet', '--template='])
    const bare = await run(folder, ['rev-parse', '--is-bare-repository'])
    if (bare === 'true') return ok('git', `${version}.`)
    return failed(
      'git',
      'git cannot make a repository in the temporary folder.',
      'Free some space there, or install git again.',
    )
  } catch (error) {
    if ((error as { trouble?: unknown }).trouble === 'no-git') {
      return failed('git', 'The program git was not found on this machine.', next)
    }
    return failed('git', 'git does not run.', 'Run `git version` to see why, or install git again.')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function runHardened(folder: string, args: readonly string[]): Promise<string> {
  const repository: Repository = {
    name: 'doctor',
    gitDir: folder,
    workTree: null,
    settings: [],
    transport: 'none',
  }
  return runGit(repository, args, { seconds: LIMITS.localSeconds })
}

const gibibyte = 1024 ** 3

/** Bytes that a user without privileges may still write. */
async function freeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** Whether the data folder, or where it will be made, can be written and has room for a repository or two. */
export async function folderCheck(folder: string, space = freeSpace): Promise<Check> {
  const name = 'Data folder'
  const next = 'Set DATA_DIR to a folder that may be written.'
  try {
    const there = await nearest(folder)
    if (!there.isFolder) return failed(name, `${there.path} is not a folder.`, next)
    // Asked for by writing: what a mode allows is not all that decides (read-only disks, other users).
    await rm(await mkdtemp(join(there.path, '.distreview-doctor-')), { recursive: true })
    const free = await space(there.path)
    if (free < gibibyte) {
      const left = Math.floor(free / 1024 ** 2)
      return failed(
        name,
        `${folder} has ${left} MiB left.`,
        'Free at least 1 GiB there, or set DATA_DIR elsewhere.',
      )
    }
    const room = `${Math.floor(free / gibibyte).toLocaleString('en')} GiB free`
    return ok(name, there.path === folder ? `${folder}, ${room}.` : `${folder} will be made, ${room}.`)
  } catch {
    return failed(name, `${folder} cannot be written.`, next)
  }
}

async function nearest(path: string): Promise<{ path: string; isFolder: boolean }> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    if (error.code === 'ENOTDIR') return null
    throw error
  })
  return found ? { path, isFolder: found.isDirectory() } : nearest(dirname(path))
}
