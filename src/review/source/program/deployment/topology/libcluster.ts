import type { Expr, List } from '../../../form.ts'
import { type Ancestor, isClause, visitClause } from '../../../walk.ts'
import type { Frame, Program, Site } from '../../program.ts'
import { origins } from '../../values.ts'
import { type Environment, environmentOf } from '../environment.ts'
import { nameOf, pairOf, pairsOf } from '../literal.ts'
import type { Config } from '../settings/application.ts'
import { framesOf } from './children.ts'
import type { Topology, TopologySetting } from './topology.ts'

const overriding = new Set(['connect', 'disconnect', 'list_nodes'])

/**
 * Topologies of libcluster: `name: [strategy: Module, config: [...]]`, in configuration or in the code that hands
 * them to Cluster.Supervisor; a strategy that code reads from a setting is looked up there.
 */
export function libclusterTopologies(program: Program, config: Config): Topology[] {
  const found: Topology[] = []
  for (const file of program.files) {
    if (!/\bstrategy\b/.test(file.text) || !/Cluster|topolog/.test(file.text)) continue
    for (const frame of framesOf(file)) {
      visitClause(frame.clause, (expr, ancestors) => {
        const one = expr.kind === 'list' ? ofList(program, { expr, frame }, ancestors, config) : null
        if (one) found.push(one)
      })
    }
  }
  return found
}

function ofList(
  program: Program,
  { expr: list, frame }: Site<List>,
  ancestors: readonly Ancestor[],
  config: Config,
): Topology | null {
  const strategy = pairOf(list, 'strategy')
  const settings = pairOf(list, 'config')
  if (!strategy) return null
  const module = moduleOf(program, { expr: strategy.value, frame }, config)
  const name = nameAbove(list, ancestors)
  // Supervisors have a strategy too: a topology's is a module, or is computed beside the settings of a name.
  const computed = settings !== null && name !== null && !isLiteralKind(strategy.value)
  if (module === null ? !computed : !settings && !/(^|\.)Strategy(\.|$)|Strategy$/.test(module)) return null
  const site = (expr: Expr) => ({ expr, frame })
  const all = pairsOf(settings?.value).map(({ key, value }): TopologySetting => ({ key, site: site(value) }))
  const hosts = hostsOf(all.find(({ key }) => key === 'hosts')?.site.expr)
  return {
    library: 'libcluster',
    name,
    strategy: module,
    settings: all,
    overrides: pairsOf(list).flatMap(({ key, value }) =>
      overriding.has(key) ? [{ key, site: site(value) }] : [],
    ),
    secret: all.find(({ key }) => key === 'secret')?.site ?? null,
    hosts,
    environment: environmentAt(list, frame, config, [name ?? '', ...casesAround(frame, ancestors)], hosts),
    site: site(list),
  }
}

function isLiteralKind({ kind }: Expr): boolean {
  return kind === 'atom' || kind === 'text' || kind === 'integer'
}

/** The key of the pair whose value the list is. */
function nameAbove(list: Expr, ancestors: readonly Ancestor[]): string | null {
  const above = ancestors.at(-1)
  if (!above || isClause(above) || above.kind !== 'tuple' || above.items[1] !== list) return null
  return nameOf(above.items[0])
}

/** A list of nodes that are all spelled out; null for anything else. */
export function hostsOf(list: Expr | undefined): readonly string[] | null {
  if (list?.kind !== 'list' || list.tail) return null
  const names = list.items.map(nameOf)
  return names.length > 0 && names.every((name) => name !== null) ? names : null
}

/** The strategy's module: an atom, or what configuration says for the setting that the code reads. */
function moduleOf(program: Program, site: Site, config: Config): string | null {
  if (site.expr.kind === 'atom') return asModule(site.expr)
  for (const origin of origins(program, site)) {
    const reader = config.readers.findLast((one) => one.site.expr === origin.expr)
    if (!reader) continue
    for (const { site: value } of config.valueOf(reader.app, ...reader.keys)) {
      const module = asModule(value.expr)
      if (module !== null) return module
    }
  }
  return null
}

function asModule(expr: Expr): string | null {
  return expr.kind === 'atom' && /^[A-Z]/.test(expr.name) ? expr.name : null
}

/** What the code calls the case that the topology is for: its function, and the literals of the clauses around it. */
function casesAround({ fn }: Frame, ancestors: readonly Ancestor[]): string[] {
  const names = fn ? [fn.name] : []
  for (const above of ancestors) {
    if (!isClause(above)) continue
    for (const pattern of above.patterns) {
      if (pattern.kind === 'atom') names.push(pattern.name)
      if (pattern.kind === 'text' && pattern.value !== null) names.push(pattern.value)
    }
  }
  return names
}

/** Nodes of one machine, or of a compose file, are somebody's own; a topology may be named after its environment. */
function environmentAt(
  list: Expr,
  { file }: Frame,
  { entries }: Config,
  names: readonly string[],
  hosts: readonly string[] | null,
): Environment {
  if (hosts?.every((host) => /@(127\.|localhost|::1)/.test(host))) return 'development'
  if (names.some((name) => /compose\b|compose_/.test(name))) return 'development'
  const around = entries.find(
    ({ value }) => value.frame.file === file && value.expr.start <= list.start && list.end <= value.expr.end,
  )
  const otherwise = around?.environment ?? environmentOf(file, 'production')
  return environmentOf({ path: names.join(' '), pathClass: 'service' }, otherwise)
}
