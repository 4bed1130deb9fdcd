import { type NetworkPolicy, openSnapshot } from '../../checkout/index.ts'
import type { Source } from '../../checkout/snapshot.ts'
import { watchedAtoms } from '../../rules/index.ts'
import { documentLimit, isDocument } from '../../source/program/deployment/paths.ts'
import { pathClass } from '../../source/program/path-class.ts'
import { Program, type SourceFile } from '../../source/program/program.ts'
import { languageOf, readSource } from '../../source/reading.ts'
import { type Shown, shownBy } from './shown.ts'
import { shownFacts } from './shown-facts.ts'

interface Reading {
  readonly source: Source
  /** null: HEAD. */
  readonly ref: string | null
  /** Where mirrors of remote repositories are kept; null fetches into a temporary one. */
  readonly mirrors: string | null
  readonly network?: NetworkPolicy
  readonly signal?: AbortSignal
}

/** What of a repository answers the use case, and at which commit; null for a folder without git. */
export interface RepositoryShown {
  readonly commit: string | null
  readonly shown: readonly Shown[]
}

/**
 * Reads the project files, configuration and deployment documents of a repository at one commit, not its modules.
 * Rejects with a Refusal where it cannot be opened.
 */
export async function readRepository({
  source,
  ref,
  mirrors,
  network,
  signal,
}: Reading): Promise<RepositoryShown> {
  const snapshot = await openSnapshot(source, { ref, worktree: false, mirrors, signal }, network)
  try {
    const wanted = snapshot.entries.filter(
      ({ path, size }) => size <= documentLimit && speaksOfSurroundings(path),
    )
    const files: SourceFile[] = []
    const documents: SourceFile[] = []
    for await (const { entry, bytes } of snapshot.read(wanted)) {
      const read = readSource({ path: entry.path, bytes, inScope: true, judged: true })
      if ('reason' in read) continue
      if (read.kind === 'document') documents.push(read.file)
      else files.push(read.file)
    }
    return {
      commit: snapshot.commit,
      shown: shownBy(shownFacts(new Program(files, watchedAtoms, documents))),
    }
  } finally {
    await snapshot.close()
  }
}

function speaksOfSurroundings(path: string): boolean {
  if (pathClass(path) !== 'service')
    return (
      /(?:^|\/)(?:mix\.exs|rebar\.config)$/.test(path) &&
      pathClass(path) !== 'test' &&
      pathClass(path) !== 'vendored'
    )
  if (isDocument(path)) return true
  return (
    languageOf(path) !== null &&
    /(?:^|\/)(?:mix\.exs|mix\.lock|rebar\.(?:config|lock)|(?:.*\.)?sys\.config(?:\.src)?|config\/[^/]+\.exs)$/.test(
      path,
    )
  )
}
