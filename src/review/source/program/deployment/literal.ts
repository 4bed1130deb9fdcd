import type { Expr } from '../../form.ts'
import { results } from '../../walk.ts'
import type { Program, Site } from '../program.ts'
import type { Placed } from './placed.ts'

/** An atom or a string as text; null for anything else. */
export function nameOf(expr: Expr | null | undefined): string | null {
  if (expr?.kind === 'atom') return expr.name
  return expr?.kind === 'text' ? expr.value : null
}

/** A pair `{key, value}` of a keyword list, a proplist or a map. */
export interface Pair {
  readonly key: string
  readonly value: Expr
  /** The pair as a whole where it is an expression of its own, else its value. */
  readonly expr: Expr
}

/** The pairs of a keyword list, a proplist or a map whose keys are spelled out; a bare atom is `{atom, true}`. */
export function pairsOf(expr: Expr | null | undefined): readonly Pair[] {
  const found: Pair[] = []
  if (expr?.kind === 'list') {
    for (const item of expr.items) {
      if (item.kind === 'atom') found.push({ key: item.name, value: item, expr: item })
      if (item.kind !== 'tuple' || item.items.length !== 2) continue
      const key = nameOf(item.items[0])
      if (key !== null && item.items[1]) found.push({ key, value: item.items[1], expr: item })
    }
  } else if (expr?.kind === 'map') {
    for (const entry of expr.entries) {
      const key = nameOf(entry.key)
      if (key !== null) found.push({ key, value: entry.value, expr: entry.value })
    }
  }
  return found
}

/** The value of the last pair with this key, which is the one in force for a keyword list in configuration. */
export function pairOf(expr: Expr | null | undefined, key: string): Pair | null {
  return pairsOf(expr).findLast((pair) => pair.key === key) ?? null
}

/** Text of the atom or string at a key. */
export function textAt(site: Site, key: string): Placed<string> | null {
  const pair = pairOf(site.expr, key)
  const value = nameOf(pair?.value)
  return pair && value !== null ? { value, site: { expr: pair.expr, frame: site.frame } } : null
}

/**
 * The items of a list that a project file puts together: through `++`, helpers of the same module, branches and
 * constants.
 */
export function itemsOf(program: Program, site: Site, depth = 6): readonly Site[] {
  const { expr, frame } = site
  const inside = (exprs: readonly Expr[]) =>
    exprs.flatMap((inner) => itemsOf(program, { expr: inner, frame }, depth - 1))
  if (depth === 0) return []
  switch (expr.kind) {
    case 'list':
      return expr.items.map((item) => ({ expr: item, frame }))
    case 'op':
      return expr.op === '++' ? inside(expr.args) : []
    case 'block':
    case 'branch':
      return inside(results([expr]))
    case 'constant': {
      const constant = program.constantAt(frame, expr.name, expr.start)
      return constant ? inside([constant.value]) : []
    }
    case 'call': {
      if (expr.module === null || expr.module !== frame.module?.name) return []
      return program
        .definitions(expr.module, expr.name, expr.args.length)
        .flatMap(({ file, module, fn }) =>
          fn.clauses.flatMap((clause) =>
            results(clause.body).flatMap((result) =>
              itemsOf(
                program,
                { expr: result, frame: { file, module, fn, clause, caller: null } },
                depth - 1,
              ),
            ),
          ),
        )
    }
    default:
      return []
  }
}
