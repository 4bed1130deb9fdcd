import type { Expr, Tuple } from '../source/form.ts'
import type { Frame, Program, Site } from '../source/program/program.ts'
import { visitAll, visitClause } from '../source/walk.ts'

/** The literal that an expression spells out, as text; null for anything computed. */
export function literalText(expr: Expr): string | null {
  switch (expr.kind) {
    case 'atom':
      return expr.name
    case 'integer':
    case 'float':
      return String(expr.value)
    case 'text':
      return expr.value
    case 'binary':
      return expr.items.length === 1 && expr.items[0] ? literalText(expr.items[0]) : null
    case 'list': {
      const items = expr.items.map(literalText)
      return expr.tail || items.some((item) => item === null) ? null : items.join(', ')
    }
    default:
      return null
  }
}

/** The value of `key` in a keyword list or list of pairs. */
export function keyword(list: Expr | undefined, key: string): Expr | null {
  if (list?.kind !== 'list') return null
  for (const item of list.items) {
    if (
      item.kind === 'tuple' &&
      item.items.length === 2 &&
      item.items[0]?.kind === 'atom' &&
      item.items[0].name === key
    )
      return item.items[1] ?? null
  }
  return null
}

/** Every `{key, value}` in the program whose key is one of these atoms, wherever it stands. */
export function pairs(program: Program, keys: ReadonlySet<string>): Site<Tuple>[] {
  const found: Site<Tuple>[] = []
  for (const file of program.files) {
    const look = (frame: Frame) => (expr: Expr) => {
      if (
        expr.kind === 'tuple' &&
        expr.items.length === 2 &&
        expr.items[0]?.kind === 'atom' &&
        keys.has(expr.items[0].name)
      )
        found.push({ expr, frame })
    }
    const top: Frame = {
      file,
      module: null,
      fn: null,
      clause: { patterns: [], guard: null, body: file.form.body, start: 0, end: 0 },
      caller: null,
    }
    visitAll(file.form.body, look(top))
    for (const module of file.form.modules) {
      const inModule: Frame = { ...top, module }
      visitAll([...module.body, ...module.constants.map(({ value }) => value)], look(inModule))
      for (const fn of module.functions)
        for (const clause of fn.clauses) visitClause(clause, look({ ...inModule, fn, clause }))
    }
  }
  return found
}
