import type { Call, Clause, Expr, FunctionForm, ModuleForm } from '../../form.ts'
import { visitAll } from '../../walk.ts'
import { facet } from '../facet.ts'
import type { Program, Site } from '../program.ts'
import type { MessageClause } from './messages/clauses.ts'
import type { Tag } from './messages/matching.ts'
import { type Send, sends } from './messages/sends.ts'

/** Work that a process does again and again. */
export interface Timer {
  readonly site: Site<Call>
  /** Its period: an expression in milliseconds. */
  readonly period: Site
  readonly tag: Tag | null
  /** The clause that runs each time; null for `apply_interval` and where it is not seen. */
  readonly handler: MessageClause | null
  /** `interval`: a timer of the runtime. `re-armed`: the handler sends itself the message anew. */
  readonly kind: 'interval' | 're-armed'
}

/** How far the handler's own helpers are followed to where they arm the timer again. */
const deepest = 2

/** Every periodic timer of the program, by module. */
export const timers = facet((program): ReadonlyMap<ModuleForm, readonly Timer[]> => {
  const byModule = new Map<ModuleForm, Timer[]>()
  const add = (timer: Timer) => {
    const { module } = timer.site.frame
    if (!module) return
    const known = byModule.get(module)
    if (known) known.push(timer)
    else byModule.set(module, [timer])
  }
  for (const send of sends(program)) {
    if (!send.after) continue
    const { site, after: period, tag } = send
    const [handler = null] = send.handlers
    if (site.expr.name === 'send_interval') add({ site, period, tag, handler, kind: 'interval' })
    else if (isOwn(send) && handler && rearms(program, handler.clause, site.frame.module, send, deepest))
      add({ site, period, tag, handler, kind: 're-armed' })
  }
  for (const name of ['apply_interval', 'apply_repeatedly'] as const) {
    for (const site of program.callsOf('timer', name)) {
      const [first] = site.expr.args
      if (first)
        add({ site, period: { expr: first, frame: site.frame }, tag: null, handler: null, kind: 'interval' })
    }
  }
  return byModule
})

function isOwn({ receiver, site }: Send): boolean {
  if (receiver.kind === 'self') return true
  return receiver.kind === 'local' && receiver.name === site.frame.module?.name
}

/** Whether a clause, or helpers of the module that it calls, hold this very send or another of the same message later. */
function rearms(
  program: Program,
  clause: Clause,
  module: ModuleForm | null,
  send: Send,
  depth: number,
): boolean {
  const called = new Set<FunctionForm>()
  let armed = false
  const look = (expr: Expr) => {
    if (expr.kind !== 'call') return
    if (expr === send.site.expr || later(program, expr, send)) armed = true
    else if (module && expr.module === module.name)
      for (const fn of module.functions)
        if (fn.name === expr.name && fn.arity >= expr.args.length && fn.minArity <= expr.args.length)
          called.add(fn)
  }
  visitAll(clause.body, look)
  if (armed || depth === 0) return armed
  for (const fn of called)
    for (const inner of fn.clauses) if (rearms(program, inner, module, send, depth - 1)) return true
  return false
}

const laterByCall = facet((program): ReadonlyMap<Call, Send> => {
  const found = new Map<Call, Send>()
  for (const send of sends(program)) if (send.after) found.set(send.site.expr, send)
  return found
})

function later(program: Program, call: Call, { tag }: Send): boolean {
  const other = laterByCall(program).get(call)
  return other !== undefined && tag !== null && other.tag?.name === tag.name && other.tag.size === tag.size
}
