import type { Call } from '../src/review/source/form.ts'
import { callGraph } from '../src/review/source/program/calls/call-graph.ts'
import type { Callee } from '../src/review/source/program/calls/callees.ts'
import { lineAt } from '../src/review/source/program/place.ts'
import type { Program, Site } from '../src/review/source/program/program.ts'

/** As much of a call as a table can show. */
const callWidth = 60
/** Candidates of a call that is decided at run time; the rest are counted. */
const mostNamed = 3

export const callTableHead =
  '| # | Repository | Commit | Place | Call | Resolved to | Defined at | Verdict |\n|---|---|---|---|---|---|---|---|\n'

/** One line of the table: what the call graph makes of a call; the verdict is left empty. */
export function callRow(
  program: Program,
  site: Site<Call>,
  repository: string,
  commit: string,
  number: number,
): string {
  const { expr, frame } = site
  const callees = callGraph(program).calleesOf(site)
  const places = new Set<string>()
  for (const { definitions } of callees)
    for (const { file, fn } of definitions) places.add(`${file.path}:${lineAt(file, fn.start)}`)
  const cells = [
    String(number),
    repository,
    commit.slice(0, 7),
    `${frame.file.path}:${lineAt(frame.file, expr.start)}`,
    code(written(site)),
    resolved(expr, callees),
    counted([...places]),
    '',
  ]
  return `| ${cells.join(' | ')} |\n`
}

/** What the call names comes first; what it hands on to be run after that. */
function resolved({ module, name, args }: Call, callees: readonly Callee[]): string {
  if (module !== null || callees.some(({ certain }) => certain)) {
    return counted(callees.map((callee) => `${named(callee)}${callee.certain ? '' : ', perhaps'}`))
  }
  const call = `at run time: ${code(`${name}/${args.length}`)}`
  return callees.length === 0 ? call : `${call}, perhaps ${counted(callees.map(named))}`
}

function named({ module, name, arity, via }: Callee): string {
  if (module === null) return `unknown: ${code(`${name}/${arity}`)}`
  return `${code(`${module}:${name}/${arity}`)}${via === 'call' ? '' : ` (${via})`}`
}

function counted(items: readonly string[]): string {
  const shown = items.slice(0, mostNamed).join(', ')
  return items.length > mostNamed ? `${shown} and ${items.length - mostNamed} more` : shown
}

/** The call's own text on one line, as much as fits. */
function written({ expr, frame }: Site): string {
  const text = Buffer.from(frame.file.text.slice(expr.start, expr.end), 'latin1').toString('utf8')
  const line = text.replace(/\s+/g, ' ')
  return line.length > callWidth ? `${line.slice(0, callWidth - 1)}…` : line
}

/** Code in a cell of a table: a bar would end the cell, a back-quote the code. */
function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`'
  const pad = fence.length === 2 ? ' ' : ''
  return `${fence}${pad}${text.replaceAll('|', '\\|')}${pad}${fence}`
}
