import type { Branch, Call, Clause, Expr } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { derivesFrom } from '../../../source/program/stores/derives.ts'
import { visitClause } from '../../../source/walk.ts'

/** Who asks where a process is, and whether all nodes share the answer. */
const lookups: readonly (readonly [module: string, name: string, shared: boolean])[] = [
  ['erlang', 'whereis', false],
  ['Process', 'whereis', false],
  ['Registry', 'lookup', false],
  ['Registry', 'whereis_name', false],
  ['gproc', 'where', false],
  ['gproc', 'whereis_name', false],
  ['gproc', 'lookup_local_name', false],
  ['gproc', 'lookup_global_name', true],
  ['GenServer', 'whereis', false],
  ['global', 'whereis_name', true],
  ['syn', 'lookup', true],
  ['syn', 'whereis_name', true],
  ['Horde.Registry', 'lookup', true],
  ['Horde.Registry', 'whereis_name', true],
  ['Swarm', 'whereis_name', true],
]

/** A place where nothing was found under a name. */
export interface NotFound {
  /** The lookup, or the call of the helper that makes it. */
  readonly lookup: Site<Call>
  readonly shared: boolean
  /** The alternative that is taken where there is no process. */
  readonly clause: Clause
}

/** A helper that more than this call is how the project asks everywhere, for many ends. */
const maxCallers = 30

/** Every alternative that is taken because a lookup found no process. */
export function notFound(program: Program): readonly NotFound[] {
  const found: NotFound[] = []
  for (const [module, name, shared] of lookups) {
    for (const lookup of program.callsOf(module, name)) {
      for (const site of [lookup, ...throughHelper(program, lookup)]) {
        for (const clause of alternatives(site)) found.push({ lookup: site, shared, clause })
      }
    }
  }
  return found
}

/** The calls of a function that does nothing but look. */
function throughHelper(program: Program, { frame }: Site<Call>): readonly Site<Call>[] {
  const { fn, module } = frame
  if (!fn || !module || fn.clauses.length > 2 || frame.clause.body.length > 1) return []
  if (/start|ensure|create|init/.test(fn.name)) return []
  const callers = program.callersOf(module.name, fn)
  return callers.length > maxCallers ? [] : callers.filter((caller) => caller.frame.fn !== fn)
}

function alternatives({ expr: lookup, frame }: Site<Call>): readonly Clause[] {
  const found: Clause[] = []
  visitClause(frame.clause, (expr) => {
    if (expr.kind !== 'branch' || !expr.subject || expr.end < lookup.start) return
    if (derivesFrom(frame.clause, expr.subject, lookup)) found.push(...empty(expr, expr.subject))
  })
  return found
}

const nothing = new Set(['undefined', 'nil', 'none', 'not_found', 'false', 'error'])

/** The clauses of a branch that mean that there is none. */
function empty(branch: Branch, subject: Expr): readonly Clause[] {
  const asked = saysNone(subject)
  return branch.clauses.filter(({ patterns: [pattern] }) => {
    if (!pattern) return false
    if (asked !== null) return pattern.kind === 'atom' && pattern.name === String(asked)
    if (pattern.kind === 'atom') return nothing.has(pattern.name)
    if (pattern.kind === 'list') return pattern.items.length === 0 && !pattern.tail
    const [head] = pattern.kind === 'tuple' ? pattern.items : []
    return head?.kind === 'atom' && head.name === 'error'
  })
}

/** Whether the subject is a test for none: `x == nil` is (true), `x != undefined` is its opposite (false). */
function saysNone(subject: Expr): boolean | null {
  if (subject.kind === 'call') {
    if (/^is_nil$/.test(subject.name)) return true
    return /^is_pid$/.test(subject.name) ? false : null
  }
  if (subject.kind !== 'op') return null
  if (subject.op === 'not' && subject.args[0]) {
    const inner = saysNone(subject.args[0])
    return inner === null ? true : !inner
  }
  const none = subject.args.some(
    (arg) =>
      (arg.kind === 'atom' && nothing.has(arg.name)) || (arg.kind === 'list' && arg.items.length === 0),
  )
  if (!none) return null
  if (subject.op === '==' || subject.op === '===') return true
  return subject.op === '!=' || subject.op === '!==' ? false : null
}
