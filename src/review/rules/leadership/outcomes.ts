import type { Branch, Clause, Expr } from '../../source/form.ts'
import { usesOf } from '../../source/program/flow/uses.ts'
import { ancestorsOf, type Frame, type Program, type Site } from '../../source/program/program.ts'
import { isClause } from '../../source/walk.ts'

/** Code that runs for one outcome of a test. */
interface Outcome {
  readonly body: readonly Expr[]
  readonly frame: Frame
}

/** What runs where a test is true (or, with `wanted` false, where it is not): in a branch, a guard, or a caller's branch. */
export function outcomesOf(program: Program, site: Site, wanted: boolean, calls = 1): readonly Outcome[] {
  const { frame } = site
  const above = ancestorsOf(site)
  let at: Expr = site.expr
  let sense = wanted
  for (let i = above.length - 1; i >= 0; i--) {
    const next = above[i]
    if (!next) return []
    if (isClause(next)) {
      if (next.guard === at) return guarded(next, above[i - 1], frame, sense)
      if (next !== frame.clause || next.body.at(-1) !== at) return []
      return answered(program, frame, sense, calls)
    }
    if (next.kind === 'op' && next.op === 'not') sense = !sense
    else if (next.kind === 'op') {
      // Of `a and b` only "both hold" says something about a; of `a or b` only "neither".
      if (next.op !== (sense ? 'and' : 'or')) return []
    } else if (next.kind === 'branch') {
      if (next.subject === at) return taken(next, sense, frame)
      return []
    } else if (next.kind === 'match') {
      if (next.value !== at) return []
      return usesOf(program, { expr: at, frame }).flatMap((use) =>
        use.kind === 'subject' && use.site.expr.kind === 'branch'
          ? taken(use.site.expr, sense, use.site.frame)
          : [],
      )
    } else if (next.kind !== 'block' || next.body.at(-1) !== at) return []
    at = next
  }
  return []
}

function taken({ clauses }: Branch, sense: boolean, frame: Frame): Outcome[] {
  const wanted = clauses.find(({ patterns: [pattern] }) => {
    return pattern?.kind === 'atom' && pattern.name === String(sense)
  })
  const other = wanted ?? clauses.find(({ patterns: [pattern] }) => pattern?.kind === 'var')
  return other ? [{ body: other.body, frame }] : []
}

function guarded(clause: Clause, owner: Expr | Clause | undefined, frame: Frame, sense: boolean): Outcome[] {
  if (sense) return [{ body: clause.body, frame }]
  const all = owner && 'kind' in owner && owner.kind === 'branch' ? owner.clauses : (frame.fn?.clauses ?? [])
  return all.slice(all.indexOf(clause) + 1).map(({ body }) => ({ body, frame }))
}

/** A predicate: its callers' branches. */
function answered(program: Program, { module, fn }: Frame, sense: boolean, calls: number): Outcome[] {
  if (!module || !fn || calls === 0) return []
  return program.callersOf(module.name, fn).flatMap((caller) => outcomesOf(program, caller, sense, calls - 1))
}
