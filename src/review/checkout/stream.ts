import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { failureOf, GitFailure } from './failure.ts'
import type { Bounds } from './git.ts'
import { environmentOf, type Repository, settingsOf } from './hardening.ts'
import { LIMITS } from './limits.ts'

/**
 * Runs one git command and yields its output as it comes, in bytes: simple-git holds all of it and decodes names as
 * UTF-8. Same settings and environment as runGit. `input` lines go to its standard input. Leaving the loop early
 * ends the process; `bounds.seconds` is how long git may be silent. Throws GitFailure.
 */
export async function* streamGit(
  repository: Repository,
  args: readonly string[],
  bounds: Bounds,
  input: Iterable<string> = [],
): AsyncGenerator<Buffer, void> {
  if (bounds.signal?.aborted) throw new GitFailure('stopped', 'stopped before it began')
  const flags = settingsOf(repository).flatMap((setting) => ['-c', setting])
  // Git does the talking to a server in a process of its own, which outlives the death of git for as long as the
  // server keeps it waiting (measured: 299 s). In a process group of their own both can be ended.
  const detached = repository.transport === 'https'
  const environment = environmentOf(repository)
  const child = spawn('git', [...flags, ...args], { cwd: '/', env: environment, stdio: 'pipe', detached })
  let late = false
  const stop = () => end(child, detached)
  const expire = () => {
    late = true
    stop()
  }
  bounds.signal?.addEventListener('abort', stop)
  let spawnError: Error | undefined
  child.on('error', (error) => {
    spawnError = error
  })
  const closed = once(child, 'close').catch(() => [null])
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    if (stderr.length < 10_000) stderr += chunk.toString('utf8')
  })
  // A process that ends before it read everything closes the pipe; its exit code says why.
  child.stdin.on('error', () => {})
  Readable.from(input, { objectMode: true }).pipe(child.stdin)
  try {
    const output = child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>
    for (;;) {
      // Only the waiting for git is timed, not what the reader does with a chunk.
      const timer = setTimeout(expire, bounds.seconds * 1000)
      const { done, value } = await output.next().finally(() => clearTimeout(timer))
      if (done) break
      yield value
    }
    const [code] = await closed
    if (bounds.signal?.aborted) throw new GitFailure('stopped', stderr)
    if (late) throw new GitFailure('too-long', stderr)
    if (spawnError) throw new GitFailure('no-git', spawnError.message)
    if (code !== 0) throw failureOf(stderr)
  } finally {
    bounds.signal?.removeEventListener('abort', stop)
    if (child.exitCode === null && child.signalCode === null) stop()
    // Output that nobody reads would keep the process from ever being closed.
    child.stdout.destroy()
    await closed
  }
}

/** All that a git command prints, as text of at most LIMITS.answerBytes. Throws GitFailure. */
export async function answerOf(
  repository: Repository,
  args: readonly string[],
  bounds: Bounds,
): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of streamGit(repository, args, bounds)) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > LIMITS.answerBytes) throw new GitFailure('too-large', 'the answer is too long')
  }
  return Buffer.concat(chunks).toString('utf8')
}

function end(child: ChildProcess, group: boolean): void {
  if (child.pid === undefined) return
  try {
    // A negative id is the group: git, and the process that talks to the server. Git then removes its lock files,
    // which SIGKILL would leave behind.
    if (group) process.kill(-child.pid, 'SIGTERM')
    else child.kill('SIGKILL')
  } catch {
    // It has ended by itself meanwhile.
  }
}

/** Cuts a stream of bytes at each NUL, as git's `-z` writes records. Throws GitFailure on a record over `maxBytes`. */
export async function* recordsOf(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Buffer, void> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    let from = 0
    for (let end = bytes.indexOf(0, from); end >= 0; end = bytes.indexOf(0, from)) {
      yield bytes.subarray(from, end)
      from = end + 1
    }
    rest = bytes.subarray(from)
    if (rest.length > maxBytes) throw new GitFailure('too-large', 'a path is too long')
  }
}
