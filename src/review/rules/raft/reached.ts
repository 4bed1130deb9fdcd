import type { Expr, FunctionForm } from '../../source/form.ts'
import { callGraph } from '../../source/program/calls/call-graph.ts'
import { facet } from '../../source/program/facet.ts'
import { ancestorsOf, type Definition, type Program, type Site } from '../../source/program/program.ts'
import { isClause } from '../../source/walk.ts'
import { type Replicated, replicated } from './machines.ts'

/** A call that a member makes while it applies an entry. */
export interface Reached {
  readonly root: Replicated
  readonly site: Site
  /** The last place of the machine's own module on the way: `site` itself where it stands there. */
  readonly exit: Site
  /** Calls of other modules' functions on the way. */
  readonly hops: number
}

/** Calls within the machine's module, and beyond it. */
const deepest = 8
const outside = 2

/** Every call, fun reference and application that replicated code may run, nearest first. */
export const reached = facet((program): readonly Reached[] =>
  replicated(program).flatMap((root) => fromRoot(program, root)),
)

interface At {
  readonly definition: Definition
  readonly exit: Site | null
  readonly hops: number
}

function fromRoot(program: Program, root: Replicated): Reached[] {
  const graph = callGraph(program)
  const home = root.definition.module
  const found: Reached[] = []
  const seen = new Set<FunctionForm>([root.definition.fn])
  let layer: readonly At[] = [{ definition: root.definition, exit: null, hops: 0 }]
  for (let level = 0; level <= deepest && layer.length > 0; level++) {
    const next: At[] = []
    for (const { definition, exit, hops } of layer) {
      for (const site of graph.sitesIn(definition)) {
        if (level === 0 && root.fun && !stands(site, root.fun)) continue
        if (isKept(site)) continue
        found.push({ root, site, exit: exit ?? site, hops })
        for (const target of graph.targetsOf(site)) {
          if (!target.certain || target.remote || seen.has(target.fn)) continue
          const away = target.module === home && exit === null ? 0 : hops + 1
          if (away > outside || isQuiet(target.module.name)) continue
          seen.add(target.fn)
          next.push({ definition: target, exit: away === 0 ? null : (exit ?? site), hops: away })
        }
      }
    }
    layer = next
  }
  return found
}

function stands(site: Site, fun: Expr): boolean {
  return site.expr.start >= fun.start && site.expr.end <= fun.end
}

/** In a fun that is kept in a term or handed to ra: `{log, Indexes, fun(…) -> … end}` runs on the leader, later. */
export function isKept(site: Site): boolean {
  const above = ancestorsOf(site)
  for (let i = above.length - 1; i > 0; i--) {
    const [at, parent] = [above[i], above[i - 1]]
    if (!at || !parent || isClause(at) || isClause(parent) || at.kind !== 'fun') continue
    if (['tuple', 'list', 'map'].includes(parent.kind)) return true
    if (
      parent.kind === 'call' &&
      /^(erlang|proc_lib|Task.*):(spawn|start|async)/.test(`${parent.module}:${parent.name}`)
    )
      return true
  }
  return false
}

/** Logging and metrics: every member does them, and nothing follows from them. */
function isQuiet(module: string): boolean {
  return /^(logger|Logger|io|IO|telemetry|counters|prometheus\w*|seshat|lager)$|(^|[._])(log|logger|trace|metrics?|stats?)$/i.test(
    module,
  )
}
