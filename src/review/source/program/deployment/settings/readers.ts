import type { Call, Clause, Expr } from '../../../form.ts'
import { patternBinding } from '../../bindings.ts'
import type { Program, Site } from '../../program.ts'
import { nameOf } from '../literal.ts'

/** A place that reads a setting of an application. */
export interface ConfigReader {
  readonly app: string
  /** Empty where the whole environment of the application is read. */
  readonly keys: readonly string[]
  /** What is used where the setting is missing; null where that raises or gives nil. */
  readonly fallback: Site | null
  /** Compiled in, or read when the code runs. */
  readonly when: 'compile' | 'run'
  /** The call that names the last key. */
  readonly site: Site<Call>
}

const functions: readonly (readonly [
  module: string,
  name: string,
  when: ConfigReader['when'],
  fallback: boolean,
])[] = [
  ['Application', 'get_env', 'run', true],
  ['Application', 'fetch_env', 'run', false],
  ['Application', 'fetch_env!', 'run', false],
  ['Application', 'get_all_env', 'run', false],
  ['Application', 'compile_env', 'compile', true],
  ['Application', 'compile_env!', 'compile', false],
  ['application', 'get_env', 'run', true],
  ['application', 'get_all_env', 'run', false],
]

/** Who takes a key out of a keyword list or map: the position of the container and of the key. */
const accesses: readonly (readonly [module: string, name: string, container: number, key: number])[] = [
  ['Access', 'get', 0, 1],
  ['Keyword', 'get', 0, 1],
  ['Keyword', 'fetch', 0, 1],
  ['Keyword', 'fetch!', 0, 1],
  ['Map', 'get', 0, 1],
  ['Map', 'fetch!', 0, 1],
  ['proplists', 'get_value', 1, 0],
  ['maps', 'get', 1, 0],
]

/** Every place that reads a setting under a literal name, down to the key that it takes out of it. */
export function configReaders(program: Program): readonly ConfigReader[] {
  const found: ConfigReader[] = []
  for (const [module, name, when, fallback] of functions) {
    for (const site of program.callsOf(module, name)) {
      const one = readerOf(program, site, when, fallback)
      if (one) found.push(one)
    }
  }
  return [...found, ...nested(program, found)]
}

function readerOf(
  program: Program,
  site: Site<Call>,
  when: ConfigReader['when'],
  hasFallback: boolean,
): ConfigReader | null {
  const { expr, frame } = site
  const [first, second, third] = expr.args
  // `application:get_env(Key)` reads the application that the calling process belongs to.
  const own = expr.module === 'application' && expr.name === 'get_env' && expr.args.length === 1
  const app = own ? applicationAt(program, frame.file.path) : nameOf(first)
  if (app === null) return null
  const keys = expr.name === 'get_all_env' ? [] : pathOf(own ? first : second)
  if (keys === null) return null
  return { app, keys, fallback: hasFallback && third ? { expr: third, frame } : null, when, site }
}

/** `:key`, `Module`, or the list `[Module, :key]` that `compile_env` takes. */
function pathOf(expr: Expr | undefined): readonly string[] | null {
  const name = nameOf(expr)
  if (name !== null) return [name]
  if (expr?.kind !== 'list' || expr.items.length === 0) return null
  const path = expr.items.map(nameOf)
  return path.every((key) => key !== null) ? path : null
}

/** The application whose `src` folder holds a file, by its `.app.src`. */
function applicationAt(program: Program, path: string): string | null {
  for (const file of program.files) {
    const [, root, name] = /^(.*?)src\/([\w-]+)\.app\.src$/.exec(file.path) ?? []
    if (root !== undefined && name !== undefined && path.startsWith(`${root}src/`)) return name
  }
  return null
}

function nested(program: Program, readers: readonly ConfigReader[]): ConfigReader[] {
  const byExpr = new Map<Expr, ConfigReader>()
  const clauses = new Set<Clause>()
  for (const reader of readers) {
    byExpr.set(reader.site.expr, reader)
    clauses.add(reader.site.frame.clause)
  }
  const found: ConfigReader[] = []
  for (const [module, name, container, key] of accesses) {
    for (const site of program.callsOf(module, name)) {
      const { expr, frame } = site
      if (!clauses.has(frame.clause)) continue
      const literal = nameOf(expr.args[key])
      const reader = literal === null ? null : readBy(expr.args[container], frame.clause, byExpr)
      if (!reader || literal === null) continue
      const fallback = expr.args[2]
      found.push({
        app: reader.app,
        keys: [...reader.keys, literal],
        fallback: fallback ? { expr: fallback, frame } : null,
        when: reader.when,
        site,
      })
    }
  }
  return found
}

/** The reader whose result an expression is: the call itself, or a variable that was bound to it in this clause. */
function readBy(
  expr: Expr | undefined,
  clause: Clause,
  byExpr: ReadonlyMap<Expr, ConfigReader>,
): ConfigReader | null {
  if (!expr) return null
  if (expr.kind !== 'var') return byExpr.get(expr) ?? null
  const binding = patternBinding(clause, expr.name, expr.start)
  if (binding?.kind === 'value') return byExpr.get(binding.value) ?? null
  // `{ok, Value} = application:get_env(…)`
  return binding?.kind === 'part' && binding.source ? (byExpr.get(binding.source) ?? null) : null
}
