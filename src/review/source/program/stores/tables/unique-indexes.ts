import type { Expr } from '../../../form.ts'
import { facet } from '../../facet.ts'
import type { Site } from '../../program.ts'
import { keyword } from '../literals.ts'
import { sqlText } from '../sql.ts'

/** A unique index that a migration makes. */
export interface UniqueIndex {
  /** The table's name in the database. */
  readonly source: string
  /** Its columns; expressions in it as written in SQL. Empty where they are not spelled out. */
  readonly columns: readonly string[]
  /** It has a `where`: it holds for some of the rows only. */
  readonly partial: boolean
  readonly site: Site
}

/** The unique indexes of all migrations: `unique_index`, `index(…, unique: true)` and raw SQL. */
export const uniqueIndexes = facet((program): readonly UniqueIndex[] => {
  const found: UniqueIndex[] = []
  for (const file of program.files) {
    if (file.form.language !== 'elixir') continue
    for (const module of file.form.modules) {
      if (!module.uses.some((use) => /(^|\.)Migration$/.test(use.module))) continue
      for (const name of ['unique_index', 'index', 'execute']) {
        // A migration's macros are imported whole; some code names their module.
        for (const owner of [module.name, 'Ecto.Migration'])
          for (const site of program.callsOf(owner, name)) {
            if (site.frame.module !== module) continue
            const index = name === 'execute' ? fromSql(site) : fromCall(site)
            if (index) found.push(index)
          }
      }
    }
  }
  return found
})

function fromCall(site: Site): UniqueIndex | null {
  const { expr } = site
  if (expr.kind !== 'call') return null
  const [table, columns, options] = expr.args
  const unique = keyword(options, 'unique')
  if (expr.name === 'index' && !(unique?.kind === 'atom' && unique.name === 'true')) return null
  const source = nameOf(table)
  if (source === null) return null
  const names = columns?.kind === 'list' ? columns.items : columns ? [columns] : []
  const partial = keyword(options, 'where') !== null
  return { source, columns: names.flatMap((column) => nameOf(column) ?? []), partial, site }
}

function fromSql(site: Site): UniqueIndex | null {
  const { expr } = site
  const sql = expr.kind === 'call' && expr.args[0] ? sqlText(expr.args[0]) : ''
  const head = /create\s+unique\s+index\s.*?\bon\s+(?:only\s+)?"?([\w.]+)"?\s*(?:using\s+\w+\s*)?\(/is.exec(
    sql,
  )
  const source = head?.[1]
  if (!head || !source) return null
  const { columns, rest } = columnsOf(sql.slice(head.index + head[0].length))
  return { source, columns, partial: /^[^;]*\bwhere\b/i.test(rest), site }
}

/** The columns up to the closing parenthesis; expressions keep their own parentheses and commas. */
function columnsOf(sql: string): { readonly columns: readonly string[]; readonly rest: string } {
  const columns: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < sql.length; at++) {
    const mark = sql[at]
    if (mark === '(') depth++
    else if (mark === ')' && depth > 0) depth--
    else if (mark === ')' || (mark === ',' && depth === 0)) {
      columns.push(sql.slice(from, at).trim().replace(/"/g, ''))
      from = at + 1
      if (mark === ')') return { columns, rest: sql.slice(from) }
    }
  }
  return { columns, rest: '' }
}

function nameOf(expr: Expr | undefined): string | null {
  if (expr?.kind === 'atom') return expr.name
  return expr?.kind === 'text' ? expr.value : null
}
