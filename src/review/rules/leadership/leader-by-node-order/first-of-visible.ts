import type { Expr } from '../../../source/form.ts'
import { patternBinding } from '../../../source/program/bindings.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { type Visible, visibleNodes } from '../../visible-nodes.ts'

interface Chosen {
  readonly from: Expr
  /** The choice itself follows an order; else the list must be sorted. */
  readonly ordered: boolean
}

/** Reads a value as the first (or last) of the visible nodes: `min(visible)`, `hd(sort(visible))`, `[first | _] = sort(visible)`. */
export function firstOfVisible(program: Program, site: Site): Visible | null {
  for (const { expr, frame } of origins(program, site)) {
    const chosen = chosenFrom(expr) ?? headOf(expr, frame)
    if (!chosen) continue
    const visible = visibleNodes(program, { expr: chosen.from, frame })
    if (visible?.self && (visible.sorted || chosen.ordered)) return visible
  }
  return null
}

const byOrder = new Set(['lists:min', 'lists:max', 'Enum:min_by', 'Enum:max_by'])
const byPosition = new Set(['erlang:hd', 'lists:last', 'Enum:at'])

function chosenFrom(expr: Expr): Chosen | null {
  if (expr.kind !== 'call') return null
  const [list, position] = expr.args
  const name = `${expr.module}:${expr.name}`
  if (!list || !(byOrder.has(name) || byPosition.has(name))) return null
  if (name === 'Enum:at' && position?.kind !== 'integer') return null
  return { from: list, ordered: byOrder.has(name) }
}

function headOf(expr: Expr, frame: Site['frame']): Chosen | null {
  if (expr.kind !== 'var') return null
  const binding = patternBinding(frame.clause, expr.name, expr.start)
  if (binding?.kind !== 'part' || !binding.source || binding.pattern.kind !== 'list') return null
  const [first] = binding.pattern.items
  return first?.kind === 'var' && first.name === expr.name ? { from: binding.source, ordered: false } : null
}
