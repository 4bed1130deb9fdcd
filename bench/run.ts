import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '../src/review/refusal.ts'
import { help, readArguments } from './arguments.ts'
import { bench } from './bench.ts'
import { table } from './result.ts'

interface Streams {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** Runs one command. @returns the exit code: 2 where it could not be run. */
export async function run(words: readonly string[], { out, err }: Streams): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'distreview-bench-'))
  try {
    const options = readArguments(words)
    if (options === null) {
      out(help)
      return 0
    }
    const result = await bench(options, folder, (text) => err(`${text}\n`))
    out(options.json ? `${JSON.stringify(result, null, 2)}\n` : table(result))
    return 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    err(`${error.sentence}\n`)
    return 2
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
