import type { Expr } from '../../form.ts'
import { children } from '../../walk.ts'
import { patternBinding } from '../bindings.ts'
import type { Program, Site } from '../program.ts'
import { origins } from '../values.ts'
import { type Taint, taintOf } from './sources.ts'
import { keyOfPart, writesOfField } from './state-fields.ts'

/** How many values are looked at before the search gives up: a value with more makings than this says nothing. */
const patience = 400

interface Search {
  readonly program: Program
  readonly wanted: (taint: Taint) => boolean
  readonly seen: Set<Expr>
  left: number
}

/**
 * The place where a value gets what it carries: the first call of one of `taints` that it is computed from, through
 * variables, helpers, parameters (up to three calls), arithmetic, parts of terms, and keys of the module's own state.
 * null: none within reach, which is no proof that there is none.
 */
export function sourceOf(program: Program, site: Site, ...taints: readonly Taint[]): Site | null {
  const search: Search = {
    program,
    wanted: (taint) => taints.includes(taint),
    seen: new Set(),
    left: patience,
  }
  return find(search, site, 12)
}

function find(search: Search, site: Site, depth: number): Site | null {
  if (depth === 0 || search.left-- <= 0 || search.seen.has(site.expr)) return null
  search.seen.add(site.expr)
  for (const origin of origins(search.program, site)) {
    const found = ofOrigin(search, origin, depth)
    if (found) return found
  }
  return null
}

function ofOrigin(search: Search, origin: Site, depth: number): Site | null {
  const { expr, frame } = origin
  const into = (part: Expr) => find(search, { expr: part, frame }, depth - 1)
  if (expr.kind === 'call') {
    const taint = taintOf(expr)
    if (taint && search.wanted(taint)) return origin
  }
  if (expr.kind === 'field') {
    for (const write of writesOfField(search.program, frame, expr.name)) {
      const found = find(search, write, depth - 1)
      if (found) return found
    }
    return into(expr.of)
  }
  if (expr.kind === 'var') return ofPart(search, origin, expr.name, depth)
  for (const part of children(expr)) {
    const found = into(part)
    if (found) return found
  }
  return null
}

/** A variable that a pattern took out of something: the key that it had, and the whole. */
function ofPart(search: Search, { expr, frame }: Site, name: string, depth: number): Site | null {
  const binding = patternBinding(frame.clause, name, expr.start)
  if (binding?.kind !== 'part') return null
  const key = keyOfPart(binding.pattern, name)
  if (key !== null) {
    for (const write of writesOfField(search.program, frame, key)) {
      const found = find(search, write, depth - 1)
      if (found) return found
    }
  }
  return binding.source ? find(search, { expr: binding.source, frame }, depth - 1) : null
}
