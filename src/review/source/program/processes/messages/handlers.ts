import type { Var } from '../../../form.ts'
import { visit } from '../../../walk.ts'
import { facet } from '../../facet.ts'
import type { Program, Site } from '../../program.ts'
import { type MessageClause, messageClauses } from './clauses.ts'
import { tagOf } from './matching.ts'

/** Messages of the runtime that say something failed, came or passed. */
export type Signal = 'DOWN' | 'EXIT' | 'nodeup' | 'nodedown' | 'mnesia_system_event' | 'timeout'

/** A clause that handles such a message. */
export interface Handler extends MessageClause {
  /** The pattern, where it stands. */
  readonly site: Site
  /** The variables that it binds, in order; `_` and names that begin with it are not among them. */
  readonly binds: readonly Site<Var>[]
}

/** Elements of each message's tuple. Sources: OTP erlang monitor/2, process_flag/2; net_kernel monitor_nodes/2; mnesia subscribe/1. */
const sizes: Record<Signal, readonly number[]> = {
  DOWN: [5],
  EXIT: [3],
  nodeup: [2, 3],
  nodedown: [2, 3],
  mnesia_system_event: [2],
  timeout: [0, 3],
}

const byKind = facet((program): ReadonlyMap<Signal, readonly Handler[]> => {
  const found = new Map<Signal, Handler[]>(Object.keys(sizes).map((kind) => [kind as Signal, []]))
  for (const clauses of messageClauses(program).values()) {
    for (const clause of clauses) {
      if (clause.entry !== null && clause.entry !== 'info') continue
      const tag = tagOf(clause.pattern)
      if (!tag) continue
      const kind = tag.name as Signal
      if (!sizes[kind]?.includes(tag.size)) continue
      found
        .get(kind)
        ?.push({ ...clause, site: { expr: clause.pattern, frame: clause.frame }, binds: bound(clause) })
    }
  }
  return found
})

/** Every clause that handles a signal: server callbacks and receives, in the order of modules. */
export function handlers(program: Program, kind: Signal): readonly Handler[] {
  return byKind(program).get(kind) ?? []
}

function bound({ pattern, frame }: MessageClause): Site<Var>[] {
  const names: Site<Var>[] = []
  visit(pattern, (expr) => {
    if (expr.kind === 'var' && !expr.name.startsWith('_')) names.push({ expr, frame })
  })
  return names
}
