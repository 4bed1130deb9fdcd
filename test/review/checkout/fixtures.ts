import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { type NetworkPolicy, openSnapshot, parseSource } from '../../../src/review/checkout/index.ts'
import type { OpenOptions, Snapshot, Source } from '../../../src/review/checkout/snapshot.ts'
import { Refusal } from '../../../src/review/refusal.ts'

const made: string[] = []
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** An empty folder, by its real path, that goes when the test file ends. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'distreview-test-')))
  made.push(folder)
  return folder
}

/** The environment of the tests' own git: nobody's configuration, a fixed author and time. */
export const GIT_ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'ana',
  GIT_AUTHOR_EMAIL: 'ana@example.test',
  GIT_AUTHOR_DATE: '2024-01-02T03:04:05Z',
  GIT_COMMITTER_NAME: 'ana',
  GIT_COMMITTER_EMAIL: 'ana@example.test',
  GIT_COMMITTER_DATE: '2024-01-02T03:04:05Z',
}

/** Runs git in a folder and returns what it printed, without the last line break. */
export function git(folder: string, args: readonly string[], input: string | Buffer = ''): string {
  const options = { cwd: folder, env: GIT_ENVIRONMENT, input, maxBuffer: 1 << 28, stdio: 'pipe' } as const
  return execFileSync('git', args, options).toString('utf8').trimEnd()
}

export type Files = Record<string, string | Buffer>

export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

/** Commits everything in the folder and returns the commit's id. */
export function commitAll(folder: string, message = 'change'): string {
  git(folder, ['add', '-A'])
  git(folder, ['commit', '-q', '--allow-empty', '-m', message])
  return git(folder, ['rev-parse', 'HEAD'])
}

/** A working folder named `shop` with one commit on `main`. */
export function repository(files: Files = { 'lib/shop.ex': 'defmodule Shop do\nend\n' }) {
  const folder = join(temporaryFolder(), 'shop')
  mkdirSync(folder)
  git(folder, ['init', '-q', '-b', 'main'])
  writeFiles(folder, files)
  return { folder, commit: commitAll(folder) }
}

export type Asked = Partial<OpenOptions>

/** Opens a path or source as the command line would. */
export function open(what: string | Source, asked: Asked = {}, network?: NetworkPolicy): Promise<Snapshot> {
  const source = typeof what === 'string' ? parseSource(what, 'command-line') : what
  return openSnapshot(source, { ref: null, worktree: false, mirrors: null, ...asked }, network)
}

/** The files of a snapshot with their contents; the snapshot is closed. */
export async function filesOf(snapshot: Snapshot): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for await (const { entry, bytes } of snapshot.read(snapshot.entries))
    files[entry.path] = bytes.toString('latin1')
  await snapshot.close()
  return files
}

/** Everything that a snapshot says, with contents in place of sizes and object ids. */
export async function whole(snapshot: Snapshot) {
  const files = await filesOf(snapshot)
  const { kind, commit, ref, dirty, unreadChanges, webUrl, skipped, notes } = snapshot
  return { kind, commit, ref, dirty, unreadChanges, webUrl, files, skipped, notes }
}

/** The same for an ordinary commit, to be spread over in an expectation. */
export const ORDINARY = {
  kind: 'commit',
  ref: 'main',
  dirty: false,
  unreadChanges: 0,
  webUrl: null,
  skipped: [],
  notes: [],
} as const

/** `code: sentence` of the refusal that the work ends in; anything else fails the test. */
export async function refusalOf(work: () => unknown): Promise<string> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    expect(error.sentence).not.toMatch(/\n|\bat \S+:\d+/)
    return `${error.code}: ${error.sentence}`
  }
  throw new Error('nothing was refused')
}
