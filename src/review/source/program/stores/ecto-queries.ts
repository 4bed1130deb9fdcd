import type { Expr } from '../../form.ts'
import { visit } from '../../walk.ts'
import type { Program, Site } from '../program.ts'
import { origins } from '../values.ts'

/** Whether a query that is spelled out asks for row locks: `lock: "FOR UPDATE"`, `lock(q, "FOR UPDATE")`. */
export function asksForRowLock(program: Program, query: Site): boolean {
  let asks = false
  for (const origin of origins(program, query)) {
    visit(origin.expr, (expr) => {
      if (expr.kind === 'tuple' && expr.items[0]?.kind === 'atom' && expr.items[0].name === 'lock') {
        asks ||= isRowLock(expr.items[1])
      } else if (expr.kind === 'call' && expr.name === 'lock') asks ||= expr.args.some(isRowLock)
    })
  }
  return asks
}

function isRowLock(expr: Expr | undefined): boolean {
  if (expr?.kind === 'call' && expr.name === 'fragment') return expr.args.some(isRowLock)
  return expr?.kind === 'text' && /^FOR /i.test(expr.value ?? '')
}

/** Whether an update computes the new value in the database: `inc:`, `push:`, a fragment or a field of the row. */
export function updateIsAtomic(updates: Expr): boolean {
  let atomic = false
  visit(updates, (expr) => {
    if (expr.kind === 'tuple' && expr.items.length === 2 && expr.items[0]?.kind === 'atom')
      atomic ||= /^(inc|push|pull)$/.test(expr.items[0].name) && expr.items[1]?.kind === 'list'
    else if (expr.kind === 'call' && expr.name === 'fragment') atomic = true
  })
  return atomic
}

/** The value that a query compares a field of its row with: `where: x.id == ^id`; the first one. */
export function queryKey(program: Program, query: Site): Site | null {
  for (const { expr, frame } of origins(program, query)) {
    let key: Expr | null = null
    visit(expr, (inner) => {
      if (key || inner.kind !== 'op' || inner.op !== '==') return
      for (const side of inner.args) {
        if (side.kind === 'op' && side.op === '^') key = side.args[0] ?? null
      }
    })
    if (key) return { expr: key, frame }
  }
  return null
}
