import { facet } from '../facet.ts'
import type { Program, Site } from '../program.ts'
import { deployment } from './deployment.ts'
import { ownWorkloads } from './nodes.ts'
import { projects } from './project/project.ts'
import { childrenOf } from './topology/children.ts'
import { topologies } from './topology/index.ts'

/** A reason to believe that more than one node runs, connected. */
interface ClusterEvidence {
  readonly reason:
    | 'topology'
    | 'cluster library started'
    | 'named replicas'
    | 'nodes are connected in code'
    | 'nodes join a database'
  readonly site: Site
}

const connects = [
  ['net_kernel', 'connect_node'],
  ['Node', 'connect'],
  ['net_adm', 'world'],
  ['net_adm', 'ping'],
  ['Node', 'ping'],
] as const

/** Why nodes of this program are believed to form a cluster, in production; empty where nothing says it. */
export const clusterEvidence = facet((program): readonly ClusterEvidence[] => [
  ...topologies(program).flatMap((topology): ClusterEvidence[] =>
    topology.environment === 'production' && !isLocal(topology.strategy)
      ? [{ reason: 'topology', site: topology.site }]
      : [],
  ),
  ...started(program),
  ...namedReplicas(program),
  ...inCode(program),
])

/** libcluster's LocalEpmd finds the nodes of one machine; ekka's `singleton` and `manual` join nobody. */
function isLocal(strategy: string | null): boolean {
  return strategy !== null && /LocalEpmd$|^singleton$|^manual$/.test(strategy)
}

/** libcluster as a dependency that production has, and its supervisor started. */
function started(program: Program): ClusterEvidence[] {
  const library = projects(program).dependencies.some(
    ({ name, only, direct }) => direct && name === 'libcluster' && (only === null || only.includes('prod')),
  )
  if (!library) return []
  const sites = [
    ...program.callsOf('Cluster.Supervisor', 'start_link'),
    ...childrenOf(program, 'Cluster.Supervisor'),
  ]
  return sites
    .filter(({ frame }) => frame.file.pathClass === 'service')
    .map((site): ClusterEvidence => ({ reason: 'cluster library started', site }))
}

/** More than one copy of a workload of this program, where nodes get long names that others can reach. */
function namedReplicas(program: Program): ClusterEvidence[] {
  const several = ownWorkloads(program).filter(
    ({ environment, replicas }) => environment === 'production' && (replicas?.max ?? replicas?.min ?? 0) > 1,
  )
  if (several.length === 0) return []
  const { flags, variables } = deployment(program)
  const named =
    flags.some(
      ({ flag, value, environment }) =>
        environment === 'production' && (flag === '-name' || flag === '-sname') && !isLoopback(value),
    ) ||
    variables.some(
      ({ name, text, environment }) =>
        environment === 'production' &&
        ((name === 'RELEASE_DISTRIBUTION' && text !== 'none') ||
          (name === 'RELEASE_NODE' && !isLoopback(text))),
    )
  if (!named) return []
  return several.flatMap(({ replicas }): ClusterEvidence[] =>
    replicas ? [{ reason: 'named replicas', site: replicas.site }] : [],
  )
}

function isLoopback(name: string | null): boolean {
  return name !== null && /@(127\.|localhost|::1|nohost)/.test(name)
}

function inCode(program: Program): ClusterEvidence[] {
  const found: ClusterEvidence[] = []
  const add = (reason: ClusterEvidence['reason'], sites: readonly Site[]) => {
    for (const site of sites) if (site.frame.file.pathClass === 'service') found.push({ reason, site })
  }
  for (const [module, name] of connects) add('nodes are connected in code', program.callsOf(module, name))
  const joins = program.callsOf('mnesia', 'change_config').filter(({ expr }) => {
    const [key] = expr.args
    return key?.kind === 'atom' && key.name === 'extra_db_nodes'
  })
  add('nodes join a database', joins)
  return found
}
