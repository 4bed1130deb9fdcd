import { existsSync, readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { openSnapshot, parseSource } from '../src/review/checkout/index.ts'
import type { Entry, Snapshot } from '../src/review/checkout/snapshot.ts'
import { Refusal } from '../src/review/refusal.ts'
import type { Language } from '../src/review/source/form.ts'
import { isSource, languageOf } from '../src/review/source/reading.ts'

/** A git repository, bare or not, somewhere below a folder. */
export interface Repository {
  /** Its path below that folder, without a last `repo` or `.git`. */
  readonly name: string
  readonly path: string
}

/** One source file at HEAD. `text` was decoded as latin1, so offsets are bytes. */
export interface Source {
  readonly path: string
  readonly oid: string
  readonly language: Language
  readonly bytes: Buffer
  readonly text: string
}

const maxDepth = 5

/**
 * Every git repository below a folder, in the order of their names; a repository is not searched for others.
 * Throws a Refusal where there is none.
 */
export function repositoriesBelow(folder: string): readonly Repository[] {
  const root = resolve(folder)
  const found: Repository[] = []
  const search = (path: string, depth: number): void => {
    if (isRepository(path)) {
      const name = relative(root, path).replace(/(^|\/)(repo|[^/]*\.git)$/, (last) =>
        last.endsWith('repo') ? '' : last.replace(/\.git$/, ''),
      )
      found.push({ name: name === '' ? (root.split('/').at(-1) ?? root) : name, path })
      return
    }
    if (depth === maxDepth) return
    for (const child of readdirSync(path, { withFileTypes: true })) {
      if (child.isDirectory() && !child.name.startsWith('.')) search(join(path, child.name), depth + 1)
    }
  }
  if (existsSync(root)) search(root, 0)
  if (found.length === 0)
    throw new Refusal(
      'repository',
      `There is no git repository below ${folder}.`,
      'Name a folder of mirrors.',
    )
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Opens a repository at HEAD with the product's own checkout. The caller closes it. Throws Refusal. */
export function openAtHead({ path }: Repository): Promise<Snapshot> {
  const source = parseSource(path, 'command-line')
  return openSnapshot(source, { ref: null, worktree: false, mirrors: null })
}

/** The source files of a snapshot in one language, or (null) in both. */
export function sourceEntries(snapshot: Snapshot, language: Language | null): Entry[] {
  return snapshot.entries.filter(
    ({ path }) => isSource(path) && (language === null || languageOf(path) === language),
  )
}

/** Streams the contents of entries that `sourceEntries` gave. */
export async function* readSources(snapshot: Snapshot, entries: readonly Entry[]): AsyncGenerator<Source> {
  for await (const { entry, bytes } of snapshot.read(entries)) {
    const language = languageOf(entry.path)
    if (language === null) continue
    yield { path: entry.path, oid: entry.oid ?? '', language, bytes, text: bytes.toString('latin1') }
  }
}

function isRepository(path: string): boolean {
  if (existsSync(join(path, '.git'))) return true
  return ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(path, name)))
}
