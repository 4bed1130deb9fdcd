import type { Call, Expr, Match } from '../../source/form.ts'
import { patternBinding } from '../../source/program/bindings.ts'
import { ancestorsOf, type Frame, type Program, type Site } from '../../source/program/program.ts'
import { origins } from '../../source/program/values.ts'
import { isClause } from '../../source/walk.ts'

/** Calls that answer `{Results, BadNodes}` and leave nodes that are down or late out of the first. */
export const leavingOut: ReadonlySet<string> = new Set(['rpc:multicall', 'gen_server:multi_call'])

/** `{Results, Bad} = rpc:multicall(…)`: the match around such a call; null where its answer goes another way. */
export function answerMatch(site: Site): Match | null {
  const above = ancestorsOf(site).at(-1)
  if (!above || isClause(above) || above.kind !== 'match' || above.value !== site.expr) return null
  return above.pattern.kind === 'tuple' && above.pattern.items.length === 2 ? above : null
}

export interface Results {
  readonly call: Site<Call>
  /** The pattern of the bad nodes; null where only the first element is taken. */
  readonly bad: Expr | null
}

/** Functions that keep one entry for each, in order, with the index of their list. */
const keepOrder: Record<string, number> = { 'lists:map': 1, 'Enum:map': 0, 'Enum:to_list': 0 }

/** The multi-node call whose first element a value is, followed to where it is bound; null where it is none. */
export function resultsOf(program: Program, site: Site, depth = 4): Results | null {
  if (depth === 0) return null
  for (const { expr, frame } of origins(program, site)) {
    const found = ofOrigin(program, expr, frame, depth - 1)
    if (found) return found
  }
  return null
}

function ofOrigin(program: Program, expr: Expr, frame: Frame, depth: number): Results | null {
  if (expr.kind === 'var') {
    const binding = patternBinding(frame.clause, expr.name, expr.start)
    if (binding?.kind !== 'part' || !binding.source || binding.pattern.kind !== 'tuple') return null
    const [first, bad] = binding.pattern.items
    if (first?.kind !== 'var' || first.name !== expr.name) return null
    // `{Results, []}`: nobody is left out.
    if (bad?.kind === 'list' && bad.items.length === 0) return null
    return asAnswer(program, binding.source, frame, bad ?? null)
  }
  if (expr.kind === 'comprehension') {
    const [step, another] = expr.steps
    return step?.kind === 'arrow' && step.pattern.kind === 'var' && !another
      ? resultsOf(program, { expr: step.value, frame }, depth)
      : null
  }
  if (expr.kind !== 'call') return null
  const name = `${expr.module}:${expr.name}`
  const list = keepOrder[name] === undefined ? undefined : expr.args[keepOrder[name]]
  if (list) return resultsOf(program, { expr: list, frame }, depth)
  // element(1, rpc:multicall(…)), elem(:rpc.multicall(…), 0)
  if (name !== 'erlang:element' && name !== 'Kernel:elem') return null
  const [left, right] = expr.args
  const [tuple, index, first] = name === 'erlang:element' ? [right, left, 1] : [left, right, 0]
  return tuple && index?.kind === 'integer' && index.value === first
    ? asAnswer(program, tuple, frame, null)
    : null
}

function asAnswer(program: Program, expr: Expr, frame: Frame, bad: Expr | null): Results | null {
  for (const origin of origins(program, { expr, frame })) {
    const { expr: call } = origin
    if (call.kind === 'call' && leavingOut.has(`${call.module}:${call.name}`))
      return { call: { expr: call, frame: origin.frame }, bad }
  }
  return null
}
