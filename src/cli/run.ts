import { writeFileSync } from 'node:fs'
import { readExpert, readNetwork } from '../config.ts'
import { parseSource } from '../review/checkout/index.ts'
import type { OpenStudy } from '../review/engine/study.ts'
import { createExpert, type Expert } from '../review/expert/expert.ts'
import { readSymptoms } from '../review/incident/explain.ts'
import { review } from '../review/pipeline.ts'
import { Refusal } from '../review/refusal.ts'
import type { Report } from '../review/report.ts'
import { version } from '../version.ts'
import { type Command, help, readArguments } from './arguments.ts'
import { type Doctor, isWell, printChecks } from './doctor.ts'
import { printEvaluation } from './evaluate.ts'
import { printIncident } from './incident.ts'
import { exportRows, forgetRows, type OpenKeeping } from './keeping.ts'
import { fails, printReport, printRules } from './print.ts'
import { progressLine } from './progress.ts'
import { transcriptIn } from './transcript.ts'
import { checkQuestion, printWhatIf } from './what-if.ts'

/** What the command line touches besides git; an argument, so that tests run it in one process. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly color: boolean
  readonly width: number
  /** Progress is shown only to somebody who watches. */
  readonly watched: boolean
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Its checks need rooms that the command line does not know. */
  readonly examine: Doctor
  readonly keeping: OpenKeeping
  readonly clock: () => number
  readonly signal: AbortSignal
  /** Where code is read and judged; left out: in this thread. */
  readonly engine?: OpenStudy
  /** For the model's API; left out: the platform's own. */
  readonly fetch?: typeof fetch
}

/** Runs one command. @returns the exit code: 0 nothing at or above the threshold, 1 findings, 2 usage, 3 could not review. */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await execute(readArguments(words), terminal)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    terminal.err(`distreview: ${error.sentence}\n`)
    return error.code === 'usage' ? 2 : 3
  }
}

async function execute(command: Command, terminal: Terminal): Promise<number> {
  if (command.kind === 'help') terminal.out(help)
  else if (command.kind === 'version') terminal.out(`${version()}\n`)
  else if (command.kind === 'rules') terminal.out(printRules(command.format))
  else if (command.kind === 'evaluate') terminal.out(await printEvaluation(command, terminal))
  else if (command.kind === 'doctor') return doctorCommand(command, terminal)
  else if (command.kind === 'export' || command.kind === 'forget') await keepingCommand(command, terminal)
  else if (command.kind === 'what-if') return whatIfCommand(command, terminal)
  else if (command.kind === 'incident') return incidentCommand(command, terminal)
  else return reviewCommand(command, terminal)
  return 0
}

async function doctorCommand({ format }: Command & { kind: 'doctor' }, terminal: Terminal): Promise<number> {
  const checks = await terminal.examine(terminal.environment)
  terminal.out(printChecks(checks, format))
  return isWell(checks) ? 0 : 3
}

async function keepingCommand(command: Command & { kind: 'export' | 'forget' }, terminal: Terminal) {
  const keeping = await terminal.keeping(terminal.environment)
  try {
    if (command.kind === 'export') await exportRows(command, keeping, terminal)
    else await forgetRows(command, keeping, terminal)
  } finally {
    await keeping.close()
  }
}

async function reviewCommand(command: Command & { kind: 'review' }, terminal: Terminal): Promise<number> {
  const line = progressLine(terminal)
  const request = {
    source: parseSource(command.repository, 'command-line'),
    paths: command.paths,
    ref: command.ref,
    worktree: command.worktree,
    depth: command.depth,
  }
  try {
    const { clock, signal } = terminal
    const report = await review(request, {
      clock,
      signal,
      mirrors: null,
      network: readNetwork(terminal.environment),
      version: version(),
      progress: line.show,
      engine: terminal.engine,
      expert: expertFor(command, terminal),
    })
    line.clear()
    deliver(command, report, terminal)
    return fails(report, command.failOn) ? 1 : 0
  } finally {
    line.clear()
  }
}

/** Prints the report, or writes it to the file that was named; then a line says so. A file has no colours. */
function deliver({ format, all, output }: Command & { kind: 'review' }, report: Report, terminal: Terminal) {
  if (output === null) return terminal.out(printReport(report, format, all, terminal))
  const text = printReport(report, format, all, { color: false, width: terminal.width })
  try {
    writeFileSync(output, text)
  } catch (error) {
    const { code = 'an error' } = error as NodeJS.ErrnoException
    terminal.out(text)
    throw new Refusal(
      'usage',
      `The report could not be written to \`${output}\` (${code}), so it was printed.`,
      'Name a file in a folder that exists and that you may write to.',
    )
  }
  terminal.err(`Wrote ${output}.\n`)
}

/** The question is read first: a mistake in it should not wait for a review. */
async function whatIfCommand(command: Command & { kind: 'what-if' }, terminal: Terminal): Promise<number> {
  const { question, format } = command
  checkQuestion(question)
  const report = await quickReview(command, terminal)
  terminal.out(printWhatIf(question, report, format, terminal))
  return 0
}

async function incidentCommand(
  { said, format, ...asked }: Command & { kind: 'incident' },
  terminal: Terminal,
): Promise<number> {
  // What names nothing is refused before anything is fetched.
  readSymptoms(said)
  const report = await quickReview(asked, terminal)
  terminal.out(printIncident(said, report, format, terminal))
  return 0
}

/** The review that a question is answered over: by the rules, of the whole repository. */
async function quickReview(
  { repository, ref, worktree }: { repository: string; ref: string | null; worktree: boolean },
  terminal: Terminal,
): Promise<Report> {
  const line = progressLine(terminal)
  const { clock, signal, engine } = terminal
  const source = parseSource(repository, 'command-line')
  try {
    return await review(
      { source, paths: [], ref, worktree, depth: 'quick' },
      {
        ...{ clock, signal, engine, mirrors: null, version: version(), progress: line.show },
        network: readNetwork(terminal.environment),
      },
    )
  } finally {
    line.clear()
  }
}

/** Code leaves the machine only where a depth was asked for that says so. */
function expertFor(
  { depth, transcript }: Command & { kind: 'review' },
  { environment, fetch }: Terminal,
): Expert | null {
  const settings = depth === 'quick' ? null : readExpert(environment)
  return (
    settings &&
    createExpert({ ...settings, fetch, ...(transcript === null ? {} : { tap: transcriptIn(transcript) }) })
  )
}
