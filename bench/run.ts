import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '../src/review/refusal.ts'
import { help, readArguments } from './arguments.ts'
import { bench } from './bench.ts'
import { estimates } from './expert.ts'
import { table } from './result.ts'

interface Streams {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** No model is asked: what the expert of the product would cost, by a stated method. */
async function estimateExpert(repositories: readonly string[], { out, err }: Streams): Promise<number> {
  try {
    out(await estimates(repositories))
    return 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    err(`${error.sentence}\n`)
    return error.code === 'usage' ? 2 : 3
  }
}

/** Runs one command. @returns the exit code: 2 where it could not be run. */
export async function run(words: readonly string[], { out, err }: Streams): Promise<number> {
  if (words[0] === 'expert') return estimateExpert(words.slice(1), { out, err })
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
