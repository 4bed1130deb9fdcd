import type { Mend, Rewrite } from '../../../fixes/rewrite.ts'
import { codeAt, replaced } from '../../../fixes/spelled.ts'
import type { Call, Expr } from '../../../source/form.ts'
import { ancestorsOf, type Site } from '../../../source/program/program.ts'
import { isClause } from '../../../source/walk.ts'

/**
 * The query by a majority. It answers `{ok, Result, Leader}` where the others answer `{ok, {Index, Result}, Leader}`,
 * so the patterns that take the answer change with it; undefined where one of them is not in sight.
 */
export function consistent(site: Site<Call>): Mend | undefined {
  const { expr, frame } = site
  if (expr.module !== 'ra' || expr.args.length > 3) return undefined
  if (expr.args.length === 3 && expr.args[2]?.kind === 'list') return undefined
  const written = codeAt(site)
  const at = written.indexOf(`${expr.name}(`)
  const parent = ancestorsOf(site).at(-1)
  if (at < 0 || !parent || isClause(parent)) return undefined
  const patterns =
    parent.kind === 'match' && parent.value === expr
      ? [parent.pattern]
      : parent.kind === 'branch' && parent.subject === expr
        ? parent.clauses.flatMap((clause) => clause.patterns)
        : []
  if (patterns.length === 0) return undefined
  const start = expr.start + at
  const rewrites: Rewrite[] = [
    { file: frame.file, start, end: start + expr.name.length, text: 'consistent_query' },
  ]
  for (const pattern of patterns) {
    const pair = answered(pattern)
    if (pair === 'other') continue
    if (pair === 'unseen') return undefined
    const [, result] = pair.items
    if (result) rewrites.push(replaced({ expr: pair, frame }, codeAt({ expr: result, frame })))
  }
  return {
    rewrites,
    risk: 'The query asks a majority: it takes a round trip, and answers `{timeout, _}` on the smaller side of a cut. Another client may still write between it and the command; only a check in `apply/3` excludes that.',
  }
}

type Pair = Extract<Expr, { kind: 'tuple' }>

/** The pair in `{ok, {Index, Result}, Leader}`; `other` where the pattern takes no such answer, or any value of it. */
function answered(pattern: Expr): Pair | 'other' | 'unseen' {
  if (pattern.kind === 'var') return /^_/.test(pattern.name) ? 'other' : 'unseen'
  if (pattern.kind !== 'tuple') return 'unseen'
  const [status, value] = pattern.items
  if (status?.kind !== 'atom') return 'unseen'
  if (status.name !== 'ok') return 'other'
  if (value?.kind === 'var') return /^_/.test(value.name) ? 'other' : 'unseen'
  return value?.kind === 'tuple' && value.items.length === 2 ? value : 'unseen'
}
