import { Refusal } from '../src/review/refusal.ts'
import { readElixir } from '../src/review/source/elixir/index.ts'
import { readErlang } from '../src/review/source/erlang/index.ts'
import type { Call, Clause } from '../src/review/source/form.ts'
import { pathClass } from '../src/review/source/program/path-class.ts'
import { lineAt } from '../src/review/source/program/place.ts'
import { Program, type SourceFile } from '../src/review/source/program/program.ts'
import { visitAll, visitClause } from '../src/review/source/walk.ts'
import type { Command } from './arguments.ts'
import { draw, seeded } from './random.ts'
import { openAtHead, type Repository, readSources, repositoriesBelow, sourceEntries } from './repositories.ts'

interface CallSite {
  readonly file: SourceFile
  readonly call: Call
}

/** As much of a source line as a table can show. */
const lineWidth = 100

/**
 * A Markdown table of call sites of the repositories named, drawn evenly from them by the seed: where each stands,
 * what it was resolved to, and where that is defined; the verdict is left to a reader. Throws a Refusal for a
 * repository that is not there.
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
    const program = new Program(await filesOf(repository))
    const drawn = draw(callsOf(program), share, random)
    for (const site of drawn) rows.push(row(repository, program, site, rows.length + 1))
  }
  return `| # | Place | Source line | Resolved to | Defined at | Verdict |\n|---|---|---|---|---|---|\n${rows.join('')}`
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

async function filesOf(repository: Repository): Promise<SourceFile[]> {
  const files: SourceFile[] = []
  const snapshot = await openAtHead(repository)
  try {
    for await (const { path, text, language } of readSources(snapshot, sourceEntries(snapshot, null))) {
      const form = language === 'elixir' ? readElixir(path, text) : readErlang(path, text)
      files.push({ path, text, form, pathClass: pathClass(path), inScope: true })
    }
  } finally {
    await snapshot.close()
  }
  return files
}

/** Every call of every file, in the order of files and of the text. */
function callsOf(program: Program): CallSite[] {
  const sites: CallSite[] = []
  for (const file of program.files) {
    const take = (expr: { readonly kind: string }) => {
      if (expr.kind === 'call') sites.push({ file, call: expr as Call })
    }
    const takeClause = (clause: Clause) => visitClause(clause, take)
    visitAll(file.form.body, take)
    for (const module of file.form.modules) {
      visitAll(module.body, take)
      for (const { value } of module.constants) visitAll([value], take)
      for (const { clauses } of module.functions) clauses.forEach(takeClause)
    }
  }
  return sites
}

function row(repository: Repository, program: Program, { file, call }: CallSite, number: number): string {
  const { module, name, args } = call
  const resolved = `${module ?? '(computed)'}:${name}/${args.length}`
  const defined = module === null ? [] : program.definitions(module, name, args.length)
  const places = defined.map(({ file: of, fn }) => `${of.path}:${lineAt(of, fn.start)}`)
  const cells = [
    String(number),
    `${repository.name} ${file.path}:${lineAt(file, call.start)}`,
    code(sourceLine(file, call.start)),
    code(resolved),
    places.join(', '),
    '',
  ]
  return `| ${cells.join(' | ')} |\n`
}

function sourceLine({ text }: SourceFile, offset: number): string {
  const from = text.lastIndexOf('\n', offset - 1) + 1
  const until = text.indexOf('\n', offset)
  const line = text.slice(from, until < 0 ? text.length : until).trim()
  const shown = Buffer.from(line, 'latin1').toString('utf8')
  return shown.length > lineWidth ? `${shown.slice(0, lineWidth - 1)}…` : shown
}

/** Code in a cell of a table: a bar would end the cell, a back-quote the code. */
function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`'
  const pad = fence.length === 2 ? ' ' : ''
  return `${fence}${pad}${text.replaceAll('|', '\\|')}${pad}${fence}`
}
