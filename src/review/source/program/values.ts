import type { Call } from '../form.ts'
import { results } from '../walk.ts'
import { patternBinding } from './bindings.ts'
import type { Frame, Program, Site } from './program.ts'

/** How far a value is followed: through helpers and callers, not through the whole program. */
const maxSteps = 8
const maxCalls = 3

/**
 * Where a value comes from: the expressions that `site` may stand for, through variables, module constants,
 * local helpers (their results, with the arguments of this call) and, for parameters, the callers of the function.
 * An expression that cannot be followed further is its own origin. Several origins: any of them may be the value.
 */
export function origins(program: Program, site: Site): readonly Site[] {
  const found: Site[] = []
  follow(program, site, maxSteps, found)
  return found
}

function follow(program: Program, site: Site, steps: number, found: Site[]): void {
  const next = steps > 0 ? step(program, site) : null
  if (!next || next.length === 0) {
    found.push(site)
    return
  }
  for (const source of next) follow(program, source, steps - 1, found)
}

/** One step back, or null where the expression is its own origin. */
function step(program: Program, { expr, frame }: Site): readonly Site[] | null {
  switch (expr.kind) {
    case 'match':
      return [{ expr: expr.value, frame }]
    case 'block':
    case 'branch':
    case 'try':
    case 'with':
      return results([expr]).map((result) => ({ expr: result, frame }))
    case 'constant': {
      const constant = program.constantAt(frame, expr.name, expr.start)
      return constant && constant.params.length === 0
        ? [{ expr: constant.value, frame: { ...frame, fn: null } }]
        : null
    }
    case 'var':
      return variable(program, expr.name, expr.start, frame)
    case 'call':
      return callee(program, expr, frame)
    default:
      return null
  }
}

function variable(program: Program, name: string, offset: number, frame: Frame): readonly Site[] | null {
  const binding = patternBinding(frame.clause, name, offset)
  if (!binding) return null
  if (binding.kind === 'value') return [{ expr: binding.value, frame }]
  if (binding.kind !== 'parameter' || !frame.fn || !frame.module) return null
  if (frame.caller) {
    const argument = frame.caller.expr.args[binding.index]
    return argument ? [{ expr: argument, frame: frame.caller.frame }] : null
  }
  const callers = program.callersOf(frame.module.name, frame.fn)
  if (callers.length === 0 || callers.length > maxCalls) return null
  const given: Site[] = []
  for (const caller of callers) {
    const argument = caller.expr.args[binding.index]
    // A caller in the same clause is recursion: it adds no origin of its own.
    if (argument && caller.frame.clause !== frame.clause) given.push({ expr: argument, frame: caller.frame })
  }
  return given
}

function callee(program: Program, call: Call, frame: Frame): readonly Site[] | null {
  if (call.module === null || depth(frame) >= maxCalls) return null
  const definitions = program.definitions(call.module, call.name, call.args.length)
  if (definitions.length !== 1) return null
  const given: Site[] = []
  for (const { file, module, fn } of definitions) {
    for (const clause of fn.clauses) {
      const inside: Frame = { file, module, fn, clause, caller: { expr: call, frame } }
      for (const result of results(clause.body)) given.push({ expr: result, frame: inside })
    }
  }
  return given
}

function depth(frame: Frame): number {
  let count = 0
  for (let at = frame.caller; at; at = at.frame.caller) count++
  return count
}
