import { simpleGit } from 'simple-git'
import { failureOf, GitFailure } from './failure.ts'
import { environmentOf, type Repository, settingsOf, UNSAFE } from './hardening.ts'

/** Bounds of one git command. */
export interface Bounds {
  readonly signal?: AbortSignal
  readonly seconds: number
}

/**
 * Runs one local git command to its end and returns what it printed, as text. A silent exit with 1 is git's "no" and
 * returns ''. Operands must have passed their grammar: simple-git's own checks are off (see hardening.ts).
 * Throws GitFailure.
 */
export async function runGit(
  repository: Repository,
  args: readonly string[],
  bounds: Bounds,
): Promise<string> {
  // A local command has nothing to sign in to.
  const environment = environmentOf({ ...repository, signIn: undefined })
  const time = AbortSignal.timeout(bounds.seconds * 1000)
  const git = simpleGit({
    baseDir: '/',
    config: settingsOf(repository),
    unsafe: UNSAFE,
    allowEnvironment: Object.keys(environment).filter((key) => key.startsWith('GIT_')),
    abort: bounds.signal ? AbortSignal.any([bounds.signal, time]) : time,
    trimmed: true,
    errors(error, result) {
      if (error) return error
      const silentNo = result.exitCode === 1 && result.stdErr.length === 0
      return result.exitCode === 0 || silentNo ? undefined : Buffer.concat(result.stdErr)
    },
  }).env(environment)
  try {
    return await git.raw([...args])
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    if (bounds.signal?.aborted) throw new GitFailure('stopped', words)
    if (time.aborted) throw new GitFailure('too-long', words)
    if (/spawn git ENOENT/.test(words)) throw new GitFailure('no-git', words)
    throw failureOf(words)
  }
}
