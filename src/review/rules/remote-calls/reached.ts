import type { Call, Clause } from '../../source/form.ts'
import { callGraph } from '../../source/program/calls/call-graph.ts'
import { definitionAt } from '../../source/program/calls/modules.ts'
import type { Frame, Program, Site } from '../../source/program/program.ts'
import { split } from '../../source/program/words.ts'
import { visitAll } from '../../source/walk.ts'

/** A call that runs when a clause runs, and the calls of the program's own functions that lead there. */
export interface Reached {
  readonly site: Site<Call>
  readonly path: readonly Site<Call>[]
}

interface Start {
  readonly frame: Frame
  readonly clause: Clause
}

/** A clause with more below it than this is a whole program: nothing is said of it. */
const patience = 1_500

/** Every call in the body of a clause and in the functions that it surely calls on its own node, `depth` calls deep. */
export function reachedFrom(program: Program, { frame, clause }: Start, depth = 2): readonly Reached[] {
  const graph = callGraph(program)
  const found: Reached[] = []
  let layer: Reached[] = []
  visitAll(clause.body, (expr) => {
    if (expr.kind === 'call') layer.push({ site: { expr, frame }, path: [] })
  })
  const seen = new Set(frame.fn ? [frame.fn] : [])
  for (let level = 0; layer.length > 0; level++) {
    found.push(...layer)
    if (level === depth || found.length > patience) break
    const next: Reached[] = []
    for (const { site, path } of layer) {
      for (const target of graph.targetsOf(site)) {
        if (!target.certain || target.remote || seen.has(target.fn)) continue
        seen.add(target.fn)
        for (const inner of graph.sitesIn(target))
          if (inner.expr.kind === 'call') next.push({ site: inner as Site<Call>, path: [...path, site] })
      }
    }
    layer = next
  }
  return found
}

const asks = new Set([
  'quorum',
  'majority',
  'minority',
  'voter',
  'vote',
  'lease',
  'fence',
  'fencing',
  'epoch',
  'term',
])

/** Who leads is asked: somebody else decides that there is one. */
const asksLeader = /^(get|is|am|find|current)_(the_)?leader\??$|^leader\?$/

/**
 * The first step on the way that asks for a majority, the leader, a lease or a fencing number by the name of what it calls, or
 * null: a guard that is asked in the same clause, or in a function on the way.
 */
export function asksFirst(reached: readonly Reached[]): Site<Call> | null {
  for (const { site } of reached) {
    const words = split(site.expr.name)
    // `term_to_binary` is about no term of an election.
    const isCodec = words.includes('term') && words.includes('to')
    if ((!isCodec && words.some((word) => asks.has(word))) || asksLeader.test(site.expr.name)) return site
  }
  return null
}

/** `Module.function/arity` of the function that a step stands in, where it is not that of `frame`. */
export function throughOf({ path }: Reached): string {
  const names = path.map(({ expr }) => `\`${expr.name}\``)
  return names.length === 0 ? '' : `, through ${names.join(' and ')}`
}

/** Where the finding stands: the call itself if it is in the handler's own function, else the call that leads there. */
export function placeOf({ site, path }: Reached, frame: Frame): Site<Call> {
  return definitionAt(site.frame)?.fn === frame.fn ? site : (path[0] ?? site)
}
