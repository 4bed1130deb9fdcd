import type { Architecture } from '../report.ts'
import type { Expr, Tuple } from '../source/form.ts'
import { locationOf } from '../source/program/place.ts'
import type { Program, Site } from '../source/program/program.ts'
import { visit } from '../source/walk.ts'
import { keyword, literalText, pairs } from './literals.ts'

type Discovery = Architecture['discovery'][number]

/** How nodes find each other, as far as code and configuration say it. */
export function discovery(program: Program): Discovery[] {
  const found: Discovery[] = []
  for (const site of pairs(program, keys)) {
    if (site.frame.file.pathClass === 'test' || /(^|\/)mix\.lock$/.test(site.frame.file.path)) continue
    const one = ofPair(site)
    if (one) merge(found, one)
  }
  for (const [module, name] of byHand) {
    const sites = program.callsOf(module, name).filter(({ frame }) => frame.file.pathClass === 'service')
    for (const site of sites.slice(0, 3)) {
      merge(found, {
        library: 'kernel',
        strategy: `${module}:${name}`,
        settings: {},
        evidence: [locationOf(site)],
      })
    }
  }
  return found
}

const keys = new Set([
  'strategy',
  'cluster_discovery',
  'discovery',
  'peer_discovery_backend',
  'peer_discovery',
  'peer_service_manager',
  'partisan_peer_service_manager',
  'sync_nodes_mandatory',
])
const byHand = [
  ['net_kernel', 'connect_node'],
  ['net_adm', 'ping'],
  ['Node', 'ping'],
  ['net_adm', 'world'],
] as const

function ofPair(site: Site<Tuple>): Discovery | null {
  const [key, value] = site.expr.items
  if (key?.kind !== 'atom' || !value) return null
  const evidence = [locationOf(site)]
  switch (key.name) {
    case 'strategy': {
      if (value.kind !== 'atom' || !/(^|\.)(Cluster\.)?Strategy(\.|$)|Strategy$/.test(value.name)) return null
      const settings = keyword(enclosingList(site), 'config')
      const library = value.name.startsWith('Cluster.Strategy.') ? 'libcluster' : 'libcluster (own strategy)'
      return { library, strategy: value.name, settings: settingsOf(settings), evidence }
    }
    case 'cluster_discovery':
    case 'discovery': {
      const [strategy, options] = value.kind === 'tuple' ? value.items : []
      if (
        strategy?.kind !== 'atom' ||
        !['static', 'mcast', 'dns', 'etcd', 'k8s', 'manual', 'singleton'].includes(strategy.name)
      )
        return null
      return { library: 'ekka', strategy: strategy.name, settings: settingsOf(options ?? null), evidence }
    }
    case 'peer_discovery_backend': {
      const strategy = literalText(value)
      return strategy ? { library: 'rabbit peer discovery', strategy, settings: {}, evidence } : null
    }
    case 'sync_nodes_mandatory':
      return { library: 'kernel', strategy: 'sync_nodes', settings: {}, evidence }
    default: {
      const strategy = literalText(value)
      return strategy && /partisan/i.test(`${strategy}${key.name}`)
        ? { library: 'partisan', strategy, settings: {}, evidence }
        : null
    }
  }
}

function enclosingList(site: Site<Tuple>): Expr | undefined {
  let list: Expr | undefined
  const { clause, file, module, fn } = site.frame
  const bodies = fn
    ? clause.body
    : [...(module?.body ?? []), ...(module?.constants.map(({ value }) => value) ?? []), ...file.form.body]
  for (const expr of bodies) {
    visit(expr, (inner) => {
      if (inner.kind === 'list' && inner.items.includes(site.expr)) list = inner
    })
  }
  return list
}

/** Literal settings; secrets are never copied into a report. */
function settingsOf(list: Expr | null): Record<string, string> {
  const settings: Record<string, string> = {}
  if (list?.kind !== 'list') return settings
  for (const item of list.items) {
    if (item.kind !== 'tuple' || item.items[0]?.kind !== 'atom' || !item.items[1]) continue
    const name = item.items[0].name
    const text = literalText(item.items[1])
    settings[name] = /secret|cookie|password|token|key/i.test(name) ? '(not shown)' : (text ?? '(computed)')
  }
  return settings
}

function merge(found: Discovery[], one: Discovery): void {
  const same = found.find(({ library, strategy }) => library === one.library && strategy === one.strategy)
  if (same) same.evidence.push(...one.evidence)
  else found.push({ ...one, evidence: [...one.evidence] })
}
