import type { Finding } from '../../report.ts'
import type { Expr, FunctionForm } from '../../source/form.ts'
import { projects } from '../../source/program/deployment/index.ts'
import { lineAt, symbolOf } from '../../source/program/place.ts'
import { processOf } from '../../source/program/processes/processes.ts'
import { supervision } from '../../source/program/processes/supervision/supervision.ts'
import type { Definition, Program } from '../../source/program/program.ts'
import { visitAll, visitClause } from '../../source/walk.ts'

/** The function that a finding is in; null where it is in none. */
export function definitionOf(program: Program, { locations: [at] }: Finding): Definition | null {
  if (!at) return null
  for (const definition of program.functions()) {
    const { file, module, fn } = definition
    const [clause] = fn.clauses
    if (file.path !== at.path || !clause) continue
    if (symbolOf({ file, module, fn, clause, caller: null }) !== at.symbol) continue
    if (lineAt(file, fn.start) <= at.endLine && at.startLine <= lineAt(file, fn.end)) return definition
  }
  return null
}

/** The folder of the project that a file belongs to, '' for the root. */
export function projectOf(program: Program, path: string): string {
  let best = ''
  for (const { folder } of projects(program).projects)
    if (path.startsWith(`${folder}/`) && folder.length > best.length) best = folder
  return best
}

/** As Elixir writes a module: `Shop.Stock`, `:wallet_store`. */
export function elixirModule(name: string): string {
  return /^[A-Z]/.test(name) ? name : atomText(name, 'elixir')
}

/** An atom as the language writes it. */
export function atomText(name: string, language: 'elixir' | 'erlang'): string {
  if (language === 'erlang') return /^[a-z][\w@]*$/.test(name) ? name : `'${name.replace(/[\\']/g, '\\$&')}'`
  if (/^[A-Z][\w.]*$/.test(name)) return name
  return /^[a-z_]\w*[?!]?$/.test(name) ? `:${name}` : `:"${name.replace(/[\\"#]/g, '\\$&')}"`
}

/** `Shop.Cluster.Voting` → `shop_cluster_voting`. */
export function snake(module: string): string {
  return module
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
}

/** How a server is started by hand: without an argument, or with one that its code does not look into. */
export function startOf(program: Program, { module }: Definition): { readonly arity: 0 | 1 } | null {
  const process = processOf(program, module)
  if (!process || process.kind === 'supervisor') return null
  const start = module.functions.find(
    ({ name, exported, arity, minArity }) =>
      name === 'start_link' && exported && (arity === 1 || (arity === 0 && minArity === 0)),
  )
  if (!start) return null
  if (start.arity === 0) return { arity: 0 }
  return looksInto(module.functions.find(({ name, arity }) => name === 'init' && arity === 1))
    ? null
    : { arity: 1 }
}

/** Whether init/1 uses what it is given. */
function looksInto(init: FunctionForm | undefined): boolean {
  return (
    init?.clauses.some(
      ({ patterns: [first] }) =>
        first?.kind !== 'list' && !(first?.kind === 'var' && first.name.startsWith('_')),
    ) ?? true
  )
}

/** Children of libraries that stand before the server under its supervisor and that its code names, as they are written. */
export function neededChildren(program: Program, { module }: Definition): string[] {
  const mentioned = new Set<string>()
  for (const fn of module.functions)
    for (const clause of fn.clauses)
      visitClause(clause, (expr) => {
        if (expr.kind === 'atom') mentioned.add(expr.name)
      })
  const found: string[] = []
  for (const { supervisor } of supervision(program).supervisorsOf(module.name)) {
    for (const child of supervisor.children) {
      if (child.module === module.name) break
      const { expr, frame } = child.site
      if (
        child.module === null ||
        !/^(Phoenix\.PubSub|Registry|Task\.Supervisor|DynamicSupervisor)$/.test(child.module)
      )
        continue
      const names: string[] = []
      let literal = true
      visitAll([expr], (inner: Expr) => {
        if (inner.kind === 'atom') names.push(inner.name)
        else if (!['tuple', 'list', 'text', 'integer'].includes(inner.kind)) literal = false
      })
      if (
        literal &&
        names.some((name) => name !== child.module && /^[A-Z]/.test(name) && mentioned.has(name))
      )
        found.push(frame.file.text.slice(expr.start, expr.end))
    }
  }
  return found
}
