import type { Call, Clause, Expr } from '../../../source/form.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { isClause } from '../../../source/walk.ts'
import { reachedFrom } from '../../remote-calls/reached.ts'

/** A process that takes a name of `global` to be the only one, and waits for its turn where it is not. */
export interface Election {
  readonly site: Site<Call>
  /** Where the loser watches the holder. */
  readonly waits: Site
}

/** `case global:register_name(Name, self()) of yes -> work; no -> monitor the holder`. */
export function globalElections(program: Program): readonly Election[] {
  const found: Election[] = []
  for (const site of program.callsOf('global', 'register_name')) {
    if (site.frame.file.pathClass !== 'service' || !isSelf(site.expr.args[1])) continue
    const branch = ancestorsOf(site).at(-1)
    if (!branch || isClause(branch) || branch.kind !== 'branch' || branch.subject !== site.expr) continue
    const [won, lost] = ['yes', 'no'].map((answer) => branch.clauses.find((clause) => takes(clause, answer)))
    const losing =
      lost ?? branch.clauses.find((clause) => clause !== won && clause.patterns[0]?.kind === 'var')
    if (!won || !losing) continue
    const reached = reachedFrom(program, { frame: site.frame, clause: losing }, 1)
    const watch = reached.find(({ site: { expr } }) => expr.name === 'monitor' || expr.name === 'send_after')
    if (watch) found.push({ site, waits: watch.site })
  }
  return found
}

function takes({ patterns: [pattern] }: Clause, answer: string): boolean {
  return pattern?.kind === 'atom' && pattern.name === answer
}

function isSelf(expr: Expr | undefined): boolean {
  return expr?.kind === 'call' && expr.module === 'erlang' && expr.name === 'self'
}
