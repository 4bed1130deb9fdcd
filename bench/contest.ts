import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { openAtHead, type Repository, readSources, sourceEntries } from '../oracle/repositories.ts'
import { root } from '../oracle/root.ts'
import type { Passes } from './children/passes.ts'
import { astGrepRules } from './patterns.ts'
import { measure, type Run } from './process.ts'

/** Compiled beside this file; the command line that is measured is the one of the same sources. */
const built = join(root, 'build')

/** Reads the corpus with our parsers in a fresh process. */
export async function readCorpus(
  folder: string,
  language: 'elixir' | 'all',
  bytes: number,
  passes: number,
  cache = false,
): Promise<Passes> {
  const words = [folder, language, String(bytes), String(passes), ...(cache ? ['cache'] : [])]
  return passesOf(await measure(process.execPath, [join(built, 'bench/children/read.js'), ...words], 'keep'))
}

/** Parses the Elixir part of the corpus with tree-sitter in a fresh process. */
export async function treeSitter(folder: string, bytes: number, passes: number): Promise<Passes> {
  const script = join(built, 'bench/children/tree-sitter.js')
  return passesOf(await measure(process.execPath, [script, folder, String(bytes), String(passes)], 'keep'))
}

/** A whole quick review as somebody types it, from the start of the process to its end. */
export function review(repository: string): Promise<Run> {
  const words = ['review', repository, '--format', 'json', '--fail-on', 'none']
  return measure(process.execPath, [join(built, 'src/cli.js'), ...words])
}

/** ast-grep over the Elixir files of a folder, on every core. `rules` was written by `writeRules`. */
export function astGrep(folder: string, rules: string): Promise<Run> {
  return measure(astGrepBinary(), ['scan', '--rule', rules, '--json=stream', '--no-ignore', 'hidden', folder])
}

export function writeRules(folder: string): string {
  const path = join(folder, 'rules.yml')
  writeFileSync(path, astGrepRules())
  return path
}

/** One expression over the same files. */
export function ripgrep(folder: string): Promise<Run> {
  return measure('rg', ['--count-matches', '(?:GenServer|gen_server)[.:]call', folder])
}

/** What a fetch of the repository costs before anything is read. */
export function clone(repository: string, into: string): Promise<Run> {
  return measure('git', ['clone', '--quiet', '--bare', '--depth', '1', `file://${repository}`, into])
}

/** Seconds to stream the contents of every source file at HEAD through `git cat-file --batch`. */
export async function readBlobs(repository: Repository): Promise<number> {
  const began = performance.now()
  const snapshot = await openAtHead(repository)
  for await (const source of readSources(snapshot, sourceEntries(snapshot, null))) source.bytes.at(-1)
  await snapshot.close()
  return (performance.now() - began) / 1000
}

function passesOf({ stdout }: Run): Passes {
  return JSON.parse(stdout) as Passes
}

/** The package's own start script looks for this file each time; the program alone is what is measured. */
function astGrepBinary(): string {
  const { resolve } = createRequire(import.meta.url)
  const platform = `@ast-grep/cli-${process.platform}-${process.arch}${process.platform === 'linux' ? '-gnu' : ''}`
  return join(dirname(resolve(`${platform}/package.json`)), 'ast-grep')
}
