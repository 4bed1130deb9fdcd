import type { Expr } from '../../source/form.ts'
import type { Frame, Program } from '../../source/program/program.ts'
import { quantity } from '../../source/program/quantity.ts'
import { origins } from '../../source/program/values.ts'

const units: Record<string, number> = { seconds: 1000, minutes: 60_000, hours: 3_600_000 }

/** A time limit in milliseconds, where the code spells it out: a number, a constant, arithmetic, `timer:seconds(5)`. */
export function millisecondsOf(program: Program, expr: Expr, frame: Frame): number | null {
  const [origin, another] = origins(program, { expr, frame })
  if (!origin || another) return null
  const at = origin.expr
  if (at.kind === 'call' && at.module === 'timer') {
    const factor = units[at.name]
    const [n] = at.args
    return factor && n?.kind === 'integer' ? n.value * factor : null
  }
  const found = quantity(program, origin)
  return found && !found.size ? found.at(0) : null
}
