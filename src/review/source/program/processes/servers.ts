import type { Expr, FunctionForm, ModuleForm } from '../../form.ts'
import { results } from '../../walk.ts'
import { behavioursOf, injectionOf } from '../calls/injected.ts'
import { allModules, type ModulePlace } from '../calls/modules.ts'
import { facet } from '../facet.ts'
import type { Definition, Program } from '../program.ts'
import { type Callback, callbacksOf, kindOf, type ServerKind } from './server-kinds.ts'

/** A module whose code a process runs, with the functions that its behaviour calls. */
export interface ServerModule extends ModulePlace {
  readonly kind: ServerKind
  readonly callbacks: ReadonlyMap<FunctionForm, Callback>
}

const index = facet((program) => {
  const byModule = new Map<ModuleForm, ServerModule>()
  for (const places of allModules(program)) {
    for (const place of places) {
      const found = asServer(program, place)
      if (found) byModule.set(place.module, found)
    }
  }
  return byModule
})

/** Every server module of the program, loops of plain spawned processes included. */
export function serverModules(program: Program): Iterable<ServerModule> {
  return index(program).values()
}

export function serverOf(program: Program, module: ModuleForm | null): ServerModule | null {
  return module ? (index(program).get(module) ?? null) : null
}

function asServer(program: Program, place: ModulePlace): ServerModule | null {
  const { file, module } = place
  const names = new Set(behavioursOf(program, file, module))
  if (module.uses.length > 0) for (const used of injectionOf(program, file, module).uses) names.add(used)
  const kind = (names.size > 0 ? kindOf(names) : null) ?? (actsAsServer(module) ? 'gen_server' : null)
  if (!kind) return asLoop(place)
  const known = callbacksOf(kind)
  const callbacks = new Map<FunctionForm, Callback>()
  for (const fn of module.functions) {
    const callback = known.get(`${fn.name}/${fn.arity}`) ?? (kind === 'gen_statem' ? stateFunction(fn) : null)
    if (callback) callbacks.set(fn, callback)
  }
  return { file, module, kind, callbacks }
}

/** A server whose behaviour is named by a macro or injected from outside: it exports what only a server has. */
function actsAsServer({ functions }: ModuleForm): boolean {
  const exported = new Set<string>()
  for (const fn of functions) if (fn.exported) exported.add(`${fn.name}/${fn.arity}`)
  return exported.has('init/1') && exported.has('handle_call/3') && exported.has('handle_cast/2')
}

const eventTypes = new Set(['cast', 'info', 'enter', 'internal', 'timeout', 'state_timeout'])
/** A call comes as `{call, From}`, a named time-out as `{timeout, Name}`. */
const eventPairs = new Set(['call', 'timeout'])

/** `StateName(EventType, Event, Data)`: a function of three arguments one of whose clauses is headed by an event type. */
function stateFunction(fn: FunctionForm): Callback | null {
  if (fn.arity !== 3 || !fn.exported) return null
  const isState = fn.clauses.some(({ patterns: [first] }) => {
    if (first?.kind === 'atom') return eventTypes.has(first.name)
    return first?.kind === 'tuple' && first.items[0]?.kind === 'atom' && eventPairs.has(first.items[0].name)
  })
  return isState ? { state: 2, message: 1 } : null
}

/** A plain process: functions that receive and call themselves again with their state. */
function asLoop(place: ModulePlace): ServerModule | null {
  const callbacks = new Map<FunctionForm, Callback>()
  for (const fn of place.module.functions)
    if (isLoop(place.module, fn)) callbacks.set(fn, { state: null, message: null })
  return callbacks.size > 0 ? { ...place, kind: 'loop', callbacks } : null
}

function isLoop(module: ModuleForm, fn: FunctionForm): boolean {
  for (const { body } of fn.clauses) {
    for (const expr of body) {
      if (expr.kind !== 'receive') continue
      const ends: readonly Expr[] = [
        ...expr.clauses.flatMap((clause) => results(clause.body)),
        ...results(expr.after),
      ]
      if (ends.some((end) => end.kind === 'call' && end.module === module.name && end.name === fn.name))
        return true
    }
  }
  return false
}

/** The callback that a definition is, with its server; null for any other function. */
export function callbackAt(
  program: Program,
  definition: Definition,
): { readonly server: ServerModule; readonly callback: Callback } | null {
  const server = serverOf(program, definition.module)
  const callback = server?.callbacks.get(definition.fn)
  return server && callback ? { server, callback } : null
}
