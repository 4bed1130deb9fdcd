import type { Expr } from '../../../source/form.ts'
import type { Program } from '../../../source/program/program.ts'
import type { Access } from '../../../source/program/stores/index.ts'
import { origins } from '../../../source/program/values.ts'
import { visit } from '../../../source/walk.ts'

/** What makes a thing that others then hold: another one each time. */
const makers = new Set([
  'atomics:new',
  'counters:new',
  'ets:new',
  'erlang:spawn',
  'erlang:spawn_link',
  'erlang:spawn_monitor',
  'gen_server:start',
  'gen_server:start_link',
  'GenServer:start',
  'GenServer:start_link',
  'Agent:start_link',
  'Agent:start',
  'supervisor:start_child',
  'DynamicSupervisor:start_child',
])

/** `module:name` of the call that makes what is inserted; null where the same is inserted by everybody. */
export function freshThing(program: Program, { value }: Access): string | null {
  if (!value) return null
  let made: string | null = null
  const look = (expr: Expr) => {
    if (expr.kind === 'call' && makers.has(`${expr.module}:${expr.name}`))
      made ??= `${expr.module}:${expr.name}`
  }
  visit(value.expr, look)
  visit(value.expr, (inner) => {
    if (inner.kind !== 'var' || made) return
    for (const { expr } of origins(program, { expr: inner, frame: value.frame })) look(expr)
  })
  return made
}
