import type { Clause, Expr } from '../../form.ts'
import { visit, visitClause } from '../../walk.ts'
import { patternBinding } from '../bindings.ts'
import type { Site } from '../program.ts'

/** What a pattern is matched with where the binding itself does not say: `<-`, and funs over a collection. */
type Sources = ReadonlyMap<Expr, readonly Expr[]>

const kept = new WeakMap<Clause, Sources>()

function sourcesOf(clause: Clause): Sources {
  const known = kept.get(clause)
  if (known) return known
  const found = new Map<Expr, readonly Expr[]>()
  visitClause(clause, (expr) => {
    if (expr.kind === 'arrow') found.set(expr.pattern, [expr.value])
    else if (expr.kind === 'call') {
      for (const fun of expr.args) {
        if (fun.kind !== 'fun') continue
        // Enum.each(rows, fn row -> … end): the fun is given parts of what stands beside it.
        const beside = expr.args.filter((arg) => arg !== fun)
        for (const inner of fun.clauses) for (const pattern of inner.patterns) found.set(pattern, beside)
      }
    }
  })
  kept.set(clause, found)
  return found
}

/**
 * Whether the value of `expr` is made from what `anchor` returned: it contains that call, or a variable that was
 * bound to it, to a part of it, or to something that was made from it, in the same clause.
 */
export function derivesFrom(clause: Clause, expr: Expr, anchor: Expr): boolean {
  return derives(clause, expr, anchor, new Set())
}

/** As `derivesFrom`, for an expression inside a helper too: through the arguments that the clause gave it. */
export function derivesIn(clause: Clause, site: Site, anchor: Expr): boolean {
  const { expr, frame } = site
  if (frame.clause === clause) return derivesFrom(clause, expr, anchor)
  const { caller } = frame
  if (caller?.frame.clause !== clause) return false
  let found = false
  visit(expr, (inner) => {
    if (found || inner.kind !== 'var') return
    const binding = patternBinding(frame.clause, inner.name, inner.start)
    const given = binding?.kind === 'parameter' ? caller.expr.args[binding.index] : undefined
    if (given) found = derivesFrom(clause, given, anchor)
  })
  return found
}

/** The expression as the clause has it: a helper's parameter is the argument that the clause gave. */
function seenFrom(clause: Clause, { expr, frame }: Site): Expr | null {
  if (frame.clause === clause) return expr
  if (expr.kind !== 'var' || frame.caller?.frame.clause !== clause) return null
  const binding = patternBinding(frame.clause, expr.name, expr.start)
  return binding?.kind === 'parameter' ? (frame.caller.expr.args[binding.index] ?? null) : null
}

/**
 * Whether `site` is a variable that stands for the key of the row that `anchor` read: the first element of the
 * tuple that its answer was matched with.
 */
export function isKeyOfRow(clause: Clause, site: Site, anchor: Expr): boolean {
  const expr = seenFrom(clause, site)
  if (expr?.kind !== 'var') return false
  const binding = patternBinding(clause, expr.name, expr.start)
  if (binding?.kind !== 'part' || !binding.source || !derivesFrom(clause, binding.source, anchor))
    return false
  let first = false
  visit(binding.pattern, (inner) => {
    const [head] = inner.kind === 'tuple' ? inner.items : []
    if (head?.kind === 'var' && head.name === expr.name) first = true
  })
  return first
}

function derives(clause: Clause, expr: Expr, anchor: Expr, seen: Set<Expr>): boolean {
  let found = false
  visit(expr, (inner) => {
    if (found) return
    if (inner === anchor) found = true
    else if (inner.kind === 'var')
      found = sourcesAt(clause, inner.name, inner.start).some((source) => {
        if (seen.has(source)) return false
        seen.add(source)
        return derives(clause, source, anchor, seen)
      })
  })
  return found
}

function sourcesAt(clause: Clause, name: string, offset: number): readonly Expr[] {
  const binding = patternBinding(clause, name, offset)
  if (!binding || binding.kind === 'parameter') return []
  if (binding.kind === 'value') return [binding.value]
  return binding.source ? [binding.source] : (sourcesOf(clause).get(binding.pattern) ?? [])
}
