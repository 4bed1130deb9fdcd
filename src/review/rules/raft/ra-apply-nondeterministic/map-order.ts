import type { Call, Clause, Expr, Fun } from '../../../source/form.ts'
import { writesOfField } from '../../../source/program/flow/state-fields.ts'
import type { Definition, Frame, Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { isClause, results, visitClause } from '../../../source/walk.ts'
import { mentions } from '../reaches-state.ts'
import { climb, type OrderMatters } from './list-order.ts'

/** Positions of the map (or its list) and of the fun in calls that walk it in its own order. */
const folds: Record<string, { readonly of: number; readonly fun: number; readonly acc: number }> = {
  'maps:fold': { of: 2, fun: 0, acc: 1 },
  'Enum:reduce': { of: 0, fun: 2, acc: 1 },
  'lists:foldl': { of: 2, fun: 0, acc: 1 },
  'lists:foldr': { of: 2, fun: 0, acc: 1 },
  'List:foldl': { of: 0, fun: 2, acc: 1 },
}
const lists = new Set([
  'maps:to_list',
  'maps:keys',
  'maps:values',
  'Map:to_list',
  'Map:keys',
  'Map:values',
  'MapSet:to_list',
  'sets:to_list',
])
/** Whether a call walks a map in its own order and the order reaches the state or the reply. */
export function orderMatters(program: Program, site: Site): OrderMatters | null {
  const { expr, frame } = site
  if (expr.kind !== 'call') return null
  const name = `${expr.module}:${expr.name}`
  if (lists.has(name)) return climb(program, { expr, frame }, 4)
  const fold = folds[name]
  if (!fold) return null
  const of = expr.args[fold.of]
  if (!of || !isUnordered(program, { expr: of, frame }, name)) return null
  return ofFold(program, { expr, frame }, fold)
}

/** `maps:fold` is given a map and no ordered iterator; the folds of lists are given what is seen to be a map. */
function isUnordered(program: Program, site: Site, fold: string): boolean {
  const all = origins(program, site)
  if (fold === 'maps:fold') return !all.some(({ expr }) => isOrderedIterator(expr))
  return fold === 'Enum:reduce' && isMap(program, site)
}

function isOrderedIterator(expr: Expr): boolean {
  return expr.kind === 'call' && expr.module === 'maps' && expr.name === 'iterator' && expr.args.length > 1
}

function isMap(program: Program, site: Site): boolean {
  const all = origins(program, site)
  return (
    all.length > 0 &&
    all.every(({ expr, frame }) => {
      if (expr.kind === 'map') return expr.struct === null || expr.struct === 'MapSet'
      if (expr.kind === 'call')
        return (
          (expr.module === 'Map' &&
            ['new', 'put', 'filter', 'merge', 'delete', 'take', 'drop'].includes(expr.name)) ||
          expr.module === 'MapSet'
        )
      if (expr.kind !== 'field') return false
      const writes = writesOfField(program, frame, expr.name)
      return writes.some((write) => isEmptyMap(write.expr))
    })
  )
}

function isEmptyMap(expr: Expr): boolean {
  return (
    (expr.kind === 'map' && expr.struct === null && expr.entries.length === 0) ||
    (expr.kind === 'call' && expr.name === 'new' && (expr.module === 'MapSet' || expr.module === 'Map'))
  )
}

type Fold = (typeof folds)[string]

/** A fold whose accumulator grows in the order of the keys, or is a state that goes through functions one by one. */
function ofFold(program: Program, site: Site<Call>, { fun: at, acc }: Fold): OrderMatters | null {
  const fun = site.expr.args[at]
  const start = site.expr.args[acc]
  if (fun?.kind !== 'fun' || !start) return null
  const grows = growing(fun)
  if (grows.length === 0) return threaded(program, site, fun)
  // A pair `{State, Effects}`: which of the two grows.
  return grows.includes(null) ? climb(program, site, 4) : threaded(program, site, fun)
}

/** Parts of the accumulator that are lists made in the order of the walk: null for the whole, else the index. */
function growing(fun: Fun): (number | null)[] {
  const found: (number | null)[] = []
  for (const clause of fun.clauses) {
    const accumulator = clause.patterns.at(-1)
    if (!accumulator) continue
    for (const result of results(clause.body)) {
      if (accumulator.kind === 'var' && isAppend(result, accumulator.name)) found.push(null)
      if (accumulator.kind === 'tuple' && result.kind === 'tuple') {
        for (const [index, item] of result.items.entries()) {
          const part = accumulator.items[index]
          if (part?.kind === 'var' && isAppend(item, part.name)) found.push(index)
        }
      }
    }
  }
  return found
}

function isAppend(expr: Expr, name: string): boolean {
  if (expr.kind === 'list') return expr.tail?.kind === 'var' && expr.tail.name === name
  return (
    expr.kind === 'op' && expr.op === '++' && expr.args.some((arg) => arg.kind === 'var' && arg.name === name)
  )
}

/** The accumulator (or its first part) is handed to the module's own functions, and one of them keeps an order. */
function threaded(program: Program, site: Site<Call>, fun: Fun): OrderMatters | null {
  for (const clause of fun.clauses) {
    const accumulator = clause.patterns.at(-1)
    const state = accumulator?.kind === 'tuple' ? accumulator.items[0] : accumulator
    if (state?.kind !== 'var') continue
    if (keepsLocally(clause, state.name)) return { what: 'each step adds to a list of the state', site }
    for (const call of callsWith(clause, state.name)) {
      if (call.module === null || !isStateOf(site.frame, call)) continue
      for (const definition of program.definitions(call.module, call.name, call.args.length))
        if (appends(program, definition, 2, new Set()))
          return { what: `each step runs \`${call.name}/${call.args.length}\`, which keeps an order`, site }
    }
  }
  return null
}

function isStateOf({ module }: Frame, call: Call): boolean {
  return module !== null && call.module === module.name
}

function callsWith(clause: Clause, name: string): Call[] {
  const found: Call[] = []
  visitClause(clause, (expr) => {
    if (expr.kind === 'call' && expr.args.some((arg) => arg.kind === 'var' && arg.name === name))
      found.push(expr)
  })
  return found
}

/** `State#{waiting => [K | Waiting]}`, with the state that goes round as its base. */
function keepsLocally(clause: Clause, state: string): boolean {
  let found = false
  visitClause(clause, (expr) => {
    if (
      expr.kind === 'map' &&
      expr.base &&
      mentions(expr.base, state) &&
      expr.entries.some(({ value }) => isOrdered(value))
    )
      found = true
  })
  return found
}

function isOrdered(value: Expr): boolean {
  return (
    (value.kind === 'list' && value.tail !== null) ||
    (value.kind === 'op' && value.op === '++') ||
    (value.kind === 'call' && /queue$/.test(value.module ?? '') && /^in(_r)?$/.test(value.name))
  )
}

/** Whether a function puts something at the end of a list or queue of a map or record. */
function appends(program: Program, { module, fn }: Definition, depth: number, seen: Set<unknown>): boolean {
  if (seen.has(fn)) return false
  seen.add(fn)
  const next: Definition[] = []
  let found = false
  for (const clause of fn.clauses) {
    visitClause(clause, (expr, above) => {
      const last = above.at(-1)
      const inPattern = last !== undefined && isClause(last) && last.patterns.includes(expr)
      if (
        !inPattern &&
        expr.kind === 'map' &&
        expr.base &&
        expr.entries.some(({ value }) => isOrdered(value))
      )
        found = true
      if (expr.kind === 'call' && /queue$/.test(expr.module ?? '') && /^in(_r)?$/.test(expr.name))
        found = true
      if (depth > 0 && expr.kind === 'call' && expr.module === module.name)
        next.push(...program.definitions(expr.module, expr.name, expr.args.length))
    })
  }
  return found || next.some((definition) => appends(program, definition, depth - 1, seen))
}
