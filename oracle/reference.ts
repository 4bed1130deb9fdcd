import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { Refusal } from '../src/review/refusal.ts'
import type { Language } from '../src/review/source/form.ts'
import type { Verdict } from './verdict.ts'

/** A language's own parser, run as a program that answers each path on stdin with one line. */
export interface Reference {
  readonly language: Language
  readonly command: string
  readonly args: readonly string[]
  /** The Debian package that has it. */
  readonly package: string
  /** Holds its answer for a file against ours. `text` was decoded as latin1. */
  compare(answer: string, text: string): Verdict
}

/**
 * The answers for files on disk, in their order, one at a time. Throws a Refusal where the program is not there, and
 * an Error where it ends before it has answered all.
 */
export async function* answersOf(reference: Reference, paths: readonly string[]): AsyncGenerator<string> {
  if (paths.length === 0) return
  const { command, args } = reference
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  const failed = once(child, 'error').then(([error]) => error as NodeJS.ErrnoException)
  if (child.pid === undefined) throw missing(reference, await failed)
  // It may end before it has read all; that is told below.
  child.stdin.on('error', () => {})
  child.stdin.end(paths.map((path) => `${path}\n`).join(''))
  try {
    let answered = 0
    for await (const line of linesOf(child.stdout)) {
      answered++
      yield line
    }
    if (answered < paths.length)
      throw new Error(`${command} ended after ${answered} of ${paths.length} files, at ${paths[answered]}`)
  } finally {
    child.kill()
  }
}

/** Lines that end in a line feed alone: a name may hold any other kind of line break. */
async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let open: Buffer[] = []
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      yield Buffer.concat([...open, chunk.subarray(from, at)]).toString('utf8')
      open = []
      from = at + 1
    }
    if (from < chunk.length) open.push(chunk.subarray(from))
  }
}

function missing(reference: Reference, cause: Error): Refusal {
  const problem = `The program \`${reference.command}\`, the ${reference.language} parser to compare with, cannot be started.`
  return new Refusal('configuration', problem, `apt-get install ${reference.package}`, { cause })
}
