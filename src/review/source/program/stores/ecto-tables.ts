import type { Expr } from '../../form.ts'
import { results } from '../../walk.ts'
import { facet } from '../facet.ts'
import type { Frame, Program, Site } from '../program.ts'
import { origins } from '../values.ts'
import type { TableRef } from './access.ts'
import { schemas } from './tables/schemas.ts'

const modules = facet((program): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const file of program.files) for (const module of file.form.modules) names.add(module.name)
  return names
})

/** How deep a query or changeset is taken apart. */
const maxDepth = 16
/** How many places are looked at for one access: helpers that call helpers branch. */
const maxSteps = 60

interface Budget {
  left: number
}

/**
 * The schema or table behind a queryable, struct or changeset: through `from x in S`, pipes of query functions,
 * `S.changeset(…)`, struct patterns of parameters, and the query that a row was read with.
 */
export function ectoTable(program: Program, site: Site): TableRef | null {
  return look(program, site, maxDepth, { left: maxSteps })
}

function look(program: Program, site: Site, depth: number, budget: Budget): TableRef | null {
  if (depth === 0 || budget.left-- <= 0) return null
  const { expr, frame } = site
  const inner = (part: Expr | undefined) =>
    part ? look(program, { expr: part, frame }, depth - 1, budget) : null
  switch (expr.kind) {
    case 'atom':
      return /^[A-Z]/.test(expr.name) ? schemaRef(program, expr.name, site) : null
    case 'text':
      return expr.value !== null && /^[\w.]+$/.test(expr.value) ? sourceRef(expr.value, site) : null
    case 'map':
      return expr.struct && expr.struct !== 'Ecto.Changeset'
        ? schemaRef(program, expr.struct, site)
        : inner(expr.base ?? undefined)
    case 'tuple':
      return inner(expr.items[1]) ?? inner(expr.items[0])
    case 'op':
      return expr.op === 'in' ? inner(expr.args[1]) : null
    case 'list':
      return inner(expr.items[0])
    case 'fun':
      return inner(expr.clauses[0]?.body.at(-1))
    case 'funref':
      return expr.module === null
        ? null
        : resultOf(program, expr.module, expr.name, expr.arity, depth, budget)
    case 'call': {
      const { module } = expr
      if (module && schemas(program).has(module) && /changeset|query|new|create|update|build/.test(expr.name))
        return schemaRef(program, module, site)
      break
    }
    case 'var': {
      const byPattern = structPattern(program, site)
      if (byPattern) return byPattern
      break
    }
  }
  for (const origin of origins(program, site)) {
    if (origin.expr === expr) continue
    const found = look(program, origin, depth - 1, budget)
    if (found) return found
  }
  if (expr.kind !== 'call') return null
  // Query functions, and helpers that scope a query, have in front what they are about.
  return expr.name === 'build_assoc' || expr.name === 'assoc' ? null : inner(expr.args[0])
}

/** What a function that is handed on makes: a step of a multi may name the one that builds its query. */
function resultOf(
  program: Program,
  module: string,
  name: string,
  arity: number,
  depth: number,
  budget: Budget,
): TableRef | null {
  for (const { file, module: form, fn } of program.definitions(module, name, arity)) {
    for (const clause of fn.clauses) {
      for (const expr of results(clause.body)) {
        const frame: Frame = { file, module: form, fn, clause, caller: null }
        const found = look(program, { expr, frame }, depth - 1, budget)
        if (found) return found
      }
    }
  }
  return null
}

/** `%User{} = user` in the head of the function that the variable is a parameter of. */
function structPattern(program: Program, { expr, frame }: Site): TableRef | null {
  if (expr.kind !== 'var') return null
  for (const pattern of frame.clause.patterns) {
    if (pattern.kind !== 'match') continue
    const sides = [pattern.pattern, pattern.value]
    const named = sides.some((side) => side.kind === 'var' && side.name === expr.name)
    for (const side of sides) {
      if (named && side.kind === 'map' && side.struct && side.struct !== 'Ecto.Changeset')
        return schemaRef(program, side.struct, { expr: side, frame })
    }
  }
  return null
}

function schemaRef(program: Program, module: string, site: Site): TableRef | null {
  const schema = schemas(program).get(module)
  if (schema) return { id: `ecto:${schema.source ?? module}`, name: module, by: 'schema', site }
  // A module that was read and has no schema is a context or a query, not a table.
  return modules(program).has(module) ? null : { id: `ecto:${module}`, name: module, by: 'schema', site }
}

function sourceRef(source: string, site: Site): TableRef {
  return { id: `ecto:${source}`, name: source, by: 'name', site }
}
