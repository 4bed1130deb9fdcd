import type { Clause, Expr } from '../../../source/form.ts'
import { messageClauses } from '../../../source/program/processes/messages/clauses.ts'
import { handlers } from '../../../source/program/processes/messages/handlers.ts'
import { tagOf } from '../../../source/program/processes/messages/matching.ts'
import type { Frame, Program } from '../../../source/program/program.ts'
import { split } from '../../../source/program/words.ts'
import { namesAtom, visitClause } from '../../../source/walk.ts'

/** Why a node may want to lead: it lost sight of another, heard nothing for a while, or is told to elect. */
export interface Trigger {
  readonly kind: 'nodedown' | 'DOWN' | 'told-down' | 'silence' | 'function'
  readonly clause: Clause
  readonly frame: Frame
}

const silence =
  /^(?:election|leader|heartbeat|primary|master)_?(?:timeout|timed_out|lost|missed|gone|down|dead)$/
const electing =
  /^(?:do_|run_|start_|maybe_)?(?:elect(?:ion)?(?:_leader|_primary|_master)?|fail_?over|take_?over)$/

export function triggers(program: Program): readonly Trigger[] {
  const found: Trigger[] = []
  for (const { clause, frame } of handlers(program, 'nodedown'))
    found.push({ kind: 'nodedown', clause, frame })
  for (const { clause, frame } of handlers(program, 'DOWN'))
    if (isRemote(clause, frame)) found.push({ kind: 'DOWN', clause, frame })
  for (const clauses of messageClauses(program).values()) {
    for (const { clause, frame, pattern } of clauses) {
      const tag = tagOf(pattern)
      // `{leader, 'DOWN', Node}`: a helper that watches the others passes on what it hears.
      if (tag && tag.name !== 'DOWN' && tag.size === 3 && passesOn(pattern))
        found.push({ kind: 'told-down', clause, frame })
      if (tag && silence.test(tag.name)) found.push({ kind: 'silence', clause, frame })
    }
  }
  for (const { file, module, fn } of program.functions()) {
    if (!electing.test(fn.name)) continue
    for (const clause of fn.clauses)
      found.push({ kind: 'function', clause, frame: { file, module, fn, clause, caller: null } })
  }
  return found
}

/** `{Tag, 'DOWN', Node}`: what is down is a node. */
function passesOn(pattern: Expr): boolean {
  if (pattern.kind === 'match') return passesOn(pattern.pattern) || passesOn(pattern.value)
  const [, event, whose] = pattern.kind === 'tuple' ? pattern.items : []
  if (event?.kind !== 'atom' || !(event.name === 'DOWN' || event.name === 'nodedown')) return false
  return whose?.kind === 'var' && split(whose.name).includes('node')
}

/** A lost link is meant: the reason is named, or the module watches `{Name, Node}`. */
function isRemote(clause: Clause, { module }: Frame): boolean {
  if (namesAtom(clause, 'noconnection')) return true
  let remote = false
  for (const fn of module?.functions ?? []) {
    for (const inner of fn.clauses) {
      visitClause(inner, (expr) => {
        if (expr.kind !== 'call' || expr.name !== 'monitor') return
        const target = expr.args.at(expr.module === 'Process' ? 0 : 1)
        if (target?.kind === 'tuple' && target.items.length === 2) remote = true
      })
    }
  }
  return remote
}
