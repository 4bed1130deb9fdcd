import type { Clause, Expr } from '../../../source/form.ts'
import { sourceOf } from '../../../source/program/flow/derives.ts'
import type { Handler } from '../../../source/program/processes/messages/handlers.ts'
import { receiverOf } from '../../../source/program/processes/messages/receiver.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { namesAtom, visitAll } from '../../../source/walk.ts'

/** Why a process that is watched may live on another node. */
export interface FarProcess {
  readonly how: 'by construction' | 'followed'
  readonly text: string
  readonly site: Site
}

/** Whether a DOWN handler's module watches processes of other nodes, and what shows it; null where nothing does. */
export function farProcess(program: Program, handler: Handler): FarProcess | null {
  const { frame, clause, pattern } = handler
  const who = itemOf(pattern, 3)
  if (who?.kind === 'tuple' && who.items.length === 2)
    return { how: 'by construction', text: 'The message names a server of another node.', site: handler.site }
  const asked = who?.kind === 'var' ? asksNodeOf(clause, who.name) : null
  if (asked)
    return {
      how: 'followed',
      text: 'The clause asks on which node the process was.',
      site: { expr: asked, frame },
    }
  for (const [module, at] of [
    ['erlang', 1],
    ['Process', 0],
  ] as const) {
    for (const site of program.callsOf(module, 'monitor')) {
      if (site.frame.module !== frame.module) continue
      const watched = site.expr.args[at]
      const far = watched ? isFar(program, { expr: watched, frame: site.frame }) : null
      if (far) return { ...far, site }
    }
  }
  return null
}

function isFar(program: Program, site: Site): Omit<FarProcess, 'site'> | null {
  const receiver = receiverOf(program, site)
  if (receiver.remote === 'yes')
    return { how: 'by construction', text: 'It watches `{name, node}` of another node.' }
  if (receiver.kind === 'global')
    return { how: 'followed', text: 'It watches a process that is registered for the whole cluster.' }
  // Every node is told of rows that any node wrote.
  if (site.frame.clause.patterns.some((pattern) => namesAtom(pattern, 'mnesia_table_event')))
    return { how: 'followed', text: 'It watches processes whose rows any node wrote.' }
  return sourceOf(program, site, 'visible-nodes')
    ? { how: 'followed', text: 'It watches members of a group that spans the nodes.' }
    : null
}

/** An element of the message's tuple. */
export function itemOf(pattern: Expr, index: number): Expr | null {
  if (pattern.kind === 'match') return itemOf(pattern.pattern, index) ?? itemOf(pattern.value, index)
  return pattern.kind === 'tuple' ? (pattern.items[index] ?? null) : null
}

function asksNodeOf(clause: Clause, name: string): Expr | null {
  let found: Expr | null = null
  const look = (expr: Expr) => {
    if (expr.kind !== 'call' || expr.module !== 'erlang' || expr.name !== 'node') return
    const [of] = expr.args
    if (of?.kind === 'var' && of.name === name) found ??= expr
  }
  visitAll([...(clause.guard ? [clause.guard] : []), ...clause.body], look)
  return found
}
