import type { Call, Clause, Expr } from '../../../source/form.ts'
import { startShape } from '../../../source/program/calls/starts.ts'
import type { Frame, Program } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { results, visitAll } from '../../../source/walk.ts'

/** A step that whoever comes second does not survive, or does not notice. */
export interface Careless {
  readonly expr: Expr
  readonly what: string
}

const children = new Set([
  'supervisor:start_child',
  'Supervisor:start_child',
  'DynamicSupervisor:start_child',
  'Horde.DynamicSupervisor:start_child',
  'Horde.Supervisor:start_child',
  'PartitionSupervisor:start_child',
])

/**
 * What the alternative does that goes wrong where another was faster: a start that must answer `{ok, _}`, a name that
 * is taken with `register/2`, which raises, or with `global`, whose answer nobody looks at.
 */
export function careless(program: Program, clause: Clause, frame: Frame): Careless | null {
  let found: Careless | null = null
  visitAll(clause.body, (expr, ancestors) => {
    if (found) return
    const guarded = ancestors.some(
      (above) => 'kind' in above && (above.kind === 'try' || above.kind === 'fun'),
    )
    if (guarded) return
    if (expr.kind === 'match' && isOk(expr.pattern)) {
      const call = startIn(program, expr.value, frame)
      if (call)
        found = {
          expr,
          what: `\`${call.module}:${call.name}\` must answer \`{ok, _}\`; the second caller gets an error and crashes`,
        }
    } else if (
      expr.kind === 'call' &&
      (expr.module === 'erlang' || expr.module === 'Process') &&
      expr.name === 'register' &&
      !expr.args.some(isSelf) &&
      expr.args.length === 2
    ) {
      found = {
        expr,
        what: '`register/2` raises for the second caller, whose process goes on without the name',
      }
    } else if (expr.kind === 'call' && expr.module === 'global' && /^(re_)?register_name$/.test(expr.name)) {
      const above = ancestors.at(-1)
      const ignored = above === undefined || ('kind' in above ? above.kind === 'block' : true)
      if (ignored && !results(clause.body).includes(expr))
        found = {
          expr,
          what: 'the answer of `global:register_name` is not looked at: the second process goes on without the name',
        }
    }
  })
  return found
}

/** A process that takes a name itself was started already. */
function isSelf(expr: Expr): boolean {
  return expr.kind === 'call' && expr.module === 'erlang' && expr.name === 'self'
}

function isOk(pattern: Expr): boolean {
  const [head] = pattern.kind === 'tuple' && pattern.items.length === 2 ? pattern.items : []
  return head?.kind === 'atom' && head.name === 'ok'
}

/** The call that starts a process: the value itself, or what a helper of the project answers with. */
function startIn(program: Program, value: Expr, frame: Frame): Call | null {
  for (const { expr } of origins(program, { expr: value, frame })) {
    if (expr.kind !== 'call') continue
    if (startShape(expr) || children.has(`${expr.module}:${expr.name}`)) return expr
  }
  return null
}
