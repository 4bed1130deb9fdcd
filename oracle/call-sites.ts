import { Refusal } from '../src/review/refusal.ts'
import { readElixir } from '../src/review/source/elixir/index.ts'
import { readErlang } from '../src/review/source/erlang/index.ts'
import type { Call, Expr, ModuleForm } from '../src/review/source/form.ts'
import { pathClass } from '../src/review/source/program/path-class.ts'
import { type Frame, Program, type Site, type SourceFile } from '../src/review/source/program/program.ts'
import { visitClause } from '../src/review/source/walk.ts'
import type { Command } from './arguments.ts'
import { callRow, callTableHead } from './call-row.ts'
import { draw, seeded } from './random.ts'
import { openAtHead, type Repository, readSources, repositoriesBelow, sourceEntries } from './repositories.ts'

/**
 * A Markdown table of call sites of the repositories named, tests included, drawn evenly from them by the seed: where
 * each stands, what the call graph resolves it to, and where that is defined; the verdict is left to a reader. Throws
 * a Refusal for a repository that is not there.
 */
export async function callSites(command: Command & { kind: 'call-sites' }): Promise<string> {
  const all = repositoriesBelow(command.mirrors)
  const random = seeded(command.seed)
  const rows: string[] = []
  const { length } = command.repositories
  for (const [index, wanted] of command.repositories.entries()) {
    const share =
      Math.floor(((index + 1) * command.count) / length) - Math.floor((index * command.count) / length)
    const repository = named(all, wanted)
    const { files, commit } = await filesOf(repository)
    const program = new Program(files)
    const drawn = draw(callsOf(program), share, random)
    for (const site of drawn) rows.push(callRow(program, site, repository.name, commit, rows.length + 1))
  }
  return `${callTableHead}${rows.join('')}`
}

function named(all: readonly Repository[], wanted: string): Repository {
  const found = all.filter(({ name }) => name === wanted || name.split(/[+/]/).at(-1) === wanted)
  if (found.length === 1 && found[0]) return found[0]
  throw new Refusal(
    'repository',
    `${found.length === 0 ? 'No repository' : 'More than one repository'} there is named \`${wanted}\`.`,
    `There are ${all.map(({ name }) => `\`${name}\``).join(', ')}.`,
  )
}

async function filesOf(repository: Repository): Promise<{ files: SourceFile[]; commit: string }> {
  const files: SourceFile[] = []
  const snapshot = await openAtHead(repository)
  try {
    for await (const { path, text, language } of readSources(snapshot, sourceEntries(snapshot, null))) {
      const form = language === 'elixir' ? readElixir(path, text) : readErlang(path, text)
      files.push({ path, text, form, pathClass: pathClass(path), inScope: true })
    }
    return { files, commit: snapshot.commit ?? '' }
  } finally {
    await snapshot.close()
  }
}

/** Every call of every file, in the order of files and of the text. */
function callsOf(program: Program): Site<Call>[] {
  const sites: Site<Call>[] = []
  const take = (frame: Frame) =>
    visitClause(frame.clause, (expr) => {
      if (expr.kind === 'call') sites.push({ expr, frame })
    })
  for (const file of program.files) {
    take(outside(file, null, file.form.body))
    for (const module of file.form.modules) {
      const values = module.constants.map(({ value }) => value)
      take(outside(file, module, [...module.body, ...values]))
      for (const fn of module.functions)
        for (const clause of fn.clauses) take({ file, module, fn, clause, caller: null })
    }
  }
  return sites
}

/** A file's or a module's own expressions, which stand in no function. */
function outside(file: SourceFile, module: ModuleForm | null, body: readonly Expr[]): Frame {
  const { start, end } = module ?? { start: 0, end: file.text.length }
  return { file, module, fn: null, clause: { patterns: [], guard: null, body, start, end }, caller: null }
}
