import type { Call, Expr } from '../../form.ts'
import { visitClause } from '../../walk.ts'
import { patternBinding } from '../bindings.ts'
import { ancestorsOf, type Frame, type Program, type Site } from '../program.ts'

/** A place that a value reaches. */
export type Use =
  /** An argument of a call whose body is not in the program; `argument` is its index. */
  | { readonly kind: 'argument'; readonly site: Site<Call>; readonly argument: number }
  /** A key of a map, struct or record. */
  | { readonly kind: 'field'; readonly site: Site; readonly key: string }
  /** An operand of a comparison. */
  | { readonly kind: 'compared'; readonly site: Site }
  /** What a branch looks at. */
  | { readonly kind: 'subject'; readonly site: Site }

const comparing = new Set(['<', '>', '<=', '>=', '==', '===', '!=', '!=='])
/** Calls of program functions that are entered. */
const maxCalls = 2
const patience = 300

interface Walk {
  readonly program: Program
  readonly found: Use[]
  readonly seen: Set<Expr>
  left: number
}

/**
 * Where the value of `site` goes: through variables, parts of terms, arithmetic, results of functions and their
 * callers, and arguments of program functions, two calls deep; in the order of the code.
 */
export function usesOf(program: Program, site: Site): readonly Use[] {
  const walk: Walk = { program, found: [], seen: new Set(), left: patience }
  climb(walk, site, maxCalls)
  return walk.found
}

function climb(walk: Walk, site: Site, calls: number): void {
  if (walk.left-- <= 0 || walk.seen.has(site.expr)) return
  walk.seen.add(site.expr)
  const { frame } = site
  const above = ancestorsOf(site)
  let at: Expr = site.expr
  for (let i = above.length - 1; i >= 0; i--) {
    const next = above[i]
    if (!next) return
    if (!('kind' in next)) {
      if (next.body.at(-1) !== at) return
      if (next === frame.clause) returned(walk, frame, calls)
      continue
    }
    if (next.kind === 'match' || next.kind === 'arrow') {
      if (next.value !== at) return
      bound(walk, frame, next.pattern, next.value, calls)
      if (next.kind === 'arrow') return
    } else if (next.kind === 'branch') {
      if (next.subject === at) {
        walk.found.push({ kind: 'subject', site: { expr: next, frame } })
        for (const {
          patterns: [pattern],
        } of next.clauses)
          if (pattern) bound(walk, frame, pattern, at, calls)
        return
      }
    } else if (next.kind === 'op' && comparing.has(next.op)) {
      walk.found.push({ kind: 'compared', site: { expr: next, frame } })
      return
    } else if (next.kind === 'map') {
      const entry = next.entries.find(({ value }) => value === at)
      if (entry?.key.kind === 'atom')
        walk.found.push({ kind: 'field', site: { expr: next, frame }, key: entry.key.name })
    } else if (next.kind === 'call') {
      if (argument(walk, { expr: next, frame }, at, calls)) return
    } else if (next.kind === 'block' || next.kind === 'with' || next.kind === 'comprehension') {
      if (next.body.at(-1) !== at) return
    }
    at = next
  }
}

/** True where the call takes the value in: nothing of it need be looked for in the result. */
function argument(walk: Walk, site: Site<Call>, value: Expr, calls: number): boolean {
  const { expr } = site
  const index = expr.args.indexOf(value)
  const definitions =
    expr.module === null ? [] : walk.program.definitions(expr.module, expr.name, expr.args.length)
  if (definitions.length === 0) {
    walk.found.push({ kind: 'argument', site, argument: index })
    return false
  }
  if (calls === 0 || index < 0) return true
  for (const { file, module, fn } of definitions) {
    for (const clause of fn.clauses) {
      const inside: Frame = { file, module, fn, clause, caller: site }
      const pattern = clause.patterns[index]
      if (pattern) bound(walk, inside, pattern, null, calls - 1)
    }
  }
  return true
}

/** Follows the names that `pattern` takes out of `source`, as long as they are not bound anew. */
function bound(walk: Walk, frame: Frame, pattern: Expr, source: Expr | null, calls: number): void {
  const names = namesIn(pattern)
  if (names.size === 0) return
  visitClause(frame.clause, (expr) => {
    if (expr.kind !== 'var' || !names.has(expr.name) || expr.start < pattern.end) return
    const binding = patternBinding(frame.clause, expr.name, expr.start)
    if (!binding) return
    const from = binding.kind === 'value' ? binding.value : binding.kind === 'part' ? binding.source : null
    if (from === source) climb(walk, { expr, frame }, calls)
  })
}

function returned(walk: Walk, frame: Frame, calls: number): void {
  if (!frame.fn || !frame.module) return
  if (frame.caller) {
    climb(walk, frame.caller, calls)
    return
  }
  if (calls === 0) return
  for (const caller of walk.program.callersOf(frame.module.name, frame.fn)) climb(walk, caller, calls - 1)
}

function namesIn(pattern: Expr): ReadonlySet<string> {
  const names = new Set<string>()
  visitClause({ patterns: [pattern], guard: null, body: [], start: 0, end: 0 }, (expr) => {
    if (expr.kind === 'var' && expr.name !== '_') names.add(expr.name)
  })
  return names
}
