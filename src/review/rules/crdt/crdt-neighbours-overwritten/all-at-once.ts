import type { Mend } from '../../../fixes/rewrite.ts'
import { codeAt, replaced } from '../../../fixes/spelled.ts'
import type { Call, Expr } from '../../../source/form.ts'
import { ancestorsOf, type Site } from '../../../source/program/program.ts'
import { isClause, visit } from '../../../source/walk.ts'

/**
 * One call with the list of all peers, in place of a call for each in `Enum.each`, `lists:foreach` or a comprehension.
 * Undefined for other loops, and where the loop does more than the call.
 */
export function allAtOnce(site: Site<Call>): Mend | undefined {
  const [crdt, list] = site.expr.args
  const [peer] = list?.kind === 'list' ? list.items : []
  const loop = loopAround(site)
  if (!crdt || !peer || !loop) return undefined
  const { frame } = site
  const code = (expr: Expr) => codeAt({ expr, frame })
  // A comment within the loop would be lost with it.
  if (mentions(crdt, loop.each) || /^\s*[%#]/m.test(code(loop.whole))) return undefined
  const callee = codeAt(site).slice(0, crdt.start - site.expr.start)
  const { each, of } = loop
  const peers =
    frame.file.form.language === 'erlang'
      ? `[${code(peer)} || ${code(each)} <- ${code(of)}]`
      : `for(${code(each)} <- ${code(of)}, do: ${code(peer)})`
  return {
    rewrites: [replaced({ expr: loop.whole, frame }, `${callee}${code(crdt)}, ${peers})`)],
    risk: 'Peers that come later must be given with the others again, on each `nodeup`.',
  }
}

interface Loop {
  readonly whole: Expr
  readonly each: Extract<Expr, { kind: 'var' }>
  readonly of: Expr
}

function loopAround(site: Site<Call>): Loop | null {
  const above = [...ancestorsOf(site)].reverse()
  const [first, second, third] = above
  if (first && !isClause(first) && first.kind === 'comprehension') {
    const [step, another] = first.steps
    if (another || step?.kind !== 'arrow' || step.pattern.kind !== 'var' || first.body.length !== 1)
      return null
    return { whole: first, each: step.pattern, of: step.value }
  }
  if (!first || !isClause(first) || first.body.length !== 1) return null
  if (!second || isClause(second) || second.kind !== 'fun' || second.clauses.length !== 1) return null
  if (!third || isClause(third) || third.kind !== 'call' || third.args.length !== 2) return null
  if (!['Enum:each', 'lists:foreach'].includes(`${third.module}:${third.name}`)) return null
  const [each] = first.patterns
  const of = third.args.find((arg) => arg !== second)
  // A list that is piped in stands outside of the call.
  if (each?.kind !== 'var' || !of || of.start < third.start) return null
  return { whole: third, each, of }
}

function mentions(expr: Expr, { name }: Loop['each']): boolean {
  let found = false
  visit(expr, (inner) => {
    if (inner.kind === 'var' && inner.name === name) found = true
  })
  return found
}
