import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../src/review/rules/', import.meta.url))

/** A file of an example, as if it stood at `path` in somebody's repository. */
export interface FixtureFile {
  readonly file: string
  readonly path: string
  readonly text: string
}

/** One example of a rule, a program of its own: a file at a neutral path, or a folder whose files stand as they lie there. */
export interface Fixture {
  /** `quorum-not-majority/bad.erl`, for titles. */
  readonly name: string
  /** The rule that it is an example of. */
  readonly rule: string
  readonly bad: boolean
  readonly files: readonly FixtureFile[]
}

export interface RuleFolder {
  readonly id: string
  readonly family: string
  readonly files: readonly string[]
  readonly page: string | null
  readonly fixtures: readonly Fixture[]
}

const example = /^(bad|good)(-[a-z-]+)?(\.(ex|erl))?$/

/** Every folder that holds a rule or the page of a hazard, by what is in it. */
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
        fixtures: files.filter((file) => example.test(file)).map((file) => fixture(folder, id, file)),
      })
    }
  }
  return found
}

function fixture(folder: string, rule: string, name: string): Fixture {
  const place = join(folder, name)
  const files = name.endsWith('.ex')
    ? [read(place, 'lib/fixture.ex')]
    : name.endsWith('.erl')
      ? [read(place, 'src/fixture.erl')]
      : filesBelow(place).map((file) => read(file, relative(place, file)))
  return { name: `${rule}/${name}`, rule, bad: name.startsWith('bad'), files }
}

function read(file: string, path: string): FixtureFile {
  return { file, path, text: readFileSync(file, 'utf8') }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && basename(entry.name) !== 'README.md')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function foldersIn(parent: string): string[] {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}
