import type { Call, Clause, Expr } from '../../form.ts'
import { visitAll } from '../../walk.ts'
import type { Frame, Site } from '../program.ts'
import type { ServerModule } from './servers.ts'

/** A key of a server's state, with the places that read and write it. */
interface StateField {
  readonly name: string
  readonly reads: readonly Site[]
  readonly writes: readonly Site[]
}

/** What a server keeps. */
export interface State {
  /** The struct or record that it is; null for a map or anything else. */
  readonly struct: string | null
  readonly fields: readonly StateField[]
}

interface Places {
  readonly reads: Site[]
  readonly writes: Site[]
}

/** Functions of maps whose second argument is the key, by what they do with it. */
const reading = new Set(['Map:get', 'Map:fetch', 'Map:fetch!', 'Map:has_key?', 'Access:get', 'Keyword:get'])
const writing = new Set(['Map:put', 'Map:delete', 'Map:update', 'Map:update!', 'Map:put_new', 'Map:replace!'])
/** Erlang's: the key first. */
const keyFirst: Record<string, 'reads' | 'writes' | undefined> = {
  'maps:get': 'reads',
  'maps:find': 'reads',
  'maps:is_key': 'reads',
  'maps:put': 'writes',
  'maps:update': 'writes',
  'maps:remove': 'writes',
  'maps:update_with': 'writes',
}

/** The fields of a server's state that its callbacks, and helpers that are given the whole state, read and write. */
export function stateOf({ file, module, callbacks }: ServerModule): State {
  const found = new Map<string, Places>()
  const structs = new Map<string, number>()
  const seen = new Set<Clause>()
  const enter = (frame: Frame, parameter: number | null, depth: number) => {
    const { clause } = frame
    if (seen.has(clause)) return
    seen.add(clause)
    const held = new Set<string>()
    const pattern = parameter === null ? undefined : clause.patterns[parameter]
    if (pattern) takePattern(pattern, frame, held, found, structs)
    visitAll(clause.body, (expr) => readOne(expr, frame, held, found, structs))
    if (depth === 0) return
    visitAll(clause.body, (expr) => {
      if (expr.kind !== 'call' || expr.module !== module.name) return
      const at = expr.args.findIndex((arg) => isHeld(arg, held))
      if (at < 0) return
      for (const fn of module.functions)
        if (fn.name === expr.name && fn.arity === expr.args.length)
          for (const inner of fn.clauses)
            enter({ file, module, fn, clause: inner, caller: null }, at, depth - 1)
    })
  }
  for (const [fn, { state }] of callbacks) {
    for (const clause of fn.clauses) {
      const frame: Frame = { file, module, fn, clause, caller: null }
      if (fn.name === 'init' && fn.arity === 1) initial(clause, frame, found, structs)
      enter(frame, state, 2)
    }
  }
  const [struct = null] = [...structs].sort((a, b) => b[1] - a[1]).map(([name]) => name)
  const fields = [...found].map(([name, { reads, writes }]) => ({ name, reads, writes }))
  return { struct, fields: fields.sort((a, b) => (a.name < b.name ? -1 : 1)) }
}

function add(found: Map<string, Places>, name: string, how: 'reads' | 'writes', site: Site): void {
  const known = found.get(name) ?? { reads: [], writes: [] }
  found.set(name, known)
  known[how].push(site)
}

/** The variables that stand for the whole state, and the keys that the head takes out of it. */
function takePattern(
  pattern: Expr,
  frame: Frame,
  held: Set<string>,
  found: Map<string, Places>,
  structs: Map<string, number>,
): void {
  if (pattern.kind === 'var') held.add(pattern.name)
  else if (pattern.kind === 'match') {
    takePattern(pattern.pattern, frame, held, found, structs)
    takePattern(pattern.value, frame, held, found, structs)
  } else if (pattern.kind === 'map') {
    if (pattern.struct) structs.set(pattern.struct, (structs.get(pattern.struct) ?? 0) + 1)
    for (const { key, value } of pattern.entries)
      if (key.kind === 'atom') add(found, key.name, 'reads', { expr: value, frame })
  }
}

function isHeld(expr: Expr | undefined, held: ReadonlySet<string>): boolean {
  return expr?.kind === 'var' && held.has(expr.name)
}

