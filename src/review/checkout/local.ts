import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'
import { webUrlOfOrigin } from './address.ts'
import { readBlobs } from './blobs.ts'
import { commitAt, headBranch, pinLocal } from './commit.ts'
import { readFiles } from './files.ts'
import { listFolder } from './folder.ts'
import { type Bounds, runGit } from './git.ts'
import type { Repository } from './hardening.ts'
import { heldStill } from './held.ts'
import { LIMITS } from './limits.ts'
import { findPlace, type Place } from './place.ts'
import type { OpenOptions, Snapshot, Source } from './snapshot.ts'
import { listTree } from './tree.ts'
import { countChanges, listWorktree } from './worktree.ts'

type Local = Extract<Source, { kind: 'local' }>

/** Opens a local path: a commit of a repository, a working folder as it is, or a folder without git. */
export async function openLocal(source: Local, options: OpenOptions): Promise<Snapshot> {
  const place = await findPlace(source.path)
  if (place.kind === 'folder') return openFolder(source.name, place.root, options)
  const { repository, shallow, gitDir } = await describe(source.name, place, options.signal)
  const webUrl = await originOf(repository, boundsOf(options))
  await refuseBorrowed(source.name, gitDir)
  if (!options.worktree) return openCommit(repository, shallow, webUrl, options)
  if (place.kind === 'bare') throw noWorkingFolder(`${source.name} is a bare repository`)
  if (options.ref !== null) {
    const next = 'Leave out the one or the other.'
    throw new Refusal('ref', 'A ref and the working folder as it is cannot both be read.', next)
  }
  return openWorktree(repository, place.root, webUrl, options)
}

async function openFolder(name: string, root: string, options: OpenOptions): Promise<Snapshot> {
  if (options.worktree) throw noWorkingFolder(`${name} is a folder without git`)
  if (options.ref !== null) {
    const problem = `${name} is a folder without git, so it has no branches, tags or commits.`
    throw new Refusal('ref', problem, 'Leave out the ref to read the folder as it is.')
  }
  const listing = await listFolder(root, options.signal)
  return heldStill({
    name,
    kind: 'folder',
    listing,
    read: (entries) => readFiles(root, entries, listing.notes, options.signal),
  })
}

async function openCommit(
  repository: Repository,
  shallow: boolean,
  webUrl: string | null,
  options: OpenOptions,
): Promise<Snapshot> {
  const bounds = boundsOf(options)
  const pinned = await pinLocal(repository, options.ref, shallow, bounds)
  const listing = await listTree(repository, pinned.commit, options.signal)
  listing.notes.push(...pinned.notes)
  if (shallow) listing.notes.push('This is a shallow clone: its history is not all there.')
  let changes: number | null = 0
  if (repository.workTree && (await commitAt(repository, 'HEAD', bounds)) === pinned.commit) {
    changes = await countChanges(repository, options.signal)
    if (changes === null) listing.notes.push(UNCOUNTED)
  }
  return heldStill({
    name: repository.name,
    kind: 'commit',
    commit: pinned.commit,
    ref: pinned.ref,
    unreadChanges: changes ?? 0,
    webUrl,
    listing,
    read: (entries) => readBlobs(repository, entries, options.signal),
  })
}

const UNCOUNTED =
  'Uncommitted changes were not counted: a filter in the configuration of this repository cannot be switched off.'

async function openWorktree(
  repository: Repository,
  root: string,
  webUrl: string | null,
  options: OpenOptions,
): Promise<Snapshot> {
  const bounds = boundsOf(options)
  const listing = await listWorktree(repository, root, options.signal)
  const changes = await countChanges(repository, options.signal)
  if (changes === null) listing.notes.push(UNCOUNTED)
  return heldStill({
    name: repository.name,
    kind: 'worktree',
    commit: await commitAt(repository, 'HEAD', bounds),
    ref: await headBranch(repository, bounds),
    // What could not be compared must not pass for the commit.
    dirty: changes !== 0,
    webUrl,
    listing,
    read: (entries) => readFiles(root, entries, listing.notes, options.signal),
  })
}

/** Asks git which folders belong to the repository; a `.git` file and linked working folders lead elsewhere. */
async function describe(name: string, place: Exclude<Place, { kind: 'folder' }>, signal?: AbortSignal) {
  const workTree = place.kind === 'working' ? place.root : null
  const repository: Repository = { name, gitDir: place.gitDir, workTree, settings: [], transport: 'none' }
  const args = ['rev-parse', '--path-format=absolute', '--git-common-dir', '--is-shallow-repository']
  const answer = await runGit(repository, args, { signal, seconds: LIMITS.localSeconds })
  const [gitDir, shallow, ...more] = answer.split('\n')
  if (!gitDir || more.length > 0)
    throw new Refusal('repository', `${name} has a path that cannot be used.`, 'Move it.')
  return { repository, gitDir, shallow: shallow === 'true' }
}

/** Objects borrowed from another store by a file in this one would let it show what lies anywhere on the disk. */
async function refuseBorrowed(name: string, gitDir: string): Promise<void> {
  const path = join(gitDir, 'objects', 'info', 'alternates')
  if ((await lstat(path).catch(() => null)) === null) return
  const text = await readFile(path, 'utf8').catch(() => 'unreadable')
  if (text.trim() === '') return
  throw new Refusal(
    'repository',
    `${name} borrows objects from another store (objects/info/alternates), which is not followed.`,
    'Run `git repack -a -d` in it and remove that file, or clone it without --shared or --reference.',
  )
}

async function originOf(repository: Repository, bounds: Bounds): Promise<string | null> {
  const origin = await runGit(repository, ['config', '--get', 'remote.origin.url'], bounds)
  return webUrlOfOrigin(origin)
}

function noWorkingFolder(problem: string): Refusal {
  return new Refusal(
    'repository',
    `${problem}: it has no working folder to compare.`,
    'Leave out the wish for the working folder.',
  )
}

function boundsOf(options: OpenOptions): Bounds {
  return { signal: options.signal, seconds: LIMITS.localSeconds }
}
