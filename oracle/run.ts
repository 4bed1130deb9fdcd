import { Refusal } from '../src/review/refusal.ts'
import type { Language } from '../src/review/source/form.ts'
import { type Command, help, readArguments } from './arguments.ts'
import { callSites } from './call-sites.ts'
import { compareRepository } from './compare.ts'
import { elixir } from './elixir.ts'
import { erlang } from './erlang.ts'
import type { Reference } from './reference.ts'
import { repositoriesBelow } from './repositories.ts'
import { Tally } from './tally.ts'

/** The parser to compare with, of each language. */
const own: Record<Language, Reference> = { elixir, erlang }

/**
 * Runs one command; `out` takes what it prints. `references` are the languages' own parsers unless others are given.
 * @returns the exit code: 1 something differs, 2 it could not be run.
 */
export async function run(
  words: readonly string[],
  out: (text: string) => void,
  references: Record<Language, Reference> = own,
): Promise<number> {
  try {
    const command = readArguments(words)
    if (command.kind === 'help') out(help)
    else if (command.kind === 'call-sites') out(await callSites(command))
    else return await compare(command, out, references)
    return 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    out(`${error.sentence}\n`)
    return 2
  }
}

async function compare(
  { mirrors, languages, limit }: Command & { kind: 'compare' },
  out: (text: string) => void,
  references: Record<Language, Reference>,
): Promise<number> {
  const repositories = repositoriesBelow(mirrors)
  let differing = 0
  for (const language of languages) {
    const all = new Tally(`all ${language}`)
    out(Tally.heading(language))
    for (const repository of repositories) {
      const one = new Tally(repository.name)
      for await (const file of compareRepository(repository, references[language], limit)) {
        one.add(file)
        all.add(file)
      }
      if (one.files > 0) out(one.row() + one.details())
    }
    out(all.row() + all.constructs())
    differing += all.differing
  }
  out(differing === 0 ? '\nNothing differs.\n' : `\n${differing} places differ.\n`)
  return differing === 0 ? 0 : 1
}
