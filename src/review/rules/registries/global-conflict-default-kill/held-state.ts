import type { Clause, Expr } from '../../../source/form.ts'
import type { Process } from '../../../source/program/processes/processes.ts'
import { results, visitClause } from '../../../source/walk.ts'

const handling: ReadonlySet<string> = new Set(['handle_call', 'handle_cast', 'handle_info', 'handle_event'])

/** What a process has learned is only in it: some message changes its state, and its start does not load that again. */
export function keepsState(process: Process): boolean {
  let changes = false
  for (const [fn, { state }] of process.callbacks) {
    if (fn.name === 'init' || fn.name === 'handle_continue') {
      if (fn.clauses.some(loads)) return false
    } else if (handling.has(fn.name) || process.kind === 'gen_statem') {
      changes ||= fn.clauses.some((clause) => changesState(clause, state))
    }
  }
  return changes
}

const loading =
  /^(?:load|restore|recover|read|fetch|lookup|list|all|get_all|open|rebuild|replay|subscribe|select|query|dirty_read|one)(?:_|!|$)/

/** A start that asks something else for what was known before. */
function loads(clause: Clause): boolean {
  let found = false
  visitClause(clause, (expr) => {
    if (expr.kind === 'call' && loading.test(expr.name)) found = true
  })
  return found
}

/** The state that a clause hands back is another than the one that it was given. */
function changesState(clause: Clause, parameter: number | null): boolean {
  const given = names(parameter === null ? undefined : clause.patterns[parameter])
  return results(clause.body).some((result) => {
    if (result.kind !== 'tuple') return false
    const [tag] = result.items
    if (tag?.kind !== 'atom') return false
    const at = { reply: 2, noreply: 1, keep_state: 1, next_state: 2, ok: 1 }[tag.name]
    const next = at === undefined ? undefined : result.items[at]
    if (!next) return false
    return !(next.kind === 'var' && given.has(next.name)) && next.kind !== 'atom'
  })
}

function names(pattern: Expr | undefined): ReadonlySet<string> {
  if (pattern?.kind === 'var') return new Set([pattern.name])
  if (pattern?.kind === 'match') return new Set([...names(pattern.pattern), ...names(pattern.value)])
  return new Set()
}
