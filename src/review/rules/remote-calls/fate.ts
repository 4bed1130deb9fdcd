import type { Clause, Expr, Match } from '../../source/form.ts'
import { ancestorsOf, type Frame, type Program, type Site } from '../../source/program/program.ts'
import { type Ancestor, isClause } from '../../source/walk.ts'
import { combiners, consumers, inert, mappers } from './consumers.ts'
import { foldWithoutErrors } from './result-folds.ts'
import { firstUse, looksLikeFailure, namesBadrpc, takesAnyPair, takesOnePair, tellsApart } from './uses.ts'

/** What becomes of the result of a call that may be `{badrpc, Reason}`. */
export type Fate =
  /** Told apart, crashed on purpose, ignored, or compared with one expected value. */
  | { readonly kind: 'handled' }
  /** Handed to the caller as it is. */
  | { readonly kind: 'returned' }
  /**
   * Used as data at `at`: `how` says as what, `lacking` is the clause of a fold beside which one is missing, and `ends` says
   * that whoever is given it has no clause for it.
   */
  | {
      readonly kind: 'data'
      readonly at: Expr
      readonly how: string
      readonly lacking?: Site
      readonly ends?: true
    }

const handled: Fate = { kind: 'handled' }

/** A value on its way out of a clause: one result, or a list of them in which errors are elements. */
interface Value {
  readonly program: Program
  readonly frame: Frame
  readonly many: boolean
  /** Variables that may still be followed. */
  readonly depth: number
}

/** Follows the result from the call to the first thing that happens to it. */
export function fateOf(program: Program, site: Site, many = false): Fate {
  return climb({ program, frame: site.frame, many, depth: 3 }, site.expr, [...ancestorsOf(site)].reverse())
}

/** The same for a call that answers `{Results, BadNodes}`: what becomes of Results. */
export function fateOfResults(program: Program, site: Site): Fate {
  const above = [...ancestorsOf(site)].reverse()
  const [match] = above
  if (!match || isClause(match) || match.kind !== 'match' || match.pattern.kind !== 'tuple') return handled
  const [results] = match.pattern.items
  if (results?.kind !== 'var') return handled
  return ofVariable(
    { program, frame: site.frame, many: true, depth: 3 },
    results.name,
    following(match, above.slice(1)),
  )
}

function climb(value: Value, from: Expr, above: readonly Ancestor[]): Fate {
  let at: Ancestor = from
  for (const [index, next] of above.entries()) {
    const outer = above[index + 1]
    if (isClause(next)) {
      if (next.guard === at || next.body.at(-1) !== at) return handled
      // The tail of an inner clause is the value of what owns the clause; of the function's own, it is returned.
      if (next === value.frame.clause) return { kind: 'returned' }
      at = next
      continue
    }
    switch (next.kind) {
      case 'branch':
        if (next.subject === at) return ofBranch(value, next)
        break
      case 'match':
        return next.value === at ? ofMatch(value, next, above.slice(index + 1)) : handled
      case 'arrow':
        return next.value === at ? ofArrow(value, next, isWith(outer)) : handled
      case 'block':
        if (next.body.at(-1) !== at) return handled
        break
      case 'try':
        if (next.body.at(-1) !== at && !isClause(at)) return handled
        if (next.clauses.length > 0 && next.body.at(-1) === at) return ofClauses(next.clauses)
        break
      case 'receive':
      case 'with':
        break
      case 'fun':
        // The value of a fun that maps is an element of the mapped list.
        if (
          outer &&
          !isClause(outer) &&
          outer.kind === 'call' &&
          mappers.has(`${outer.module}:${outer.name}`)
        ) {
          return climb({ ...value, many: true }, outer, above.slice(index + 2))
        }
        return handled
      case 'comprehension':
        return next.body.at(-1) === at
          ? climb({ ...value, many: true }, next, above.slice(index + 1))
          : handled
      case 'op':
        // Joined to another list, its elements are still to be looked at.
        if (!(value.many && next.op === '++')) return ofOperator(next.op, next)
        break
      case 'field':
        return { kind: 'data', at: next, how: `by taking its field \`${next.name}\`` }
      case 'call':
        return ofArgument(value, next, at as Expr)
      default:
        // Tagged and passed on: `{Node, rpc:call(…)}` keeps the error visible to whoever reads the element.
        return handled
    }
    at = next
  }
  return handled
}

function isWith(above: Ancestor | undefined): boolean {
  return above !== undefined && !isClause(above) && above.kind === 'with'
}

/** Elixir's if and unless, where a tuple is truthy; a case on true and false crashes on purpose. */
function isTruthTest({ file }: Frame, branch: Expr): boolean {
  return (
    file.form.language === 'elixir' && /^(if|unless)\b/.test(file.text.slice(branch.start, branch.start + 7))
  )
}

