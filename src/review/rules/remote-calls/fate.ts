import type { Clause, Expr } from '../../source/form.ts'
import { ancestorsOf, type Frame, type Program, type Site } from '../../source/program.ts'
import { type Ancestor, isClause, visit, visitClause } from '../../source/walk.ts'

/** What becomes of the result of a call that may be `{badrpc, Reason}`. */
export type Fate =
  /** Told apart, crashed on purpose, ignored, or compared with one expected value. */
  | { readonly kind: 'handled' }
  /** Handed to the caller as it is. */
  | { readonly kind: 'returned' }
  /** Used as data at `at`: `how` says as what. */
  | { readonly kind: 'data'; readonly at: Expr; readonly how: string }

const handled: Fate = { kind: 'handled' }

/** Calls that only show or log their argument, or that look at any term. */
const inert =
  /^(logger|Logger|io|IO|io_lib|lager|error_logger|telemetry|erlang:(is_[a-z]+|element|exit|error|throw|self)|Kernel|inspect|ct|lists:(member|keyfind))/

/** Follows the result from the call to the first thing that happens to it. */
export function fateOf(program: Program, site: Site): Fate {
  return climb(program, site.frame, site.expr, [...ancestorsOf(site)].reverse(), 3)
}

function climb(program: Program, frame: Frame, from: Expr, above: readonly Ancestor[], depth: number): Fate {
  let at: Ancestor = from
  for (const [index, next] of above.entries()) {
    if (isClause(next)) {
      if (next.guard === at || next.body.at(-1) !== at) return handled
      // The tail of an inner clause is the value of what owns the clause; of the function's own, it is returned.
      if (next === frame.clause) return { kind: 'returned' }
      at = next
      continue
    }
    switch (next.kind) {
      case 'branch':
        if (next.subject !== at) break
        // A tuple is truthy: Elixir's if takes an error for yes. A case on true and false crashes on purpose.
        if (
          /^(if|unless)\b/.test(frame.file.text.slice(next.start, next.start + 7)) &&
          frame.file.form.language === 'elixir'
        ) {
          return { kind: 'data', at: next, how: 'as a condition, and a tuple is truthy' }
        }
        return ofClauses(next.clauses)
      case 'match':
        if (next.value === at) return ofMatch(program, frame, next.pattern, next, above.slice(index), depth)
        return handled
      case 'arrow':
        if (next.value !== at) return handled
        // `pattern <- call` in with: what does not match goes to else; in a comprehension it is the source of elements.
        return above[index + 1] && isWith(above[index + 1])
          ? ofArrow(next.pattern, next)
          : { kind: 'data', at: next, how: 'as the list that a comprehension runs over' }
      case 'block':
        if (next.body.at(-1) !== at) return handled
        break
      case 'try':
      case 'receive':
      case 'with':
        if (next.kind === 'try' && next.clauses.length > 0 && next.body.at(-1) === at)
          return ofClauses(next.clauses)
        if (next.kind === 'try' && next.after.includes(at as Expr)) return handled
        break
      case 'fun':
        return handled
      case 'op':
        return ofOperator(next.op, next)
      case 'call':
        return ofArgument(program, next, at as Expr)
      case 'comprehension':
        // The list of results: an error is one of its elements, so what becomes of the list decides.
        if (next.body.at(-1) !== at) return handled
        break
      case 'tuple':
      case 'list':
      case 'map':
        // Tagged and passed on: `{Node, rpc:call(…)}` keeps the error visible to whoever reads the element.
        return handled
      default:
        return handled
    }
    at = next
  }
  return handled
}

function isWith(above: Ancestor | undefined): boolean {
  return above !== undefined && !isClause(above) && above.kind === 'with'
}

