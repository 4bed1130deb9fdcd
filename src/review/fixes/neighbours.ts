import type { Expr } from '../source/form.ts'
import { facet } from '../source/program/facet.ts'
import type { Program, SourceFile } from '../source/program/program.ts'
import { isSource } from '../source/reading.ts'
import { visit, visitAll, visitClause } from '../source/walk.ts'

/** A file is judged with those that it is joined with; wider than this, the whole program costs about as much. */
const smallEnough = 0.4

interface Joined {
  /** Modules that a file calls. */
  readonly calls: ReadonlyMap<SourceFile, ReadonlySet<string>>
  readonly callers: ReadonlyMap<string, readonly SourceFile[]>
  readonly definers: ReadonlyMap<string, readonly SourceFile[]>
}

const joined = facet((program: Program): Joined => {
  const calls = new Map<SourceFile, Set<string>>()
  const callers = new Map<string, SourceFile[]>()
  const definers = new Map<string, SourceFile[]>()
  for (const file of program.files) {
    const called = modulesCalledIn(file)
    calls.set(file, called)
    for (const module of called) add(callers, module, file)
    for (const { name } of file.form.modules) add(definers, name, file)
  }
  return { calls, callers, definers }
})

/**
 * The files that `changed` are judged with: themselves, whom they call and who calls them, headers, configuration.
 * Null where that is so much of the program that it is better judged as a whole.
 */
export function neighbourhood(program: Program, changed: readonly SourceFile[]): SourceFile[] | null {
  const { calls, callers, definers } = joined(program)
  const near = new Set<SourceFile>(changed)
  for (const file of changed) {
    for (const module of calls.get(file) ?? []) for (const each of definers.get(module) ?? []) near.add(each)
    for (const { name } of file.form.modules) for (const each of callers.get(name) ?? []) near.add(each)
  }
  for (const file of program.files) if (isConfiguration(file)) near.add(file)
  if (near.size > program.files.length * smallEnough) return null
  // In their order: which of two definitions comes first must not change.
  return program.files.filter((file) => near.has(file))
}

function isConfiguration({ path }: SourceFile): boolean {
  return !isSource(path) || /\.hrl$|(^|\/)config\/[^/]+\.exs$|(^|\/)mix\.exs$/.test(path)
}

function modulesCalledIn({ form }: SourceFile): Set<string> {
  const found = new Set<string>()
  const look = (expr: Expr) => {
    if ((expr.kind === 'call' || expr.kind === 'funref') && expr.module !== null) found.add(expr.module)
  }
  visitAll(form.body, look)
  for (const { body, functions, uses, constants } of form.modules) {
    visitAll(body, look)
    for (const { value } of constants) visit(value, look)
    for (const { module } of uses) found.add(module)
    for (const { clauses } of functions) for (const clause of clauses) visitClause(clause, look)
  }
  return found
}

function add<K, V>(index: Map<K, V[]>, key: K, value: V): void {
  const known = index.get(key)
  if (known) known.push(value)
  else index.set(key, [value])
}