function readOne(
  expr: Expr,
  frame: Frame,
  held: Set<string>,
  found: Map<string, Places>,
  structs: Map<string, number>,
): void {
  switch (expr.kind) {
    case 'match':
      if (isHeld(expr.value, held)) takePattern(expr.pattern, frame, held, found, structs)
      else if (expr.pattern.kind === 'var' && derives(expr.value, held)) held.add(expr.pattern.name)
      return
    case 'field':
      if (isHeld(expr.of, held) && expr.name !== 'assigns') add(found, expr.name, 'reads', { expr, frame })
      // What a LiveView or a channel keeps is in the socket's assigns.
      else if (expr.of.kind === 'field' && expr.of.name === 'assigns' && isHeld(expr.of.of, held))
        add(found, expr.name, 'reads', { expr, frame })
      return
    case 'map':
      if (!derives(expr, held)) return
      if (expr.struct) structs.set(expr.struct, (structs.get(expr.struct) ?? 0) + 1)
      for (const { key, value } of expr.entries)
        if (key.kind === 'atom') add(found, key.name, 'writes', { expr: value, frame })
      return
    case 'call': {
      if (isAssign(expr, held)) {
        for (const name of assigned(expr)) add(found, name, 'writes', { expr, frame })
        return
      }
      const key = `${expr.module}:${expr.name}`
      const first = keyFirst[key]
      const [name, container] = first ? [expr.args[0], expr.args.at(-1)] : [expr.args[1], expr.args[0]]
      const how = first ?? (reading.has(key) ? 'reads' : writing.has(key) ? 'writes' : null)
      if (how && name?.kind === 'atom' && container && (isHeld(container, held) || derives(container, held)))
        add(found, name.name, how, { expr, frame })
    }
  }
}

/** An update of the state, which is the state again. */
function derives(expr: Expr, held: ReadonlySet<string>): boolean {
  if (expr.kind === 'map') return expr.base !== null && (isHeld(expr.base, held) || derives(expr.base, held))
  if (expr.kind !== 'call' || expr.args.length === 0) return false
  const key = `${expr.module}:${expr.name}`
  if (isAssign(expr, held)) return true
  if (writing.has(key)) return isHeld(expr.args[0], held) || derives(expr.args[0] as Expr, held)
  return keyFirst[key] === 'writes' && isHeld(expr.args.at(-1), held)
}

const assigning = new Set(['assign', 'assign_new'])

/** `assign(socket, …)` of Phoenix, where the socket is held. */
function isAssign({ name, args: [socket] }: Call, held: ReadonlySet<string>): boolean {
  return assigning.has(name) && socket !== undefined && (isHeld(socket, held) || derives(socket, held))
}

/** The keys of `assign(socket, :key, value)` and `assign(socket, key: value)`. */
function assigned({ args: [, named] }: Call): string[] {
  if (named?.kind === 'atom') return [named.name]
  const keys: string[] = []
  if (named?.kind === 'map') for (const { key } of named.entries) if (key.kind === 'atom') keys.push(key.name)
  if (named?.kind === 'list')
    for (const item of named.items)
      if (item.kind === 'tuple' && item.items[0]?.kind === 'atom') keys.push(item.items[0].name)
  return keys
}

/** `{ok, #state{…}}`, `{:ok, %{…}}`, `{:ok, %State{…}, …}`: the keys that init/1 sets. */
function initial(
  clause: Clause,
  frame: Frame,
  found: Map<string, Places>,
  structs: Map<string, number>,
): void {
  const states = new Set<Expr>()
  const named = new Set<string>()
  visitAll(clause.body, (expr) => {
    const [ok, second, third] = expr.kind === 'tuple' ? expr.items : []
    if (ok?.kind !== 'atom' || ok.name !== 'ok') return
    for (const state of [second, third]) {
      if (state?.kind === 'map') states.add(state)
      else if (state?.kind === 'var') named.add(state.name)
    }
  })
  visitAll(clause.body, (expr) => {
    if (expr.kind === 'match' && expr.pattern.kind === 'var' && named.has(expr.pattern.name))
      states.add(expr.value)
  })
  for (const state of states) {
    if (state.kind !== 'map') continue
    if (state.struct) structs.set(state.struct, (structs.get(state.struct) ?? 0) + 1)
    for (const { key, value } of state.entries)
      if (key.kind === 'atom') add(found, key.name, 'writes', { expr: value, frame })
  }
}
