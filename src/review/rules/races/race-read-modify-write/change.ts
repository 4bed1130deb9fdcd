import type { Expr } from '../../../source/form.ts'
import type { Program } from '../../../source/program/program.ts'
import type { ReadThenWrite } from '../../../source/program/stores/index.ts'
import { origins } from '../../../source/program/values.ts'
import { visit } from '../../../source/walk.ts'

/** How the new value is made: `by` is what is added to the old number, where that is known; null elsewhere. */
interface Change {
  readonly by: number | null
}

const arithmetic = new Set(['+', '-', '*', '/', 'div', '++', '--'])
/** Functions that make a new collection from an old one. */
const remakes =
  /^(put|put_in|update|update!|update_in|merge|delete|drop|concat|append|add|store|insert|union|remove|add_element|del_element|map|filter|reject|keystore|keyreplace|keydelete|max|min)$/

/**
 * What is done to the value that was read: arithmetic, or a collection or record that is changed in part. Null where
 * the old value is only carried along, or where nothing shows how the new one is made.
 */
export function changeOf(program: Program, { write }: ReadThenWrite): Change | null {
  const { value } = write
  if (!value) return null
  let by: number | null = null
  let changed = false
  const look = (expr: Expr) => {
    if (expr.kind === 'op' && arithmetic.has(expr.op) && expr.args.length === 2) {
      changed = true
      const [, right] = expr.args
      if (right?.kind === 'integer' && (expr.op === '+' || expr.op === '-') && right.value !== 0)
        by ??= expr.op === '+' ? right.value : -right.value
    } else if (
      expr.kind === 'call' &&
      remakes.test(expr.name) &&
      /^(Map|MapSet|Enum|List|Keyword|maps|lists|sets|ordsets|Kernel)$/.test(expr.module ?? '')
    ) {
      changed = true
    } else if ((expr.kind === 'list' && expr.tail) || (expr.kind === 'map' && expr.base)) changed = true
  }
  visit(value.expr, look)
  visit(value.expr, (inner) => {
    if (inner.kind !== 'var') return
    for (const { expr, frame } of origins(program, { expr: inner, frame: value.frame }))
      if (frame.clause === value.frame.clause) visit(expr, look)
  })
  return changed ? { by } : null
}
