import type { Expr } from '../../form.ts'
import { visit } from '../../walk.ts'
import type { Operation } from './access.ts'

/** The literal text in an expression, pieces joined; what is computed becomes a space. */
export function sqlText(expr: Expr): string {
  if (expr.kind === 'text' && expr.value !== null) return expr.value
  const parts: string[] = []
  visit(expr, (inner) => {
    if (inner.kind === 'text' && inner.value !== null) parts.push(inner.value)
  })
  return parts.join(' ')
}

/** What a statement does and the table that it names, by its first words. */
export function readSql(
  sql: string,
): { readonly operation: Operation; readonly table: string | null } | null {
  if (/\bpg_(try_)?advisory(_xact)?_lock/i.test(sql)) return { operation: 'lock', table: null }
  const statement = sql.trim()
  const name = String.raw`\s+"?([\w.]+)"?`
  const of = (pattern: RegExp) => pattern.exec(statement)?.[1] ?? null
  if (/^select\b/i.test(statement)) return { operation: 'scan', table: of(new RegExp(`\\bfrom${name}`, 'i')) }
  if (/^insert\b/i.test(statement)) {
    const operation = /\bon\s+conflict\b/i.test(statement) ? 'upsert' : 'insert'
    return { operation, table: of(new RegExp(`\\binto${name}`, 'i')) }
  }
  if (/^update\b/i.test(statement))
    return { operation: 'update-all', table: of(new RegExp(`^update${name}`, 'i')) }
  if (/^delete\b/i.test(statement))
    return { operation: 'delete', table: of(new RegExp(`\\bfrom${name}`, 'i')) }
  return null
}
