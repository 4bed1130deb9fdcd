import { describe, expect, test } from 'vitest'
import { watchedAtoms } from '../../../src/review/rules/index.ts'
import { judge } from '../../../src/review/rules/judge.ts'
import { programOf } from '../source/program/build.ts'
import { type FixtureFile, ruleFolders } from './folders.ts'

const examples = ruleFolders()
  .flatMap(({ fixtures }) => fixtures)
  .filter(({ bad, files }) => bad && files.length === 1)
  .map(({ name, files }) => ({ name, file: files[0] as FixtureFile }))

/** Every finding's rule and fingerprints, whatever its lines. */
async function fingerprints(path: string, text: string): Promise<string[]> {
  const { findings } = await judge(programOf({ [path]: text }, watchedAtoms))
  return findings
    .map(({ rule, fingerprint, symbolFingerprint }) => `${rule} ${fingerprint} ${symbolFingerprint}`)
    .sort()
}

const comment = (path: string) => (path.endsWith('.erl') ? '%%' : '#')

/** Lines above everything. */
function moved(path: string, text: string): string {
  const line = `${comment(path)} A line that says nothing.\n`
  return line.repeat(7) + text
}

/** Twice the indentation, and a blank line after each comment. */
function reformatted(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/^ +/, (blanks) => blanks + blanks))
    .join('\n')
}

/** A function beside the others, whose name is somebody's choice. */
function withNeighbour(path: string, text: string, name: string): string {
  return path.endsWith('.erl')
    ? `${text}\n${name}(Item) -> {kept, Item}.\n`
    : text.replace(/\nend\s*$/, `\n\n  def ${name}(item), do: {:kept, item}\nend\n`)
}

describe('a finding keeps its fingerprints', () => {
  test.each(examples)('$name: when lines are inserted above', async ({ file: { path, text } }) => {
    expect(await fingerprints(path, moved(path, text))).toEqual(await fingerprints(path, text))
  })

  test.each(examples)('$name: when the file is formatted anew', async ({ file: { path, text } }) => {
    expect(await fingerprints(path, reformatted(text))).toEqual(await fingerprints(path, text))
  })

  test.each(examples)('$name: when a neighbour is renamed', async ({ file: { path, text } }) => {
    const before = await fingerprints(path, withNeighbour(path, text, 'keep'))
    expect(await fingerprints(path, withNeighbour(path, text, 'retain'))).toEqual(before)
  })
})
