import type { Call, Clause, Expr } from '../../form.ts'
import { facet } from '../facet.ts'
import type { Program, Site } from '../program.ts'
import { isRemote, runnerIn } from './callees.ts'
import { type Runner, runnerNames } from './runners.ts'

/** A fun that is handed to a runner: what stands inside runs where the runner says. */
export interface Around {
  readonly call: Call
  readonly fun: Expr
  readonly runner: Runner
  readonly remote: boolean
}

/** Per clause, the funs in it that a runner takes: few clauses have any, so no clause need be searched for them. */
const handed = facet((program): ReadonlyMap<Clause, readonly Around[]> => {
  const byClause = new Map<Clause, Around[]>()
  for (const name of runnerNames) {
    const colon = name.lastIndexOf(':')
    for (const { expr: call, frame } of program.callsOf(name.slice(0, colon), name.slice(colon + 1))) {
      const runner = runnerIn(call)
      const fun = runner?.fun === null || !runner ? undefined : call.args[runner.fun]
      if (!runner || fun?.kind !== 'fun') continue
      const around = { call, fun, runner, remote: isRemote(call, runner) }
      const known = byClause.get(frame.clause)
      if (known) known.push(around)
      else byClause.set(frame.clause, [around])
    }
  }
  return byClause
})

/** The innermost fun around a site that is handed to a runner; null where the site runs where its function does. */
export function runnerAround(program: Program, { expr, frame }: Site): Around | null {
  let innermost: Around | null = null
  for (const around of handed(program).get(frame.clause) ?? []) {
    const { start, end } = around.fun
    if (start > expr.start || expr.end > end || around.fun === expr) continue
    if (!innermost || start >= innermost.fun.start) innermost = around
  }
  return innermost
}
