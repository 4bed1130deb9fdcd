import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answersOf, type Reference } from './reference.ts'
import { openAtHead, type Repository, readSources, sourceEntries } from './repositories.ts'
import type { Verdict } from './verdict.ts'

/** One file of a repository, its source and what came of it. */
export interface Compared {
  readonly path: string
  readonly text: string
  readonly verdict: Verdict
}

/**
 * Reads every file of one language at HEAD with our parser and with the language's own, `limit` files at most.
 * Their program reads from disk, so the files are written to a temporary folder that is removed afterwards.
 */
export async function* compareRepository(
  repository: Repository,
  reference: Reference,
  limit: number,
): AsyncGenerator<Compared> {
  const folder = mkdtempSync(join(tmpdir(), 'distreview-oracle-'))
  const snapshot = await openAtHead(repository)
  try {
    const written: { path: string; text: string; copy: string }[] = []
    const entries = sourceEntries(snapshot, reference.language).slice(0, limit)
    for await (const { path, text, bytes } of readSources(snapshot, entries)) {
      const copy = join(folder, `${written.length}.${path.split('.').at(-1)}`)
      writeFileSync(copy, bytes)
      written.push({ path, text, copy })
    }
    let at = 0
    const copies = written.map(({ copy }) => copy)
    for await (const answer of answersOf(reference, copies)) {
      const file = written[at++]
      if (file) yield { path: file.path, text: file.text, verdict: reference.compare(answer, file.text) }
    }
  } finally {
    await snapshot.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
