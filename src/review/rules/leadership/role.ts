import type { Clause, Expr } from '../../source/form.ts'
import type { Frame, Program, Site } from '../../source/program/program.ts'
import { split } from '../../source/program/words.ts'
import { results, visitAll } from '../../source/walk.ts'

const roleWords: ReadonlySet<string> = new Set(['leader', 'primary', 'master', 'leading'])
/** Keys of a state that hold what a process is. */
const stateKeys: ReadonlySet<string> = new Set(['role', 'mode', 'state', 'status', 'state_name', 'fsm'])
const takingName =
  /^(?:maybe_|do_|try_)?(?:become|assume|take|claim|declare|promote_self_to|promote_to|start_as|act_as)_?(?:over_)?(?:the_|self_)?(?:as_)?(?:leader|leading|primary|master|leadership)!?$|^promote_(?:self|me|local|myself)$|^elect_(?:self|me|myself)$/

/** Calls that put a value under a key: the positions of key and value. */
const puts: Record<string, readonly [key: number, value: number]> = {
  'Map:put': [1, 2],
  'Map:replace': [1, 2],
  'Map:replace!': [1, 2],
  'maps:put': [0, 1],
  'maps:update': [0, 1],
}

/** The place where a body makes the process itself the leader: a field of its state, a state of gen_statem, a call that says so; or null. */
export function roleTaken(body: readonly Expr[], frame: Frame): Site | null {
  let taken: Expr | null = null
  const patterns = new Set<Expr>()
  visitAll(body, (expr, ancestors) => {
    const parent = ancestors.at(-1)
    if (parent && isPatternOf(parent, expr, patterns)) patterns.add(expr)
    else if (!taken && takes(expr)) taken = expr
  })
  return taken ? { expr: taken, frame } : null
}

/** The same in the functions of the module that the body calls, as far as `depth` calls. */
export function roleTakenBelow(
  program: Program,
  body: readonly Expr[],
  frame: Frame,
  depth: number,
): Site | null {
  const here = roleTaken(body, frame)
  if (here || depth === 0) return here
  for (const { clause, frame: inside } of calledHere(program, body, frame)) {
    const found = roleTakenBelow(program, clause.body, inside, depth - 1)
    if (found) return found
  }
  return null
}

/** The clauses of the module's own functions that a body calls. */
function calledHere(
  program: Program,
  body: readonly Expr[],
  { module }: Frame,
): readonly { readonly clause: Clause; readonly frame: Frame }[] {
  const found: { clause: Clause; frame: Frame }[] = []
  if (!module) return found
  const seen = new Set<unknown>()
  visitAll(body, (expr) => {
    if (expr.kind !== 'call' || expr.module !== module.name) return
    for (const { file, module: owner, fn } of program.definitions(module.name, expr.name, expr.args.length)) {
      if (owner !== module || seen.has(fn)) continue
      seen.add(fn)
      for (const clause of fn.clauses)
        found.push({ clause, frame: { file, module: owner, fn, clause, caller: null } })
    }
  })
  return found
}

/** A body that answers `leader`: whoever asks may take the role. */
export function answersLeader(body: readonly Expr[]): Expr | null {
  for (const result of results(body)) {
    const [first] = result.kind === 'tuple' ? result.items : [result]
    if (first?.kind === 'atom' && roleWords.has(first.name)) return result
  }
  return null
}

function takes(expr: Expr): boolean {
  if (expr.kind === 'map') return expr.entries.some(({ key, value }) => holdsRole(key, value))
  if (expr.kind === 'tuple') {
    const [word, state] = expr.items
    return word?.kind === 'atom' && word.name === 'next_state' && isRole(state)
  }
  if (expr.kind !== 'call') return false
  const at = puts[`${expr.module}:${expr.name}`]
  const [key, value] = at ? [expr.args[at[0]], expr.args[at[1]]] : []
  return key !== undefined && value !== undefined ? holdsRole(key, value) : takingName.test(expr.name)
}

function holdsRole(key: Expr, value: Expr): boolean {
  if (key.kind !== 'atom') return false
  if (stateKeys.has(key.name)) return isRole(value)
  if (!/^(?:is_|am_|we_are_)?(?:the_)?(?:leader|primary|master)(?:_node|_pid|\?)?$/.test(key.name))
    return false
  if (value.kind === 'atom') return value.name === 'true'
  return (
    value.kind === 'call' &&
    value.module === 'erlang' &&
    (value.name === 'node' || value.name === 'self') &&
    value.args.length === 0
  )
}

function isRole(expr: Expr | undefined): boolean {
  return expr?.kind === 'atom' && split(expr.name).some((word) => roleWords.has(word))
}

function isPatternOf(parent: Expr | Clause, expr: Expr, patterns: ReadonlySet<Expr>): boolean {
  if (!('kind' in parent)) return parent.patterns.includes(expr) || parent.guard === expr
  if (patterns.has(parent)) return true
  return (parent.kind === 'match' || parent.kind === 'arrow') && parent.pattern === expr
}