function ofBranch({ frame }: Value, branch: Expr & { kind: 'branch' }): Fate {
  if (isTruthTest(frame, branch))
    return { kind: 'data', at: branch, how: 'as a condition, and a tuple is truthy' }
  return ofClauses(branch.clauses)
}

/** A case: fine where some clause names badrpc, or where every clause names what it expects (else it crashes on purpose). */
function ofClauses(clauses: readonly Clause[]): Fate {
  if (
    clauses.some(({ patterns }) => patterns.some((pattern) => namesBadrpc(pattern) || takesAnyPair(pattern)))
  )
    return handled
  for (const clause of clauses) {
    const [pattern] = clause.patterns
    const only = pattern && clauses.length > 1 ? takesOnePair(pattern) : null
    if (only)
      return { kind: 'data', at: only, how: 'by a clause for failures that takes this one atom alone' }
    if (pattern?.kind !== 'var' || clause.guard || /err|reason|fail|other|else|bad/i.test(pattern.name))
      continue
    // The last branch takes everything, an error too: it is data where the branch does more than report it.
    const use = firstUse(pattern.name, clause.body)
    if (use && clauses.length > 1 && !looksLikeFailure(clause))
      return { kind: 'data', at: use, how: 'by a branch that takes any other term' }
  }
  return handled
}

function ofMatch(value: Value, match: Match, above: readonly Ancestor[]): Fate {
  const { pattern } = match
  if (pattern.kind !== 'var' || pattern.name.startsWith('_')) return handled
  const scope = following(match, above)
  return scope.length === 0 ? climb(value, match, above) : ofVariable(value, pattern.name, scope)
}

/** The expressions that come after `match` in its own body. */
function following(match: Expr, above: readonly Ancestor[]): readonly Expr[] {
  const [owner] = above
  if (!owner) return []
  const body =
    isClause(owner) || owner.kind === 'block' || owner.kind === 'with' || owner.kind === 'try'
      ? owner.body
      : []
  return body.slice(body.indexOf(match) + 1)
}

function ofVariable(value: Value, name: string, scope: readonly Expr[]): Fate {
  const { frame, depth } = value
  if (depth === 0) return handled
  if (scope.some((expr) => tellsApart(expr, name, (branch) => isTruthTest(frame, branch)))) return handled
  const use = firstUse(name, scope)
  if (!use) return handled
  const clause: Clause = { patterns: [], guard: null, body: scope, start: 0, end: 0 }
  const inside = { ...frame, clause }
  return climb(
    { ...value, frame: inside, depth: depth - 1 },
    use,
    [...ancestorsOf({ expr: use, frame: inside })].reverse(),
  )
}

/** `pattern <- call`: in with, what does not match goes to else; in a comprehension it is the source of elements. */
function ofArrow({ many }: Value, arrow: Expr & { kind: 'arrow' }, inWith: boolean): Fate {
  // Whoever goes through a list of results sees each of them.
  if (many) return handled
  if (!inWith) return { kind: 'data', at: arrow, how: 'as the list that a comprehension runs over' }
  const { pattern } = arrow
  return pattern.kind === 'var' && !pattern.name.startsWith('_')
    ? { kind: 'data', at: arrow, how: 'by a step that takes any term' }
    : handled
}

function ofOperator(op: string, at: Expr): Fate {
  if (['==', '===', '!=', '!==', 'and', 'or', 'not', '<>'].includes(op)) return handled
  return { kind: 'data', at, how: `as an operand of \`${op}\`` }
}

/** Given to a function: fine where it shows the term, or where its own clauses name badrpc or take anything. */
function ofArgument({ program, many }: Value, call: Expr & { kind: 'call' }, argument: Expr): Fate {
  const name = `${call.module}:${call.name}`
  if (inert.test(name)) return handled
  const index = call.args.indexOf(argument)
  if (name === 'erlang:send')
    return index === 0 ? { kind: 'data', at: call, how: 'as the process to send to' } : handled
  const clauses =
    call.module === null
      ? []
      : program.definitions(call.module, call.name, call.args.length).flatMap(({ fn }) => fn.clauses)
  if (clauses.length > 0) {
    const copes = clauses.some(
      (clause) => namesBadrpc(clause) || (clause.patterns[index]?.kind === 'var' && clause.guard === null),
    )
    if (many) {
      const lacking = foldWithoutErrors(program, call, index)
      return lacking
        ? { kind: 'data', at: call, how: 'by a fold that has no clause for such an element', lacking }
        : handled
    }
    if (copes) return handled
    return {
      kind: 'data',
      at: call,
      how: `by \`${call.name}/${call.args.length}\`, which has no clause for it`,
      ends: true,
    }
  }
  if (!(many ? combiners : consumers).has(name)) return handled
  return { kind: 'data', at: call, how: `by \`${name.replace(/^([A-Z].*):/, '$1.')}/${call.args.length}\`` }
}
