import type { Call, Expr } from '../../source/form.ts'
import { ancestorsOf, type Site } from '../../source/program/program.ts'
import { isClause, visit } from '../../source/walk.ts'

/** Functions that call a fun for each element, one after the other, with the index of the fun. */
const loops: Record<string, number> = {
  'lists:map': 0,
  'lists:foreach': 0,
  'lists:flatmap': 0,
  'lists:filter': 0,
  'lists:filtermap': 0,
  'lists:foldl': 0,
  'lists:foldr': 0,
  'Enum:map': 1,
  'Enum:each': 1,
  'Enum:flat_map': 1,
  'Enum:filter': 1,
  'Enum:reject': 1,
  'Enum:reduce': 2,
}

/** The loop whose element is, or gives, the target of a call; null where the call stands in none. */
export function loopOver(site: Site<Call>, target: Expr): Expr | null {
  const names = new Set<string>()
  visit(target, (expr) => {
    if (expr.kind === 'var') names.add(expr.name)
  })
  const above = ancestorsOf(site)
  for (let i = above.length - 1; i >= 0; i--) {
    const at = above[i]
    if (!at || isClause(at)) continue
    if (at.kind === 'comprehension') {
      for (const step of at.steps) if (step.kind === 'arrow' && binds(step.pattern, names)) return at
    } else if (at.kind === 'call') {
      const index = loops[`${at.module}:${at.name}`]
      const fun = index === undefined ? undefined : at.args[index]
      if (fun?.kind !== 'fun') continue
      // A fold with several clauses may stop asking once one has answered.
      if (at.name.startsWith('fold') && fun.clauses.length > 1) continue
      if (fun.clauses.some(({ patterns: [first] }) => first !== undefined && binds(first, names))) return at
    }
  }
  return null
}

function binds(pattern: Expr, names: ReadonlySet<string>): boolean {
  let found = false
  visit(pattern, (expr) => {
    if (expr.kind === 'var' && names.has(expr.name)) found = true
  })
  return found
}
