import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../../src/review/source/form.ts'
import { isSource, languageOf } from '../../src/review/source/reading.ts'
import { draw, type Random } from '../random.ts'
import { openAtHead, readSources, repositoriesBelow, sourceEntries } from '../repositories.ts'
import { root } from '../root.ts'

/** Texts to make changes to, decoded as latin1. */
export type Corpus = Record<Language, string[]>

/** Longer files take their time without showing more. */
const maxBytes = 60_000
/** Files of a language, so that all fit into memory. */
const maxFiles = 3000

/** Our own fixtures and examples. */
export function ownCorpus(): Corpus {
  const corpus: Corpus = { elixir: [], erlang: [] }
  for (const folder of ['examples', 'test/review/source', 'src/review/rules']) {
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      const language = isSource(path) ? languageOf(path) : null
      if (language) corpus[language].push(readFileSync(join(root, folder, path), 'latin1'))
    }
  }
  return corpus
}

/** Files of the repositories below a folder, drawn by the seed. Throws Refusal. */
export async function mirrorCorpus(mirrors: string, random: Random): Promise<Corpus> {
  const corpus: Corpus = { elixir: [], erlang: [] }
  for (const repository of repositoriesBelow(mirrors)) {
    const snapshot = await openAtHead(repository)
    const entries = sourceEntries(snapshot, null).filter(({ size }) => size > 0 && size <= maxBytes)
    for await (const { language, text } of readSources(snapshot, entries)) corpus[language].push(text)
    await snapshot.close()
  }
  return { elixir: draw(corpus.elixir, maxFiles, random), erlang: draw(corpus.erlang, maxFiles, random) }
}