/** A case: fine where some clause names badrpc, or where every clause names what it expects (else it crashes on purpose). */
function ofClauses(clauses: readonly Clause[]): Fate {
  if (clauses.some((clause) => clause.patterns.some(namesBadrpc))) return handled
  for (const clause of clauses) {
    const [pattern] = clause.patterns
    if (pattern?.kind !== 'var' || clause.guard || /err|reason|fail|other|else|bad/i.test(pattern.name))
      continue
    // The last branch takes everything: an error too. It is data where the branch uses it for more than reporting.
    const use = firstUse(pattern.name, clause.body)
    if (use && clauses.length > 1 && !looksLikeFailure(clause))
      return { kind: 'data', at: use, how: 'by a branch that takes any other term' }
  }
  return handled
}

function looksLikeFailure(clause: Clause): boolean {
  let failing = false
  visitClause({ ...clause, patterns: [], guard: null }, (expr) => {
    if (
      expr.kind === 'atom' &&
      ['error', 'badrpc', 'failed', 'undefined', 'nil', 'stop', 'noproc', 'unknown'].includes(expr.name)
    )
      failing = true
    if (
      expr.kind === 'call' &&
      /^(erlang:(error|exit|throw|raise)|[Ll]ogger|lager|error_logger|io)/.test(`${expr.module}:${expr.name}`)
    )
      failing = true
    if (expr.kind === 'call' && /log|warn|error|fail|abort/i.test(expr.name)) failing = true
  })
  return failing
}

function ofMatch(
  program: Program,
  frame: Frame,
  pattern: Expr,
  match: Expr,
  above: readonly Ancestor[],
  depth: number,
): Fate {
  if (pattern.kind !== 'var') return handled
  if (pattern.name.startsWith('_')) return handled
  const scope = following(match, above)
  if (scope.length === 0) return climb(program, frame, match, above.slice(1), depth)
  return ofVariable(program, frame, pattern.name, scope, depth)
}

/** The expressions that come after `match` in its own body. */
function following(match: Expr, above: readonly Ancestor[]): readonly Expr[] {
  const owner = above[1]
  if (!owner) return []
  const body = isClause(owner)
    ? owner.body
    : owner.kind === 'block' || owner.kind === 'with' || owner.kind === 'try'
      ? owner.body
      : []
  return body.slice(body.indexOf(match) + 1)
}

function ofVariable(
  program: Program,
  frame: Frame,
  name: string,
  scope: readonly Expr[],
  depth: number,
): Fate {
  if (depth === 0) return handled
  // Once any clause or guard tells the error apart, the other uses stand behind it.
  for (const expr of scope) if (tellsApart(expr, name)) return handled
  for (const expr of scope) {
    const use = firstUse(name, [expr])
    if (!use) continue
    const clause: Clause = { patterns: [], guard: null, body: scope, start: 0, end: 0 }
    const fate = climb(
      program,
      { ...frame, clause },
      use,
      [...ancestorsOf({ expr: use, frame: { ...frame, clause } })].reverse(),
      depth - 1,
    )
    if (fate.kind !== 'handled') return fate
    return handled
  }
  return handled
}

function tellsApart(scope: Expr, name: string): boolean {
  let told = false
  visit(scope, (expr) => {
    if (expr.kind === 'branch' && expr.subject?.kind === 'var' && expr.subject.name === name) told = true
    if (
      expr.kind === 'match' &&
      expr.value.kind === 'var' &&
      expr.value.name === name &&
      expr.pattern.kind !== 'var'
    )
      told = true
    if (
      expr.kind === 'call' &&
      expr.module === 'erlang' &&
      expr.name.startsWith('is_') &&
      mentions(expr, name)
    )
      told = true
    if (
      expr.kind === 'op' &&
      ['==', '===', '!=', '!=='].includes(expr.op) &&
      expr.args.some((arg) => arg.kind === 'var' && arg.name === name)
    )
      told = true
  })
  return told
}

function mentions(scope: Expr, name: string): boolean {
  return firstUse(name, [scope]) !== null
}

function firstUse(name: string, body: readonly Expr[]): Expr | null {
  let found: Expr | null = null
  for (const expr of body) {
    visit(expr, (inner) => {
      if (!found && inner.kind === 'var' && inner.name === name) found = inner
    })
  }
  return found
}

