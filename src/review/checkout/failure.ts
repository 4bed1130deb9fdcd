import { Refusal } from '../refusal.ts'
import { quoted } from './refname.ts'

/** What git's own words amount to; the only place where they are looked at. */
export type Trouble =
  | 'stopped'
  | 'too-long'
  | 'too-large'
  | 'no-git'
  | 'partial-clone'
  | 'redirect'
  | 'no-such-ref'
  | 'ambiguous'
  | 'no-commit'
  | 'sign-in'
  | 'absent'
  | 'certificate'
  | 'unreachable'
  | 'slow'
  | 'old-server'
  | 'unsound'
  | 'no-repository'
  | 'other'

/** A git process that did not do what it was asked; becomes a Refusal before it leaves this room. */
export class GitFailure extends Error {
  readonly trouble: Trouble

  constructor(trouble: Trouble, words: string) {
    super(words)
    this.name = 'GitFailure'
    this.trouble = trouble
  }
}

// Git is run with LC_ALL=C. The first match wins.
const WORDS: readonly (readonly [RegExp, Trouble])[] = [
  [/promisor remote/, 'partial-clone'],
  [/returned error: 30\d/, 'redirect'],
  [/couldn't find remote ref|unadvertised object|not our ref/, 'no-such-ref'],
  [/short object ID .* is ambiguous/, 'ambiguous'],
  [/expected commit type/, 'no-commit'],
  [/could not read Username|could not read Password|Authentication failed|returned error: 40[13]/, 'sign-in'],
  [/returned error: 404|repository '.*' not found/, 'absent'],
  [/certificate|SSL|TLS|gnutls/, 'certificate'],
  [/Operation too slow|Operation timed out|[Cc]onnection timed out/, 'slow'],
  [/Failed to connect|Couldn't connect|Could not resolve|[Cc]onnection refused|Empty reply/, 'unreachable'],
  [/dumb http transport/, 'old-server'],
  [/fsck error|: (?:error|warning) in (?:blob|commit|tag|tree)|error: object [0-9a-f]+: /, 'unsound'],
  [/not a git repository|invalid gitfile format|unknown repository extension|bad config/, 'no-repository'],
]

/** Git's standard error as a failure. */
export function failureOf(stderr: string): GitFailure {
  for (const [pattern, trouble] of WORDS) if (pattern.test(stderr)) return new GitFailure(trouble, stderr)
  return new GitFailure('other', stderr)
}

/** The refusal that people read. `name` is the repository's; other errors pass through unchanged. */
export function refusalOf(error: unknown, name: string): unknown {
  if (!(error instanceof GitFailure)) return error
  const [code, problem, next] = sentences(error, name)
  return new Refusal(code, problem, next, { cause: error })
}

function sentences(failure: GitFailure, name: string): [Refusal['code'], string, string] {
  switch (failure.trouble) {
    case 'stopped':
      return ['limit', `The reading of ${name} was stopped.`, 'Start it again when you want it.']
    case 'too-long':
      return [
        'limit',
        `Reading ${name} took longer than it may.`,
        'Try again, or clone it yourself and give the path of the folder.',
      ]
    case 'too-large':
      return [
        'limit',
        `${name} is larger than may be read.`,
        'Clone it yourself and give the path of the folder.',
      ]
    case 'no-git':
      return ['repository', 'The program git was not found on this machine.', 'Install git 2.39 or later.']
    case 'partial-clone':
      return [
        'repository',
        `${name} is a partial clone that lacks some of the files at this commit.`,
        'Run `git fetch --refetch --no-filter` in it, or check that commit out once.',
      ]
    case 'redirect':
      return [
        'repository',
        `The address of ${name} answers with a redirect, which is not followed.`,
        'Give the address that it leads to.',
      ]
    case 'no-such-ref':
      return [
        'ref',
        `The server of ${name} does not give out that commit.`,
        'Give a branch or a tag that contains it.',
      ]
    case 'ambiguous':
      return ['ref', `More than one object of ${name} begins with that id.`, 'Give the full commit id.']
    case 'no-commit':
      return [
        'ref',
        `That name in ${name} does not lead to a commit.`,
        'Give a branch, a tag of a commit, or a full commit id.',
      ]
    case 'sign-in':
      return [
        'repository',
        `${name} does not exist or cannot be read without signing in.`,
        'Check the address, or clone it yourself and give the path of the folder.',
      ]
    case 'absent':
      return [
        'repository',
        `There is no repository at the address of ${name}.`,
        'Check the spelling of the address.',
      ]
    case 'certificate':
      return [
        'repository',
        `The server of ${name} has no certificate that this machine trusts.`,
        'Check the address, or add its authority to the certificates of this machine.',
      ]
    case 'slow':
      return ['limit', `The server of ${name} sent next to nothing for 20 seconds.`, 'Try again later.']
    case 'unreachable':
      return [
        'repository',
        `The server of ${name} cannot be reached.`,
        'Check the address and the connection of this machine.',
      ]
    case 'old-server':
      return [
        'repository',
        `The server of ${name} does not speak git's smart protocol.`,
        'Clone it yourself and give the path of the folder.',
      ]
    case 'unsound':
      return [
        'repository',
        `${name} holds objects that fail git's own checks, so they were not taken in.`,
        'Run `git fsck` on it; if you trust it, clone it yourself and give the path of the folder.',
      ]
    case 'no-repository':
      return ['repository', `${name} has a .git that git cannot read.`, 'Run `git status` there to see why.']
    case 'other':
      return [
        'repository',
        `Git could not read ${name}: ${firstLine(failure.message)}.`,
        'Run `git fsck` on it, or try a fresh clone.',
      ]
  }
}

function firstLine(stderr: string): string {
  const lines = stderr.split('\n')
  const fatal = lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines[0] ?? ''
  return quoted(fatal.replace(/^(?:fatal|error): /, '').replace(/\.$/, '') || 'it gave no reason')
}
