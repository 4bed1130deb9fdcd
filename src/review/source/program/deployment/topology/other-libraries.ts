import type { Expr } from '../../../form.ts'
import type { Frame, Program, Site } from '../../program.ts'
import { append } from '../append.ts'
import { environmentOf } from '../environment.ts'
import { nameOf, pairsOf } from '../literal.ts'
import type { Config } from '../settings/application.ts'
import type { ConfigEntry } from '../settings/entries.ts'
import { childrenOf } from './children.ts'
import { hostsOf } from './libcluster.ts'
import type { Topology, TopologySetting } from './topology.ts'

function topology(known: Pick<Topology, 'library' | 'environment' | 'site'> & Partial<Topology>): Topology {
  return { name: null, strategy: null, settings: [], overrides: [], secret: null, hosts: null, ...known }
}

function settingsIn(list: Expr | undefined, frame: Frame): TopologySetting[] {
  return pairsOf(list).map(({ key, value }) => ({ key, site: { expr: value, frame } }))
}

/** `{DNSCluster, query: …}` among the children of a supervisor, and the setting that the query is read from. */
export function dnsClusters(program: Program, config: Config): Topology[] {
  return childrenOf(program, 'DNSCluster').map(({ expr, frame }) => {
    const settings = settingsIn(expr.items[1], frame)
    const query = settings.find(({ key }) => key === 'query')?.site
    const values = query ? configured(config, query) : null
    append(settings, values ?? [])
    // `query: get_env(…) || :ignore` joins nobody as long as no file sets it for production.
    const environment = values?.length === 0 ? 'unknown' : environmentOf(frame.file, 'production')
    return topology({ library: 'dns_cluster', settings, environment, site: { expr, frame } })
  })
}

/** What configuration says in production for the setting that an expression reads; null where it reads none. */
function configured(config: Config, { expr, frame }: Site): TopologySetting[] | null {
  const reader = config.readers.find(
    ({ site }) =>
      site.frame.file === frame.file && expr.start <= site.expr.start && site.expr.end <= expr.end,
  )
  if (!reader) return null
  const values = config.valueOf(reader.app, ...reader.keys)
  return values.flatMap(({ site, entry }) =>
    entry.environment === 'production' ? [{ key: 'query', site }] : [],
  )
}

/** Clusters that other libraries are configured for: one topology for each place that names a way. */
export function configuredTopologies(entries: readonly ConfigEntry[]): Topology[] {
  const found: Topology[] = []
  const partisan = new Map<ConfigEntry['value']['frame']['file'], ConfigEntry[]>()
  for (const entry of entries) {
    const [key] = entry.keys
    const { expr, frame } = entry.value
    const { environment } = entry
    const here = { environment, site: entry.value }
    if (entry.app === 'partisan') {
      partisan.set(frame.file, [...(partisan.get(frame.file) ?? []), entry])
    } else if (key === 'cluster_discovery' && expr.kind === 'tuple') {
      const settings = settingsIn(expr.items[1], frame)
      const seeds = settings.find((setting) => setting.key === 'seeds')?.site.expr
      found.push(
        topology({
          ...here,
          library: 'ekka',
          strategy: nameOf(expr.items[0]),
          settings,
          hosts: hostsOf(seeds),
        }),
      )
    } else if (entry.app === 'rabbit' && (key === 'cluster_formation' || key === 'cluster_nodes')) {
      const settings = settingsIn(expr, frame)
      const backend = settings.find((setting) => setting.key === 'peer_discovery_backend')?.site.expr
      const hosts = expr.kind === 'tuple' ? hostsOf(expr.items[0]) : null
      found.push(topology({ ...here, library: 'rabbit', strategy: nameOf(backend), settings, hosts }))
    } else if (entry.app === 'peerage' && key === 'via') {
      found.push(topology({ ...here, library: 'peerage', strategy: nameOf(expr) }))
    } else if (entry.app === 'kernel' && (key === 'sync_nodes_mandatory' || key === 'sync_nodes_optional')) {
      found.push(topology({ ...here, library: 'kernel', strategy: key, hosts: hostsOf(expr) }))
    }
  }
  for (const own of partisan.values()) append(found, ofPartisan(own))
  return found
}

function ofPartisan(entries: readonly ConfigEntry[]): Topology[] {
  const [first] = entries
  if (!first) return []
  const settings = entries.map(({ keys, value }) => ({ key: keys.join('.'), site: value }))
  const manager = settings.find(({ key }) => /peer_service_manager$/.test(key))?.site.expr
  return [
    topology({
      library: 'partisan',
      strategy: nameOf(manager),
      settings,
      environment: first.environment,
      site: first.value,
    }),
  ]
}
