import { readFileSync } from 'node:fs'
import { findProgram, type Program } from './find-program.mjs'

/** Programs that some tests need; without one its tests are skipped, and the test command says so at its end. */
const wanted = JSON.parse(readFileSync(new URL('programs.json', import.meta.url), 'utf8')) as Program[]

type Name = 'elixir' | 'erl' | 'chromium' | 'openssl' | 'postgres'

/** Where a program of programs.json is on this machine; null where it is not. Throws for one that is not listed there. */
export function pathOf(name: Name): string | null {
  const program = wanted.find((each) => each.name === name)
  if (!program) throw new Error(`${name} is not in test/programs.json`)
  return findProgram(program)
}

/** Whether it is on this machine. */
export function has(name: Name): boolean {
  return pathOf(name) !== null
}
