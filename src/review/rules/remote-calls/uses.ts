import type { Clause, Expr } from '../../source/form.ts'
import { namesAtom, visit, visitClause } from '../../source/walk.ts'

/** The first place where a variable is read, in the order of the code. */
export function firstUse(name: string, body: readonly Expr[]): Expr | null {
  let found: Expr | null = null
  for (const expr of body) {
    visit(expr, (inner) => {
      if (!found && inner.kind === 'var' && inner.name === name) found = inner
    })
  }
  return found
}

/** Whether some clause, match, test or comparison looks at what the variable is, so that other uses stand behind it. */
export function tellsApart(scope: Expr, name: string, isTruthTest: (branch: Expr) => boolean): boolean {
  const isVar = (expr: Expr | null) => expr?.kind === 'var' && expr.name === name
  let told = false
  visit(scope, (expr) => {
    if (expr.kind === 'branch' && isVar(expr.subject) && !isTruthTest(expr)) told = true
    if (expr.kind === 'match' && isVar(expr.value) && expr.pattern.kind !== 'var') told = true
    if (expr.kind === 'arrow' && isVar(expr.value) && expr.pattern.kind !== 'var') told = true
    if (
      expr.kind === 'call' &&
      expr.module === 'erlang' &&
      expr.name.startsWith('is_') &&
      firstUse(name, [expr])
    )
      told = true
    if (expr.kind === 'op' && ['==', '===', '!=', '!=='].includes(expr.op) && expr.args.some(isVar))
      told = true
  })
  return told
}

export function namesBadrpc(scope: Expr | Clause): boolean {
  return namesAtom(scope, 'badrpc')
}

/** `{_, Cause}`: a pair that begins with anything takes `{badrpc, Reason}` as well. */
export function takesAnyPair(pattern: Expr): boolean {
  return (
    pattern.kind === 'tuple' &&
    pattern.items.length === 2 &&
    pattern.items[0]?.kind === 'var' &&
    takesOnePair(pattern) === null
  )
}

/** `{_, reason}`: a pair with any tag, and an atom where its cause stands. What a node answers when it is down is none. */
export function takesOnePair(pattern: Expr): Expr | null {
  if (pattern.kind !== 'tuple' || pattern.items.length !== 2) return null
  const [tag, cause] = pattern.items
  return tag?.kind === 'var' && cause?.kind === 'atom' && !['nodedown', 'timeout'].includes(cause.name)
    ? cause
    : null
}

const failure = new Set(['error', 'badrpc', 'failed', 'undefined', 'nil', 'stop', 'noproc', 'unknown'])

/** A branch that takes everything else for a failure: it reports, raises or answers with an error. */
export function looksLikeFailure(clause: Clause): boolean {
  let failing = false
  visitClause({ ...clause, patterns: [], guard: null }, (expr) => {
    if (expr.kind === 'atom' && failure.has(expr.name)) failing = true
    if (expr.kind === 'constant' && /LOG|WARN|ERROR|DEBUG|INFO/.test(expr.name)) failing = true
    if (expr.kind !== 'call') return
    if (
      /^(erlang:(error|exit|throw|raise)|Kernel:(re)?raise|[Ll]ogger|lager|error_logger|io)/.test(
        `${expr.module}:${expr.name}`,
      )
    )
      failing = true
    if (/log|warn|error|fail|abort/i.test(expr.name)) failing = true
  })
  return failing
}