function ofArrow(pattern: Expr, at: Expr): Fate {
  return pattern.kind === 'var' && !pattern.name.startsWith('_')
    ? { kind: 'data', at, how: 'by a step that takes any term' }
    : handled
}

function ofOperator(op: string, at: Expr): Fate {
  if (['==', '===', '!=', '!==', 'and', 'or', 'not', '<>'].includes(op)) return handled
  return { kind: 'data', at, how: `as an operand of \`${op}\`` }
}

/** Given to a function: fine where it shows the term, or where its own clauses name badrpc. */
function ofArgument(program: Program, call: Expr & { kind: 'call' }, argument: Expr): Fate {
  const name = `${call.module}:${call.name}`
  if (inert.test(name)) return handled
  const index = call.args.indexOf(argument)
  if (name === 'erlang:send')
    return index === 0 ? { kind: 'data', at: call, how: 'as the process to send to' } : handled
  if (call.module !== null) {
    const definitions = program.definitions(call.module, call.name, call.args.length)
    if (definitions.length > 0) {
      const clauses = definitions.flatMap(({ fn }) => fn.clauses)
      const takesAnything = clauses.some((clause) => clause.patterns[index]?.kind === 'var')
      if (
        clauses.some((clause) => namesBadrpc(clause.patterns[index] ?? null) || bodyNamesBadrpc(clause)) ||
        takesAnything
      )
        return handled
      return {
        kind: 'data',
        at: call,
        how: `by \`${call.name}/${call.args.length}\`, which has no clause for it`,
      }
    }
  }
  return consumes.has(name)
    ? { kind: 'data', at: call, how: `by \`${name.replace(/^([A-Z].*):/, '$1.')}/${call.args.length}\`` }
    : handled
}

/** Library functions that need a list, map or number: an error tuple crashes them or counts as one element. */
const consumes = new Set([
  'lists:append',
  'lists:concat',
  'lists:flatten',
  'lists:foreach',
  'lists:map',
  'lists:foldl',
  'lists:foldr',
  'lists:filter',
  'lists:sum',
  'lists:usort',
  'lists:sort',
  'lists:max',
  'lists:min',
  'lists:merge',
  'lists:keydelete',
  'lists:keystore',
  'lists:delete',
  'lists:nth',
  'lists:all',
  'lists:any',
  'maps:get',
  'maps:merge',
  'maps:to_list',
  'proplists:get_value',
  'proplists:lookup',
  'erlang:length',
  'erlang:hd',
  'erlang:tl',
  'erlang:list_to_binary',
  'erlang:binary_to_term',
  'sets:from_list',
  'mnesia:add_table_copy',
  'Enum:map',
  'Enum:each',
  'Enum:flat_map',
  'Enum:filter',
  'Enum:reduce',
  'Enum:sum',
  'Enum:concat',
  'Enum:into',
  'Enum:reject',
  'Enum:max',
  'Enum:min',
  'Enum:sort',
  'Enum:sort_by',
  'Enum:max_by',
  'Enum:count',
  'Enum:find',
  'Enum:any?',
  'Enum:all?',
  'Map:get',
  'Map:merge',
  'Map:put',
  'Map:keys',
  'Map:values',
  'Keyword:get',
  'MapSet:new',
  'MapSet:union',
  'List:flatten',
  'String:to_integer',
  'gen_server:call',
  'gen_server:cast',
  'erlang:monitor',
  'erlang:link',
])

function namesBadrpc(pattern: Expr | null): boolean {
  let named = false
  if (pattern) {
    visit(pattern, (expr) => {
      if (expr.kind === 'atom' && expr.name === 'badrpc') named = true
    })
  }
  return named
}

function bodyNamesBadrpc(clause: Clause): boolean {
  let named = false
  visitClause(clause, (expr) => {
    if (expr.kind === 'atom' && expr.name === 'badrpc') named = true
  })
  return named
}
