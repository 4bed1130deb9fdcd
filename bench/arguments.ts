import { parseArgs } from 'node:util'
import { Refusal } from '../src/review/refusal.ts'

export const help = `npm run bench -- --mirrors DIR [--bytes 50000000] [--rounds 3] [--json]
  Measures reading, parsing and whole reviews of the source files at HEAD of the git repositories below DIR, up to
  --bytes of them, and others on the same files in the same run. Prints medians and ratios.
  --large N          repositories with more than N bytes of Elixir are also reviewed one by one (default: 3000000)
`

export interface Options {
  readonly mirrors: string
  readonly bytes: number
  readonly rounds: number
  readonly large: number
  readonly json: boolean
}

/** Reads the words after `npm run bench --`; null where help was asked for. Throws a Refusal('usage'). */
export function readArguments(words: readonly string[]): Options | null {
  const { mirrors, bytes, rounds, large, json, help: asked } = parse(words)
  if (asked) return null
  if (mirrors === undefined) throw usage('`--mirrors` is needed: a folder with git repositories in it.')
  return {
    mirrors,
    bytes: wholeNumber('--bytes', bytes ?? '50000000'),
    rounds: wholeNumber('--rounds', rounds ?? '3'),
    large: wholeNumber('--large', large ?? '3000000'),
    json: json ?? false,
  }
}

function parse(words: readonly string[]) {
  const options = {
    mirrors: { type: 'string' },
    bytes: { type: 'string' },
    rounds: { type: 'string' },
    large: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const
  try {
    return parseArgs({ args: [...words], options }).values
  } catch (error) {
    throw usage(`${(error as Error).message.split(/\. |\n/)[0]?.replace(/\.$/, '')}.`)
  }
}

function wholeNumber(option: string, given: string): number {
  if (/^[1-9]\d{0,8}$/.test(given)) return Number(given)
  throw usage(`\`${option}\` is a whole number above 0; got \`${given}\`.`)
}

function usage(problem: string): Refusal {
  return new Refusal('usage', problem, 'See `npm run bench -- --help`.')
}
