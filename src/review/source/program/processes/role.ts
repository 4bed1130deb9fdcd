import type { Call, Expr } from '../../form.ts'
import { runnerAround } from '../calls/around.ts'
import { callGraph } from '../calls/call-graph.ts'
import { runnerIn } from '../calls/callees.ts'
import { definitionAt } from '../calls/modules.ts'
import { startShape } from '../calls/starts.ts'
import { facet } from '../facet.ts'
import { ancestorsOf, type Definition, type Frame, type Program, type Site } from '../program.ts'
import { callbackAt, serverOf } from './servers.ts'

/** Which process runs a piece of code. */
export type Role =
  /** The server's own: a callback (`name/arity`), or a function that only callbacks of one module reach. */
  | { readonly kind: 'callback'; readonly callback: string; readonly module: string }
  /** Whoever calls it. */
  | { readonly kind: 'api' }
  /** A process of its own, started by `by`; on another node where `remote`. */
  | { readonly kind: 'task'; readonly by: Site<Call> | null; readonly remote: boolean }
  /** Starts a server: runs in the supervisor or whoever else starts it. */
  | { readonly kind: 'start' }
  | { readonly kind: 'unknown' }

/** How far callers are asked. */
const deepest = 2

/**
 * Which process runs the code of `frame`, and with `expr` that expression, which may stand in a fun that runs elsewhere
 * (`Task.async(fn -> … end)`). A function is the callback's only if every caller that is seen is one, two levels up.
 */
export function roleOf(program: Program, frame: Frame, expr: Expr | null = null): Role {
  if (expr) {
    const around = runnerAround(program, { expr, frame })
    if (around && around.runner.where !== 'here')
      return { kind: 'task', by: { expr: around.call, frame }, remote: around.remote }
  }
  const definition = definitionAt(frame)
  return definition ? ofDefinition(program, definition, deepest) : { kind: 'unknown' }
}

const memo = facet((_) => new Map<Definition['fn'], Role>())

function ofDefinition(program: Program, definition: Definition, depth: number): Role {
  const known = memo(program).get(definition.fn)
  if (known) return known
  const role = reckon(program, definition, depth)
  // What was cut short by the depth is asked again from nearer.
  if (depth === deepest || role.kind !== 'unknown') memo(program).set(definition.fn, role)
  return role
}

function reckon(program: Program, definition: Definition, depth: number): Role {
  const { module, fn } = definition
  const at = callbackAt(program, definition)
  if (at) return { kind: 'callback', callback: `${fn.name}/${fn.arity}`, module: module.name }
  if (starts(program, definition)) return { kind: 'start' }
  const callers = callGraph(program)
    .callersOf(definition)
    .filter(({ site }) => site.frame.fn !== fn)
  if (callers.length === 0) return fn.exported ? { kind: 'api' } : { kind: 'unknown' }
  // Other applications may call what is exported; in a server's module only its behaviour's calls are the process's.
  let shared: Role | null = null
  for (const { site } of callers) {
    const role = ofCaller(program, site, depth)
    if (role.kind === 'unknown') return fn.exported ? { kind: 'api' } : role
    if (role.kind !== 'callback' && role.kind !== 'task') return { kind: 'api' }
    if (shared && !same(shared, role)) return { kind: 'api' }
    shared ??= role
  }
  return shared ?? { kind: 'unknown' }
}

function ofCaller(program: Program, site: Site, depth: number): Role {
  const { expr, frame } = site
  const handing = expr.kind === 'call' ? runnerIn(expr) : null
  if (handing && handing.where !== 'here')
    return { kind: 'task', by: { expr: expr as Call, frame }, remote: handing.where === 'node' }
  if (expr.kind === 'funref') {
    const above = ancestorsOf(site).at(-1)
    const runner = above && 'kind' in above && above.kind === 'call' ? runnerIn(above) : null
    if (runner && runner.where !== 'here')
      return { kind: 'task', by: { expr: above as Call, frame }, remote: runner.where === 'node' }
  }
  const around = runnerAround(program, site)
  if (around && around.runner.where !== 'here')
    return { kind: 'task', by: { expr: around.call, frame }, remote: around.remote }
  const caller = definitionAt(frame)
  if (!caller) return { kind: 'unknown' }
  if (depth > 0) return ofDefinition(program, caller, depth - 1)
  return callbackAt(program, caller)
    ? { kind: 'callback', callback: `${caller.fn.name}/${caller.fn.arity}`, module: caller.module.name }
    : { kind: 'unknown' }
}

function same(a: Role, b: Role): boolean {
  if (a.kind === 'callback' && b.kind === 'callback') return a.module === b.module
  return a.kind === b.kind
}

/** A function of a server's module that starts a server. */
function starts(program: Program, { file, module, fn }: Definition): boolean {
  if (!fn.name.startsWith('start') || !serverOf(program, module)) return false
  return callGraph(program)
    .sitesIn({ file, module, fn })
    .some(({ expr }) => expr.kind === 'call' && startShape(expr) !== null)
}
