import { parseArgs } from 'node:util'
import { Refusal } from '../review/refusal.ts'
import { type Depth, depths } from '../review/report.ts'

const formats = ['terminal', 'json', 'markdown', 'html', 'sarif', 'block-kit'] as const
const thresholds = ['critical', 'important', 'minor', 'none'] as const
export type Format = (typeof formats)[number]
const evaluateFormats = ['terminal', 'json', 'markdown'] as const
export type EvaluateFormat = (typeof evaluateFormats)[number]
export type FailOn = (typeof thresholds)[number]

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'rules'; readonly format: 'terminal' | 'json' }
  | { readonly kind: 'doctor'; readonly format: 'terminal' | 'json' }
  | {
      readonly kind: 'evaluate'
      /** In the person's own words; null where none were said. */
      readonly useCase: string | null
      /** `key=value`, as they were set. */
      readonly answers: readonly string[]
      /** Whose files may answer as well; null: none. */
      readonly repository: string | null
      readonly ref: string | null
      readonly format: EvaluateFormat
    }
  | {
      readonly kind: 'what-if'
      readonly repository: string
      readonly question: string
      readonly ref: string | null
      readonly worktree: boolean
      readonly format: EvaluateFormat
    }
  | {
      readonly kind: 'incident'
      readonly repository: string
      /** What somebody saw. */
      readonly said: string
      readonly ref: string | null
      readonly worktree: boolean
      readonly format: EvaluateFormat
    }
  | {
      readonly kind: 'export'
      /** A team of Slack, a tenant of Teams, `web`. */
      readonly workspace: string
      /** The file to write instead of printing; replaced where it exists. */
      readonly output: string | null
    }
  | {
      readonly kind: 'forget'
      readonly workspace: string
      /** The same name once more; null: only say what would be deleted. */
      readonly confirm: string | null
    }
  | {
      readonly kind: 'review'
      readonly repository: string
      readonly paths: readonly string[]
      readonly ref: string | null
      readonly worktree: boolean
      readonly depth: Depth
      readonly format: Format
      readonly all: boolean
      readonly failOn: FailOn
      /** The file to write instead of printing; replaced where it exists. */
      readonly output: string | null
      /** The file that shows what was sent to the model. */
      readonly transcript: string | null
    }

export const help = `distreview reviews the distributed-systems design of Elixir and Erlang code.

  distreview review <repository> [path…] [options]   review a local repository or an https URL
  distreview rules [--format json]                   list the rules
  distreview evaluate ["use case"] [options]          which coordination mechanism fits, and how to build it
  distreview what-if <repository> "…" [options]      who can write, lead and read if something happens
  distreview incident <repository> "…" [options]     which findings explain what happened, and what to check first
  distreview doctor [--format json]                  look at git, Node, data, database, Slack, Teams and model
  distreview export <workspace> [--output <file>]    all that is kept of a Slack team, a Teams tenant or web, as JSON lines
  distreview forget <workspace> [--confirm <same>]   what is kept of it; confirmed, it is deleted for good
  distreview --version

Options of review:
  --ref <branch, tag or commit>   what to review; default: HEAD
  --worktree                      read a working folder as it is, not its HEAD
  --depth ${depths.join('|')}   quick (default): the rules alone; else a model reads the code as well (ANTHROPIC_API_KEY)
  --format ${formats.join('|')}
  --output <file>                 write the report there instead of printing it
  --transcript <file>             write there what is sent to the model and what comes back
  --all                           also what is below the posting threshold
  --fail-on ${thresholds.join('|')}   exit 1 from this severity on; default: important

Options of what-if and incident:
  --ref, --worktree               as of review
  --format ${evaluateFormats.join('|')}

Options of evaluate:
  --set <key>=<value>             an answer, such as data=order or infra=postgres,redis; nothing at all: what to answer first
  --repo <repository>             libraries, services, nodes and regions that its files show; --ref as of review
  --format ${evaluateFormats.join('|')}

Exit codes: 0 nothing at or above the threshold, 1 findings, 2 usage, 3 could not review, a question not understood,
or doctor found a fault.
`

