import type { Atom, Expr } from '../../form.ts'
import type { Frame, Program } from '../program.ts'
import { origins } from '../values.ts'

/** The atoms that an expression may stand for, followed to where they come from; `complete` where nothing else is possible. */
export interface Atoms {
  readonly names: readonly string[]
  readonly complete: boolean
}

export function atomsOf(program: Program, expr: Expr, frame: Frame): Atoms {
  if (expr.kind === 'atom') return { names: [expr.name], complete: true }
  const names = new Set<string>()
  let complete = true
  for (const origin of origins(program, { expr, frame })) {
    if (origin.expr.kind === 'atom') names.add((origin.expr as Atom).name)
    else complete = false
  }
  return { names: [...names], complete: complete && names.size > 0 }
}

/** The one atom that an expression certainly is, or null. */
export function atomOf(program: Program, expr: Expr | undefined, frame: Frame): string | null {
  if (!expr) return null
  const { names, complete } = atomsOf(program, expr, frame)
  return complete && names.length === 1 ? (names[0] ?? null) : null
}
