import { callGraph } from '../../../source/program/calls/call-graph.ts'
import { definitionAt } from '../../../source/program/calls/modules.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { isClause } from '../../../source/walk.ts'

const lookups =
  /^(syn:(whereis_name|lookup)|global:whereis_name|Horde\.Registry:(lookup|whereis_name)|Swarm:whereis_name|gproc:(where|whereis_name|lookup_\w+))$/

/**
 * The hash only says where to start what no registry of the cluster knows: every caller of the function asks one first, and
 * comes here by its answer. Who owns the key is decided there.
 */
export function placesUnregistered(program: Program, site: Site): boolean {
  if (asksRegistry(program, site)) return true
  const definition = definitionAt(site.frame)
  if (!definition) return false
  const callers = callGraph(program).callersOf(definition, 1)
  return callers.length > 0 && callers.every((caller) => asksRegistry(program, caller.site))
}

/** A branch around the site is taken by what a registry answers. */
function asksRegistry(program: Program, site: Site): boolean {
  const { frame } = site
  return ancestorsOf(site).some((above) => {
    if (isClause(above) || above.kind !== 'branch' || above.subject?.kind !== 'call') return false
    const asked: Site = { expr: above.subject, frame }
    if (isLookup(asked)) return true
    return callGraph(program)
      .targetsOf(asked)
      .some((target) => target.certain && callGraph(program).sitesIn(target).some(isLookup))
  })
}

function isLookup({ expr }: Site): boolean {
  return expr.kind === 'call' && lookups.test(`${expr.module}:${expr.name}`)
}
