import type { Call, Expr } from '../../form.ts'
import type { Definition, Frame, Program, Site } from '../program.ts'
import { origins } from '../values.ts'
import { candidates } from './implementers.ts'
import { atomOf, atomsOf } from './names.ts'
import { type Resolved, resolve, type Via } from './resolve.ts'
import { isRunner, multicallEverywhere, multicallOn, type Runner, runnerOf } from './runners.ts'
import { startedModules, startShape } from './starts.ts'

/** One function that a site may lead to. */
export interface Callee {
  readonly module: string | null
  readonly name: string
  readonly arity: number
  /** Its definitions in the program; none where it comes from outside. */
  readonly definitions: readonly Definition[]
  readonly via: Via
  /** False for one of several candidates. */
  readonly certain: boolean
  /** Runs on another node, or may. */
  readonly remote: boolean
}

const none: readonly Callee[] = []

/** The functions that a call, a fun reference or a fun's application leads to; first the one that is named. */
export function calleesOf(program: Program, { expr, frame }: Site): readonly Callee[] {
  switch (expr.kind) {
    case 'call':
      return ofCall(program, expr, frame)
    case 'funref':
      if (expr.module !== null)
        return [named(program, frame, expr.module, expr.name, expr.arity, 'reference')]
      return expr.target ? ofComputed(program, frame, expr.target, expr.name, expr.arity) : none
    case 'apply':
      return ofFun(program, frame, expr.fun, expr.args.length)
    default:
      return none
  }
}

function ofCall(program: Program, call: Call, frame: Frame): readonly Callee[] {
  const { module, target, name, args } = call
  if (module === null) return target ? ofComputed(program, frame, target, name, args.length) : none
  const first = named(program, frame, module, name, args.length, 'call')
  const handed = handedOn(program, call, frame)
  return handed.length === 0 ? [first] : [first, ...handed]
}

function named(
  program: Program,
  frame: Frame,
  module: string,
  name: string,
  arity: number,
  how: 'call' | 'reference' | 'apply' | 'start',
  remote = false,
): Callee {
  const resolved: Resolved = resolve(program, frame, module, name, arity)
  const via = resolved.via === 'call' ? how : resolved.via
  return { ...resolved, via, name, arity, remote }
}

/** `Mod.name(…)` with a module out of a variable: the modules that it is seen to be, else whoever may answer. */
function ofComputed(
  program: Program,
  frame: Frame,
  target: Expr,
  name: string,
  arity: number,
): readonly Callee[] {
  // A header's calls go to whoever includes it.
  if (target.kind === 'constant' && target.name === 'MODULE') {
    const own = frame.module?.name
    return own ? [named(program, frame, own, name, arity, 'call')] : none
  }
  const { names, complete } = atomsOf(program, target, frame)
  const found = names.map((module) => ({
    ...named(program, frame, module, name, arity, 'call'),
    certain: complete && names.length === 1,
  }))
  if (complete) return found
  const definitions = candidates(program, frame, name, arity)
  for (const definition of definitions) {
    const module = definition.module.name
    if (names.includes(module)) continue
    found.push({
      module,
      name,
      arity,
      definitions: [definition],
      via: 'behaviour',
      certain: false,
      remote: false,
    })
  }
  return found
}

function ofFun(program: Program, frame: Frame, fun: Expr, arity: number, remote = false): Callee[] {
  const found: Callee[] = []
  const seen = new Set<string>()
  for (const { expr, frame: where } of origins(program, { expr: fun, frame })) {
    if (expr.kind !== 'funref' || expr.module === null || expr.arity !== arity) continue
    if (seen.has(`${expr.module}:${expr.name}`)) continue
    seen.add(`${expr.module}:${expr.name}`)
    found.push(named(program, where, expr.module, expr.name, expr.arity, 'reference', remote))
  }
  return found
}

/** What a call is handed to run: M, F, A, a fun, or the callback module of a server that it starts. */
export function handedOn(program: Program, call: Call, frame: Frame): Callee[] {
  const { module, name } = call
  if (module === null) return []
  if (isRunner(module, name)) {
    const runner = runnerIn(call)
    return runner ? ran(program, call, frame, runner) : []
  }
  if (startShape(call)) {
    return startedModules(program, call, frame).map((started) =>
      named(program, frame, started, 'init', 1, 'start'),
    )
  }
  return literalMfa(program, call, frame)
}

/** The runner that a call is, arguments considered; null where it is none. */
export function runnerIn({ module, name, args }: Call): Runner | null {
  if (module === null) return null
  if (module === 'rpc' && name === 'multicall' && args.length === 4) {
    const [first, , third] = args
    const everywhere = third?.kind === 'list' || (first?.kind === 'atom' && third?.kind !== 'atom')
    return everywhere ? multicallEverywhere : multicallOn
  }
  return runnerOf(module, name, args.length)
}

function ran(program: Program, call: Call, frame: Frame, runner: Runner): Callee[] {
  const remote = isRemote(call, runner)
  if (runner.fun !== null) {
    const fun = call.args[runner.fun]
    if (!fun || fun.kind === 'funref') return []
    return ofFun(program, frame, fun, runner.given, remote)
  }
  if (runner.mfa === null) return []
  const [module, name, args] = call.args.slice(runner.mfa, runner.mfa + 3)
  if (!module || !name || !args) return []
  const fn = atomOf(program, name, frame)
  const arity = listLength(program, args, frame)
  if (fn === null || arity === null) return []
  const { names, complete } = atomsOf(program, module, frame)
  const given = arity + runner.given
  const found: Callee[] = names.map((one) => ({
    ...named(program, frame, one, fn, given, 'apply', remote),
    certain: complete && names.length === 1,
  }))
  if (complete) return found
  for (const definition of candidates(program, frame, fn, given)) {
    const home = definition.module.name
    if (!names.includes(home))
      found.push({
        module: home,
        name: fn,
        arity: given,
        definitions: [definition],
        via: 'behaviour',
        certain: false,
        remote,
      })
  }
  return found
}

/** Task.Supervisor given `{supervisor, node}` runs there. */
export function isRemote(call: Call, runner: Runner): boolean {
  if (runner.where === 'node') return true
  const [first] = call.args
  return (
    call.module === 'Task.Supervisor' &&
    first?.kind === 'tuple' &&
    first.items.length === 2 &&
    !isOwn(first.items[1])
  )
}

function isOwn(node: Expr | undefined): boolean {
  return node?.kind === 'call' && node.module === 'erlang' && node.name === 'node' && node.args.length === 0
}

function listLength(program: Program, expr: Expr, frame: Frame): number | null {
  if (expr.kind === 'list') return expr.tail ? null : expr.items.length
  const from = origins(program, { expr, frame })
  const list = from.length === 1 ? from[0]?.expr : undefined
  return list?.kind === 'list' && !list.tail ? list.items.length : null
}

/** A project's own runner: `M, F, [A]` spelled out among the arguments, of a function that the program has. */
function literalMfa(program: Program, call: Call, frame: Frame): Callee[] {
  const { args } = call
  for (let at = 0; at + 2 < args.length; at++) {
    const [module, name, list] = args.slice(at, at + 3)
    if (module?.kind !== 'atom' || name?.kind !== 'atom' || list?.kind !== 'list' || list.tail) continue
    if (program.definitions(module.name, name.name, list.items.length).length === 0) continue
    const remote = /rpc|multicall/i.test(`${call.module}:${call.name}`)
    return [named(program, frame, module.name, name.name, list.items.length, 'apply', remote)]
  }
  return []
}
