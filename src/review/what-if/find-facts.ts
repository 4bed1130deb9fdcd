import { pairs } from '../architecture/literals.ts'
import type { Location } from '../location.ts'
import { kernelSettings, nodes, ownWorkloads, topologies } from '../source/program/deployment/index.ts'
import { locationOf } from '../source/program/place.ts'
import type { Program, Site } from '../source/program/program.ts'
import { accesses, isWrite } from '../source/program/stores/index.ts'
import { visit } from '../source/walk.ts'
import type { ClusterFacts } from './facts.ts'
import { mechanismsOf } from './find-mechanisms.ts'

const kernelKeys = [
  'net_ticktime',
  'net_tickintensity',
  'prevent_overlapping_partitions',
  'connect_all',
  'dist_auto_connect',
]
/** Places that are kept for one fact. */
const mostPlaces = 3

/** What a question about a fault needs to know of a program, from its code and the documents beside it. */
export function clusterFacts(program: Program): ClusterFacts {
  const size = nodes(program)
  return {
    size: size
      ? { value: { min: size.min, max: size.max }, evidence: [locationOf(size.from)] }
      : {
          value: 'unknown',
          because: 'No manifest, container file or topology that was read says how many nodes run.',
        },
    settings: kernelKeys.flatMap((key) => settingOf(program, key)),
    mechanisms: mechanismsOf(program),
    discovery: discoveryOf(program),
    pools: poolsOf(program),
    workloads: ownWorkloads(program)
      .filter(({ environment }) => environment === 'production')
      .map(({ kind, name, maxUnavailable, site }) => ({
        kind,
        name,
        unavailable: maxUnavailable?.value ?? null,
        evidence: [locationOf(site)],
      })),
    healing: placesOf(service(program.atoms('inconsistent_database'))),
    dirtyWrites: placesOf(
      accesses(program)
        .filter((access) => access.store === 'mnesia' && access.dirty && isWrite(access))
        .map(({ site }) => site)
        .filter(({ frame }) => frame.file.pathClass === 'service'),
    ),
  }
}

function service<S extends Site>(sites: readonly S[]): readonly S[] {
  return sites.filter(({ frame }) => frame.file.pathClass === 'service')
}

function placesOf(sites: readonly Site[]): Location[] {
  return sites.slice(0, mostPlaces).map(locationOf)
}

/** As production has it: what is set for development or tests alone says nothing of it. */
function settingOf(program: Program, key: string): ClusterFacts['settings'] {
  const set = kernelSettings(program, key).filter(
    ({ environment }) => environment === 'production' || environment === 'unknown',
  )
  const values = [...new Set(set.map(({ value }) => value))]
  return values.map((value) => ({
    key,
    value,
    evidence: placesOf(set.filter((each) => each.value === value).map(({ site }) => site)),
  }))
}

/** Topologies that are not for development or tests alone; the same strategy twice is one. */
function discoveryOf(program: Program): ClusterFacts['discovery'] {
  const found: ClusterFacts['discovery'] = []
  for (const { library, strategy, settings, environment, site } of topologies(program)) {
    if (environment === 'development' || environment === 'test') continue
    const name = strategy ?? library
    const same = found.find((each) => each.library === library && each.strategy === name)
    const poll = settings.find(({ key }) => key === 'polling_interval' || key === 'interval')?.site.expr
    const pollMs = poll?.kind === 'integer' && poll.value > 0 ? poll.value : null
    if (same) same.evidence.push(...placesOf([site]).slice(0, Math.max(0, mostPlaces - same.evidence.length)))
    else found.push({ library, strategy: name, pollMs, evidence: placesOf([site]) })
  }
  return found
}

const poolKeys = new Set(['pool_size'])

/** Pools of a repository that stand in configuration; others (PubSub has one as well) are no connections. */
function poolsOf(program: Program): ClusterFacts['pools'] {
  const found: { size: number; evidence: Location[] }[] = []
  for (const site of pairs(program, poolKeys)) {
    const { path } = site.frame.file
    if (!/(^|\/)config\/[^/]*\.exs$/.test(path) || /(dev|test)\.exs$/.test(path)) continue
    const size = literalSize(site)
    if (size !== null) found.push({ size, evidence: [locationOf(site)] })
  }
  return found.slice(0, mostPlaces)
}

/** A number, or the default beside a variable: `String.to_integer(System.get_env("POOL_SIZE") || "10")`. */
function literalSize({ expr }: ReturnType<typeof pairs>[number]): number | null {
  let size: number | null = null
  const value = expr.items[1]
  if (value) {
    visit(value, (inner) => {
      const text = inner.kind === 'integer' ? String(inner.value) : inner.kind === 'text' ? inner.value : null
      if (text !== null && /^[1-9]\d{0,3}$/.test(text)) size = Number(text)
    })
  }
  return size
}
