import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Programs that some tests need; without one its tests are skipped, and the test command says so at its end. */
const wanted = JSON.parse(readFileSync(new URL('programs.json', import.meta.url), 'utf8')) as {
  readonly name: string
  /** A folder of versions, each with its `bin`, that Debian puts on nobody's PATH. */
  readonly versions?: string
}[]

type Name = 'elixir' | 'erl' | 'chromium' | 'openssl' | 'postgres'

/** Where a program of programs.json is on this machine; null where it is not. Throws for one that is not listed there. */
export function pathOf(name: Name): string | null {
  const program = wanted.find((each) => each.name === name)
  if (!program) throw new Error(`${name} is not in test/programs.json`)
  const { versions = '' } = program
  const numbers = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...numbers.map((number) => join(versions, number, 'bin')),
  ]
  for (const folder of folders) {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return join(folder, name)
    } catch {}
  }
  return null
}

/** Whether it is on this machine. */
export function has(name: Name): boolean {
  return pathOf(name) !== null
}
