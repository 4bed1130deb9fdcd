import type { Expr } from '../../source/form.ts'
import { facet } from '../../source/program/facet.ts'
import type { Program, Site } from '../../source/program/program.ts'
import { type Quantity, quantity } from '../../source/program/quantity.ts'

const known = facet(() => new Map<Expr, Quantity | null>())

/** `quantity` of an operand, remembered: several rules read the same comparisons. */
export function sideQuantity(program: Program, site: Site): Quantity | null {
  const before = known(program).get(site.expr)
  if (before !== undefined) return before
  const found = quantity(program, site)
  known(program).set(site.expr, found)
  return found
}
