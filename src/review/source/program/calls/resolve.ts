import type { Definition, Frame, Program } from '../program.ts'
import { implementersOf } from './implementers.ts'
import { importsOf } from './imported.ts'
import { injectionOf } from './injected.ts'
import { importedByHeader } from './library-headers.ts'
import { libraryOf } from './library-imports.ts'
import { allModules, modulesNamed, nearest } from './modules.ts'

/** How a name was joined to its definition. */
export type Via =
  | 'call'
  | 'reference'
  /** M, F and A handed to a function that applies them. */
  | 'apply'
  /** A server's start to the callback that it runs first. */
  | 'start'
  /** A module that is known at run time only: one of the implementers of a behaviour. */
  | 'behaviour'
  | 'protocol'
  /** Put into the module by `use`. */
  | 'injected'
  /** Defined in an included header. */
  | 'header'

export interface Resolved {
  /** The module that defines it; null where it comes from outside the program by a way that cannot be seen. */
  readonly module: string | null
  readonly definitions: readonly Definition[]
  readonly via: Via
  readonly certain: boolean
}

/** What `module:name/arity` written in `frame` means: the program's own definitions, where it has them. */
export function resolve(
  program: Program,
  frame: Frame,
  written: string,
  name: string,
  arity: number,
): Resolved {
  // Erlang calls Elixir's modules by their whole names.
  const module = written.startsWith('Elixir.') ? written.slice('Elixir.'.length) : written
  const direct = nearest(frame.file, program.definitions(module, name, arity))
  if (direct.length > 0) return ofProtocol(program, module, name, arity, direct)
  const isOwn = frame.module?.name === module
  if (frame.file.form.language === 'erlang')
    return isOwn ? fromHeader(program, frame, module, name, arity) : outside(module)
  for (const place of nearest(frame.file, modulesNamed(program, module))) {
    const injection = injectionOf(program, place.file, place.module)
    const injected = injection.functions.get(`${name}/${arity}`)
    if (injected) return { module, definitions: [injected], via: 'injected', certain: true }
    if (!isOwn) continue
    const imported = byImport(program, frame, injection.imports, name, arity)
    if (imported) return imported
  }
  if (!isOwn) return outside(module)
  return byWrittenImport(program, frame, name, arity) ?? unknown
}

const unknown: Resolved = { module: null, definitions: [], via: 'call', certain: false }

function outside(module: string): Resolved {
  return { module, definitions: [], via: 'call', certain: true }
}

/** A protocol's function has no body: its implementations answer. */
function ofProtocol(
  program: Program,
  module: string,
  name: string,
  arity: number,
  direct: readonly Definition[],
): Resolved {
  const isHead = direct.every(
    ({ fn }) => fn.clauses.length === 0 || fn.clauses.every(({ body }) => body.length === 0),
  )
  const implementations: Definition[] = []
  if (isHead) {
    for (const place of implementersOf(program, module)) {
      if (!place.module.name.startsWith(`${module}.`)) continue
      for (const fn of place.module.functions)
        if (fn.name === name && fn.minArity <= arity && arity <= fn.arity)
          implementations.push({ ...place, fn })
    }
  }
  if (implementations.length === 0) return { module, definitions: direct, via: 'call', certain: true }
  return { module, definitions: implementations, via: 'protocol', certain: false }
}

function byImport(
  program: Program,
  frame: Frame,
  imports: readonly { readonly module: string; readonly only: ReadonlySet<string> | null }[],
  name: string,
  arity: number,
): Resolved | null {
  for (const { module, only } of imports) {
    if (only && !only.has(`${name}/${arity}`)) continue
    const definitions = exportedFrom(program, frame, module, name, arity)
    if (definitions.length > 0 || only) return { module, definitions, via: 'call', certain: true }
  }
  return null
}

/** A function of a module that is imported as a whole beside others, where the module is in the program. */
function byWrittenImport(program: Program, frame: Frame, name: string, arity: number): Resolved | null {
  const outsiders: string[] = []
  for (const { name: written, whole } of importsOf(frame.file)) {
    if (!whole) continue
    let isKnown = false
    for (const module of namesEnding(program, written)) {
      isKnown = true
      const definitions = exportedFrom(program, frame, module, name, arity)
      if (definitions.length > 0) return { module, definitions, via: 'call', certain: true }
    }
    if (!isKnown) outsiders.push(written)
  }
  const { module: own, file } = frame
  if (!own) return null
  const injection = injectionOf(program, file, own)
  const named = injection.imports.filter(({ only }) => !only).map(({ module }) => module)
  const library = libraryOf(injection.uses, [...outsiders, ...named], name)
  if (library) return { module: library, definitions: [], via: 'call', certain: true }
  const [only] = outsiders
  const isOnly = outsiders.length === 1 && own.uses.length === 0
  return only && isOnly ? { module: only, definitions: [], via: 'call', certain: false } : null
}

const bySuffix = new WeakMap<Program, Map<string, readonly string[]>>()

/** Names of the program's modules that `written` may stand for: itself, or after an alias of its first part. */
function namesEnding(program: Program, written: string): readonly string[] {
  if (modulesNamed(program, written).length > 0) return [written]
  const memo = bySuffix.get(program) ?? new Map<string, readonly string[]>()
  bySuffix.set(program, memo)
  let found = memo.get(written)
  if (!found) {
    const names: string[] = []
    for (const places of allModules(program)) {
      const name = places[0]?.module.name ?? ''
      if (name.endsWith(`.${written}`)) names.push(name)
    }
    found = names
    memo.set(written, found)
  }
  return found
}

function exportedFrom(
  program: Program,
  frame: Frame,
  module: string,
  name: string,
  arity: number,
): readonly Definition[] {
  return nearest(frame.file, program.definitions(module, name, arity)).filter(({ fn }) => fn.exported)
}

/** A function that an included header defines is the including module's own; one that it imports is another's. */
function fromHeader(program: Program, frame: Frame, module: string, name: string, arity: number): Resolved {
  for (const path of frame.file.form.includes) {
    const base = path.slice(path.lastIndexOf('/') + 1)
    const home = base.replace(/\.\w+$/, '')
    const definitions = program
      .definitions(home, name, arity)
      .filter(({ file }) => file.path.endsWith(`/${base}`))
    if (definitions.length > 0)
      return { module, definitions: nearest(frame.file, definitions), via: 'header', certain: true }
  }
  // The compiler gives it to every module.
  if (name === 'module_info' && arity < 2) return outside(module)
  const library = importedByHeader(frame.file.form.includes, name, arity)
  return library ? outside(library) : unknown
}
