import { accessSync, constants, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Programs that some tests need; without one its tests are skipped, and the test command says so at its end. */
const wanted = JSON.parse(readFileSync(new URL('programs.json', import.meta.url), 'utf8')) as {
  name: string
}[]

/** Whether a program of programs.json is on this machine. Throws for one that is not listed there. */
export function has(name: 'elixir' | 'erl' | 'chromium' | 'openssl'): boolean {
  if (!wanted.some((program) => program.name === name))
    throw new Error(`${name} is not in test/programs.json`)
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
