import type { Expr, ModuleForm } from '../../source/form.ts'
import { split } from '../../source/program/words.ts'
import { visitAll, visitClause } from '../../source/walk.ts'

/** Words of those who ask others before they act: a vote, a lock, a log, a store that has a quorum. */
const asking: ReadonlySet<string> = new Set([
  'vote',
  'voter',
  'ballot',
  'quorum',
  'majority',
  'lock',
  'lease',
  'acquire',
  'consensus',
  'paxos',
  'raft',
  'epoch',
  'advisory',
  'fence',
  'fencing',
])
const askingModules: ReadonlySet<string> = new Set([
  'ra',
  'khepri',
  'global',
  'locks',
  'locks_leader',
  'eetcd',
  'Highlander',
])

function asks(expr: Expr): boolean {
  if (expr.kind === 'call')
    return (
      (expr.module !== null && askingModules.has(expr.module) && expr.name !== 'whereis_name') ||
      split(expr.name).some((word) => asking.has(word))
    )
  if (expr.kind === 'atom' || expr.kind === 'funref') return split(expr.name).some((word) => asking.has(word))
  return false
}

/** Whether a body asks others: by a call, or by what it sends. */
export function agreementIn(body: readonly Expr[]): boolean {
  let found = false
  visitAll(body, (expr) => {
    if (asks(expr)) found = true
  })
  return found
}

const known = new WeakMap<ModuleForm, boolean>()

/** Whether a module speaks of votes, locks or a log anywhere: then it has a protocol, and this is no place to judge it. */
export function hasProtocol(module: ModuleForm): boolean {
  const before = known.get(module)
  if (before !== undefined) return before
  let found = false
  for (const fn of module.functions) {
    if (split(fn.name).some((word) => asking.has(word))) found = true
    for (const clause of fn.clauses)
      visitClause(clause, (expr) => {
        if (asks(expr)) found = true
        else if (expr.kind === 'field' && (expr.name === 'term' || expr.name === 'voted_for')) found = true
      })
  }
  known.set(module, found)
  return found
}
