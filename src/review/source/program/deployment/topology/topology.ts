import type { Site } from '../../program.ts'
import type { Environment } from '../environment.ts'

/** A setting of a topology; its value is `site.expr` where it stands in code or configuration. */
export interface TopologySetting {
  readonly key: string
  readonly site: Site
}

/** How nodes find and join each other. */
export interface Topology {
  readonly library: 'libcluster' | 'dns_cluster' | 'partisan' | 'ekka' | 'rabbit' | 'peerage' | 'kernel'
  /** The topology's own name where the library has names. */
  readonly name: string | null
  /** The strategy's module or keyword: `Cluster.Strategy.Gossip`, `static`; null where the library has one way. */
  readonly strategy: string | null
  readonly settings: readonly TopologySetting[]
  /** libcluster: what is called instead of connecting, disconnecting and listing nodes. */
  readonly overrides: readonly TopologySetting[]
  /** The setting that holds a shared secret. */
  readonly secret: Site | null
  /** Nodes that are spelled out; null where they are found when it runs. */
  readonly hosts: readonly string[] | null
  readonly environment: Environment
  readonly site: Site
}
