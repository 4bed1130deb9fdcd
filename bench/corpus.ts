import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openAtHead, readSources, repositoriesBelow, sourceEntries } from '../oracle/repositories.ts'
import type { Language } from '../src/review/source/form.ts'

/** One file of the corpus: where its bytes stand in corpus.bin. */
export interface CorpusFile {
  readonly path: string
  readonly language: Language
  readonly offset: number
  readonly size: number
}

/** A file as a parser takes it; decoded as latin1. */
export interface CorpusText {
  readonly path: string
  readonly language: Language
  readonly text: string
}

interface Picked {
  readonly path: string
  readonly language: Language
  readonly bytes: Buffer
  readonly order: string
}

/**
 * Lays out up to `bytes` bytes of source below `folder`, the same ones whenever the repositories are the same: as
 * corpus.bin with corpus.json for parsers, and as a git repository `whole/` with one commit for programs. Files come
 * in the order of their hashes, so that any beginning of the corpus is a mixture of all repositories; copies are left out.
 */
export async function layOut(mirrors: string, folder: string, bytes: number): Promise<readonly CorpusFile[]> {
  const picked = new Map<string, Picked>()
  for (const repository of repositoriesBelow(mirrors)) {
    const snapshot = await openAtHead(repository)
    for await (const source of readSources(snapshot, sourceEntries(snapshot, null))) {
      const order = createHash('sha1').update(source.bytes).digest('hex')
      const path = `${repository.name.replaceAll('/', '+')}/${source.path}`
      picked.set(order, { path, language: source.language, bytes: source.bytes, order })
    }
    await snapshot.close()
  }
  const files: CorpusFile[] = []
  const parts: Buffer[] = []
  let offset = 0
  for (const file of [...picked.values()].sort((a, b) => (a.order < b.order ? -1 : 1))) {
    if (offset + file.bytes.length > bytes) continue
    files.push({ path: file.path, language: file.language, offset, size: file.bytes.length })
    parts.push(file.bytes)
    offset += file.bytes.length
    write(join(folder, 'whole', file.path), file.bytes)
  }
  writeFileSync(join(folder, 'corpus.bin'), Buffer.concat(parts))
  writeFileSync(join(folder, 'corpus.json'), JSON.stringify(files))
  commit(join(folder, 'whole'))
  return files
}

/** The first `bytes` bytes of the corpus in one language, or (null) in both. */
export function loadCorpus(folder: string, language: Language | null, bytes: number): CorpusText[] {
  const all = readFileSync(join(folder, 'corpus.bin'))
  const files = JSON.parse(readFileSync(join(folder, 'corpus.json'), 'utf8')) as CorpusFile[]
  const texts: CorpusText[] = []
  for (const { path, language: of, offset, size } of files) {
    if (offset + size > bytes) break
    if (language === null || of === language)
      texts.push({ path, language: of, text: all.toString('latin1', offset, offset + size) })
  }
  return texts
}

/** Checks the Elixir files of a repository out into a folder. @returns their bytes. */
export async function checkOutElixir(
  repository: { readonly name: string; readonly path: string },
  folder: string,
): Promise<number> {
  const snapshot = await openAtHead(repository)
  let size = 0
  for await (const { path, bytes } of readSources(snapshot, sourceEntries(snapshot, 'elixir'))) {
    write(join(folder, path), bytes)
    size += bytes.length
  }
  await snapshot.close()
  return size
}

function write(path: string, bytes: Buffer): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}

function commit(folder: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: folder, stdio: ['ignore', 'ignore', 2] })
  git('init', '-q', '-b', 'main')
  // Attributes and ignored names of the files' own repositories must not decide what is in it.
  git('-c', 'core.autocrlf=false', 'add', '-A', '-f')
  git('-c', 'user.name=bench', '-c', 'user.email=bench@example.test', 'commit', '-q', '-m', 'corpus')
}
