import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Refusal } from '../refusal.ts'
import { quoted } from './refname.ts'

/** What lies at a local path. Paths are real ones, free of links. */
export type Place =
  | { readonly kind: 'working'; readonly root: string; readonly gitDir: string }
  | { readonly kind: 'bare'; readonly root: string; readonly gitDir: string }
  | { readonly kind: 'folder'; readonly root: string }

/** Looks at a local path without running anything. Throws Refusal('repository'). */
export async function findPlace(path: string): Promise<Place> {
  const root = await readableFolder(path)
  if (await exists(join(root, '.git'))) return { kind: 'working', root, gitDir: join(root, '.git') }
  if (await isGitDir(root)) return { kind: 'bare', root, gitDir: root }
  for (let parent = dirname(root); ; parent = dirname(parent)) {
    if ((await isWorkTree(parent)) || (await isGitDir(parent))) throw insideOf(root, parent)
    if (parent === dirname(parent)) return { kind: 'folder', root }
  }
}

async function readableFolder(path: string): Promise<string> {
  try {
    if (!(await stat(path)).isDirectory()) {
      throw new Refusal('repository', `${quoted(path)} is a file.`, 'Give the folder of a repository.')
    }
    const root = await realpath(path)
    await readdir(root)
    return root
  } catch (error) {
    if (error instanceof Refusal || !(error instanceof Error) || !('code' in error)) throw error
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw missing(path, error)
    throw new Refusal(
      'repository',
      `${quoted(path)} cannot be read (${error.code}).`,
      'Let this user read the folder, or give another one.',
      { cause: error },
    )
  }
}

function missing(path: string, cause: Error): Refusal {
  const host = /\/([a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|dev)\/[\w.-]+\/[\w.-]+)$/.exec(path)?.[1]
  const next = host ? `Did you mean https://${host}?` : 'Check the path, or give an https address.'
  return new Refusal('repository', `There is nothing at ${quoted(path)}.`, next, { cause })
}

function insideOf(root: string, outer: string): Refusal {
  return new Refusal(
    'repository',
    `${quoted(root)} lies inside the repository ${quoted(outer)} and is not its root.`,
    `Give ${quoted(outer)} as the repository, and the rest as the part to review.`,
  )
}

async function isWorkTree(folder: string): Promise<boolean> {
  const inside = join(folder, '.git')
  const found = await stat(inside).catch(() => null)
  return found?.isFile() === true || (found?.isDirectory() === true && (await isGitDir(inside)))
}

/** What git itself asks of a repository's folder. */
async function isGitDir(folder: string): Promise<boolean> {
  const kinds = await Promise.all(
    ['objects', 'refs'].map((name) => stat(join(folder, name)).catch(() => null)),
  )
  return kinds.every((kind) => kind?.isDirectory()) && (await exists(join(folder, 'HEAD')))
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null
}
