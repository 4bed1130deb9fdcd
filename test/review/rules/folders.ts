import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../src/review/rules/', import.meta.url))

/** One example file of a rule: a program of its own, as if it stood at `path` in somebody's repository. */
export interface Fixture {
  /** `quorum-not-majority/bad.erl`, for titles. */
  readonly name: string
  readonly file: string
  readonly language: 'elixir' | 'erlang'
  /** Neutral, so that no rule judges it by its place. */
  readonly path: string
  /** Decoded as latin1: offsets are bytes. */
  readonly text: string
}

export interface RuleFolder {
  readonly id: string
  readonly family: string
  readonly files: readonly string[]
  readonly page: string | null
  readonly fixtures: readonly Fixture[]
}

/** Every folder that holds a rule, by what is in it. */
export function ruleFolders(): RuleFolder[] {
  const found: RuleFolder[] = []
  for (const family of foldersIn(root)) {
    for (const id of foldersIn(join(root, family))) {
      const folder = join(root, family, id)
      const files = readdirSync(folder)
      const page = join(folder, 'README.md')
      found.push({
        id,
        family,
        files,
        page: existsSync(page) ? readFileSync(page, 'utf8') : null,
        fixtures: files
          .filter((file) => /^(bad|good)(-[a-z-]+)?\.(ex|erl)$/.test(file))
          .map((file) => fixture(folder, id, file)),
      })
    }
  }
  return found
}

function fixture(folder: string, id: string, name: string): Fixture {
  const language = name.endsWith('.ex') ? 'elixir' : 'erlang'
  const file = join(folder, name)
  return {
    name: `${id}/${name}`,
    file,
    language,
    path: language === 'elixir' ? 'lib/fixture.ex' : 'src/fixture.erl',
    text: readFileSync(file, 'latin1'),
  }
}

function foldersIn(parent: string): string[] {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}
