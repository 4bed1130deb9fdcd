import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Refusal } from '../../src/review/refusal.ts'
import { seeded } from '../random.ts'
import { mirrorCorpus, ownCorpus } from './corpus.ts'
import { type Fuzzed, fuzz } from './fuzz.ts'

const help = `npm run fuzz -- [--mirrors DIR] [--runs 100000] [--seed N] [--failures DIR]
  Reads inputs that a seed decides: changed files (of the repositories below --mirrors, else our own fixtures), tokens
  in any order, nested code. None may throw or take over a second, and every range must lie in the file.
  --failures DIR     writes each failing input, made as small as it gets, to DIR/<language>/
`

/** Runs one command; `out` takes what it prints. @returns the exit code: 1 a promise is broken, 2 it could not be run. */
export async function run(words: readonly string[], out: (text: string) => void): Promise<number> {
  try {
    const { mirrors, runs, seed, failures, asked } = readArguments(words)
    if (asked) {
      out(help)
      return 0
    }
    out(`seed ${seed}\n`)
    const corpus = mirrors === undefined ? ownCorpus() : await mirrorCorpus(mirrors, seeded(seed))
    out(`corpus ${corpus.elixir.length} Elixir and ${corpus.erlang.length} Erlang files\n`)
    const began = performance.now()
    const progress = (done: number) => {
      if (done % 10_000 === 0) out(`  ${done.toLocaleString('en')} inputs\n`)
    }
    const fuzzed = fuzz(corpus, runs, seed, { progress })
    out(printed(fuzzed, (performance.now() - began) / 1000))
    if (failures !== undefined) write(fuzzed, failures)
    return fuzzed.failures.length === 0 ? 0 : 1
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    out(`${error.sentence}\n`)
    return 2
  }
}

function readArguments(words: readonly string[]) {
  const { mirrors, runs, seed, failures, help: asked } = parse(words)
  return {
    mirrors,
    failures,
    asked,
    runs: wholeNumber('--runs', runs ?? '100000'),
    seed: seed === undefined ? Date.now() % 1_000_000 : wholeNumber('--seed', seed),
  }
}

function parse(words: readonly string[]) {
  const options = {
    mirrors: { type: 'string' },
    runs: { type: 'string' },
    seed: { type: 'string' },
    failures: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const
  try {
    return parseArgs({ args: [...words], options }).values
  } catch (error) {
    throw usage(`${(error as Error).message.split(/\. |\n/)[0]?.replace(/\.$/, '')}.`)
  }
}

function wholeNumber(option: string, given: string): number {
  if (!/^\d{1,9}$/.test(given)) throw usage(`\`${option}\` is a whole number; got \`${given}\`.`)
  return Number(given)
}

function usage(problem: string): Refusal {
  return new Refusal('usage', problem, 'See `npm run fuzz -- --help`.')
}

function printed({ inputs, bytes, slowest, failures }: Fuzzed, seconds: number): string {
  const figures = `${inputs.toLocaleString('en')} inputs, ${(bytes / 1e6).toFixed(1)} MB, in ${seconds.toFixed(1)} s; the slowest took ${slowest.toFixed(0)} ms\n`
  if (failures.length === 0) return `${figures}No promise is broken.\n`
  const lines = failures.map(
    ({ language, broken, input, times }) =>
      `\n${language}, ${times} times: ${broken.detail}\n  ${JSON.stringify(input.length > 2000 ? `${input.slice(0, 2000)}…` : input)}\n`,
  )
  return `${figures}${failures.length} promises are broken.\n${lines.join('')}`
}

function write({ failures }: Fuzzed, folder: string): void {
  for (const [index, { language, broken, input }] of failures.entries()) {
    const name = `${index}-${broken.kind.replace(/[^a-zA-Z]+/g, '-').slice(0, 60)}`
    mkdirSync(join(folder, language), { recursive: true })
    writeFileSync(join(folder, language, name), input, 'latin1')
  }
}