/** Reads the words after the program's name. Throws a Refusal('usage'). */
export function readArguments(words: readonly string[]): Command {
  const { values, positionals } = parse(words)
  if (values.version) return { kind: 'version' }
  const [command, ...rest] = positionals
  if (values.help || command === undefined || command === 'help') return { kind: 'help' }
  if (command === 'rules' || command === 'doctor') {
    if (rest.length > 0) throw usage(`\`${command}\` takes no path, got \`${rest[0]}\`.`)
    return {
      kind: command,
      format: oneOf('--format', values.format ?? 'terminal', ['terminal', 'json'] as const),
    }
  }
  if (command === 'evaluate') {
    const pair = rest.find((word) => /^[a-z_]+=/i.test(word))
    if (pair !== undefined) throw usage(`\`evaluate\` takes answers as \`--set key=value\`, got \`${pair}\`.`)
    if (values.ref !== undefined && values.repo === undefined)
      throw usage('`--ref` says which commit of `--repo`, and there is none.')
    return {
      kind: 'evaluate',
      useCase: rest.length === 0 ? null : rest.join(' '),
      answers: values.set ?? [],
      repository: values.repo ?? null,
      ref: values.ref ?? null,
      format: oneOf('--format', values.format ?? 'terminal', evaluateFormats),
    }
  }
  if (command === 'what-if') return readWhatIf(rest, values)
  if (command === 'export' || command === 'forget') {
    const [workspace, more] = rest
    if (workspace === undefined || workspace === '')
      throw usage(`\`${command}\` needs a workspace: the id of a Slack team or Teams tenant, or web.`)
    if (more !== undefined) throw usage(`\`${command}\` takes one workspace, got \`${more}\` as well.`)
    return command === 'export'
      ? { kind: command, workspace, output: fileOf('--output', values.output) }
      : { kind: command, workspace, confirm: values.confirm ?? null }
  }
  if (command === 'incident') return readIncident(rest, values)
  if (command !== 'review') throw usage(`There is no command \`${command}\`.`)
  const [repository, ...paths] = rest
  if (repository === undefined || repository === '')
    throw usage('`review` needs a repository: a folder, a bare mirror or an https URL.')
  if (values.worktree && values.ref !== undefined)
    throw usage('`--worktree` reads the folder as it is, so it takes no `--ref`.')
  return {
    kind: 'review',
    repository,
    paths,
    ref: values.ref ?? null,
    worktree: values.worktree ?? false,
    depth: oneOf('--depth', values.depth ?? 'quick', depths),
    format: oneOf('--format', values.format ?? 'terminal', formats),
    all: values.all ?? false,
    failOn: oneOf('--fail-on', values['fail-on'] ?? 'important', thresholds),
    output: fileOf('--output', values.output),
    transcript: transcriptOf(values),
  }
}

/** The question may stand in quotes or not. */
function readWhatIf(
  [repository, ...words]: readonly string[],
  values: ReturnType<typeof parse>['values'],
): Command {
  if (repository === undefined || repository === '')
    throw usage('`what-if` needs a repository, and then a question.')
  const question = words.join(' ').trim()
  if (question === '')
    throw new Refusal(
      'usage',
      '`what-if` needs a question after the repository.',
      'Write for example: distreview what-if . "what if 2 of 5 nodes fail".',
    )
  if (values.worktree && values.ref !== undefined)
    throw usage('`--worktree` reads the folder as it is, so it takes no `--ref`.')
  return {
    kind: 'what-if',
    repository,
    question,
    ref: values.ref ?? null,
    worktree: values.worktree ?? false,
    format: oneOf('--format', values.format ?? 'terminal', evaluateFormats),
  }
}

/** What happened may stand in quotes or not. */
function readIncident(
  [repository, ...words]: readonly string[],
  values: ReturnType<typeof parse>['values'],
): Command {
  if (repository === undefined || repository === '')
    throw usage('`incident` needs a repository, and then what happened.')
  const said = words.join(' ').trim()
  if (said === '')
    throw new Refusal(
      'usage',
      '`incident` needs what happened after the repository.',
      'Write for example: distreview incident . "after a network cut two nodes ran the nightly job".',
    )
  if (values.worktree && values.ref !== undefined)
    throw usage('`--worktree` reads the folder as it is, so it takes no `--ref`.')
  return {
    kind: 'incident',
    repository,
    said,
    ref: values.ref ?? null,
    worktree: values.worktree ?? false,
    format: oneOf('--format', values.format ?? 'terminal', evaluateFormats),
  }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        ref: { type: 'string' },
        worktree: { type: 'boolean' },
        depth: { type: 'string' },
        format: { type: 'string' },
        all: { type: 'boolean' },
        'fail-on': { type: 'string' },
        output: { type: 'string' },
        confirm: { type: 'string' },
        transcript: { type: 'string' },
        set: { type: 'string', multiple: true },
        repo: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    })
  } catch (error) {
    const [first = ''] = (error as Error).message.split(/\. |\n/)
    throw usage(`${first.replace(/\.$/, '')}.`)
  }
}

function fileOf(option: string, given: string | undefined): string | null {
  if (given === '') throw usage(`\`${option}\` needs the name of a file.`)
  return given ?? null
}

/** A file that stays empty would look as if nothing had been sent by mistake. */
function transcriptOf({ transcript, depth }: ReturnType<typeof parse>['values']): string | null {
  const file = fileOf('--transcript', transcript)
  if (file !== null && (depth ?? 'quick') === 'quick')
    throw usage('`--transcript` shows what is sent to the model: it goes with `--depth standard` or `deep`.')
  return file
}

function oneOf<T extends string>(option: string, given: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === given)
  if (found === undefined) throw usage(`\`${option}\` is ${allowed.join(', ')}; got \`${given}\`.`)
  return found
}

function usage(problem: string): Refusal {
  return new Refusal('usage', problem, 'See `distreview --help`.')
}
