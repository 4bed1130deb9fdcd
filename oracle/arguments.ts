import { parseArgs } from 'node:util'
import { Refusal } from '../src/review/refusal.ts'
import type { Language } from '../src/review/source/form.ts'

export const help = `npm run oracle -- --mirrors DIR [--language elixir|erlang] [--limit N]
  Reads every .ex, .exs, .erl, .hrl and .escript file at HEAD of each git repository below DIR with our parsers and
  with the languages' own, and lists where they differ. Exit 1 where something differs that no later construct explains.
  --limit N          at most N files of each language in each repository

npm run oracle -- --mirrors DIR --call-sites N --repositories a,b,c [--seed S]
  Prints N call sites of these repositories, drawn by the seed, as a Markdown table with what each was resolved to.
`

export type Command =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'compare'
      readonly mirrors: string
      readonly languages: readonly Language[]
      readonly limit: number
    }
  | {
      readonly kind: 'call-sites'
      readonly mirrors: string
      readonly count: number
      readonly seed: number
      /** Names of repositories, or the parts of them after the last `+` or `/`. */
      readonly repositories: readonly string[]
    }

/** Reads the words after `npm run oracle --`. Throws a Refusal('usage'). */
export function readArguments(words: readonly string[]): Command {
  const values = parse(words)
  if (values.help) return { kind: 'help' }
  const { mirrors, language } = values
  if (mirrors === undefined) throw usage('`--mirrors` is needed: a folder with git repositories in it.')
  if (values['call-sites'] !== undefined) {
    const repositories = (values.repositories ?? '').split(',').filter((name) => name !== '')
    if (repositories.length === 0) throw usage('`--call-sites` needs `--repositories a,b,c`.')
    const count = wholeNumber('--call-sites', values['call-sites'])
    return {
      kind: 'call-sites',
      mirrors,
      count,
      seed: wholeNumber('--seed', values.seed ?? '1'),
      repositories,
    }
  }
  if (language !== undefined && language !== 'elixir' && language !== 'erlang')
    throw usage(`\`--language\` is elixir or erlang; got \`${language}\`.`)
  const limit = values.limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber('--limit', values.limit)
  return { kind: 'compare', mirrors, languages: language ? [language] : ['elixir', 'erlang'], limit }
}

function parse(words: readonly string[]) {
  const options = {
    mirrors: { type: 'string' },
    language: { type: 'string' },
    limit: { type: 'string' },
    'call-sites': { type: 'string' },
    repositories: { type: 'string' },
    seed: { type: 'string' },
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
  return new Refusal('usage', problem, 'See `npm run oracle -- --help`.')
}
