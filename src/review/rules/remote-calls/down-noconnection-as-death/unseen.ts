import type { Call, Clause, Expr } from '../../../source/form.ts'
import { sourceOf } from '../../../source/program/flow/derives.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { split } from '../../../source/program/words.ts'
import { isClause } from '../../../source/walk.ts'
import { visibleNodes } from '../../visible-nodes.ts'
import { asksFirst, reachedFrom } from '../reached.ts'
import { startsServer } from '../server-starts.ts'

/** `node(Pid)` looked up among the nodes that are seen, and what is done where it is not there. */
interface Unseen {
  readonly site: Site<Call>
  readonly seen: { readonly source: Site; readonly self: boolean }
  readonly gives: string
  readonly step: Site<Call>
}

const removing = new Set('remove unregister deregister delete purge evict expire release untrack'.split(' '))
const starting = new Set('restart failover takeover reassign'.split(' '))

export function unseen(program: Program): readonly Unseen[] {
  const found: Unseen[] = []
  for (const [module, name, list, item] of [
    ['Enum', 'member?', 0, 1],
    ['lists', 'member', 1, 0],
  ] as const) {
    for (const site of program.callsOf(module, name)) {
      const { frame } = site
      const [nodes, element] = [site.expr.args[list], site.expr.args[item]]
      if (
        frame.file.pathClass !== 'service' ||
        !nodes ||
        !element ||
        !isNodeOf(program, { expr: element, frame })
      )
        continue
      const otherwise = whereAbsent(site)
      const source = otherwise && sourceOf(program, { expr: nodes, frame }, 'visible-nodes')
      if (!otherwise || !source) continue
      const reached = reachedFrom(program, { frame, clause: otherwise }, 1)
      const step = reached.find(({ site: { expr } }) => effectOf(expr) !== null)
      const gives = step && effectOf(step.site.expr)
      if (!gives || asksFirst(reached)) continue
      const visible = visibleNodes(program, { expr: nodes, frame })
      found.push({
        site,
        seen: { source, self: visible?.self ?? true },
        gives,
        step: step.path[0] ?? step.site,
      })
    }
  }
  return found
}

/** `node(Pid)`: the node that a process is on. */
function isNodeOf(program: Program, site: Site): boolean {
  return origins(program, site).some(
    ({ expr }) =>
      expr.kind === 'call' && expr.module === 'erlang' && expr.name === 'node' && expr.args.length === 1,
  )
}

function effectOf(expr: Call): string | null {
  const words = split(expr.name)
  if (startsServer(expr) || words.some((word) => starting.has(word))) return 'starts it again'
  return words.some((word) => removing.has(word)) ? 'removes what it had' : null
}

/** What runs where the answer is no: the clause for `false`, or the next one of a `cond` or `if`. */
function whereAbsent(site: Site<Call>): Clause | null {
  const above = [...ancestorsOf(site)].reverse()
  const [parent, outer] = above
  if (!parent) return null
  if (!isClause(parent)) {
    if (parent.kind !== 'branch' || parent.subject !== site.expr) return null
    return parent.clauses.find(({ patterns: [pattern] }) => isNo(pattern)) ?? null
  }
  if (parent.guard !== site.expr || !outer || isClause(outer) || outer.kind !== 'branch') return null
  return outer.clauses[outer.clauses.indexOf(parent) + 1] ?? null
}

function isNo(pattern: Expr | undefined): boolean {
  if (pattern?.kind === 'var') return pattern.name === '_'
  return pattern?.kind === 'atom' && pattern.name === 'false'
}
