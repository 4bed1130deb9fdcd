import { z } from 'zod'
import { fact, Location } from '../location.ts'

/** Everything that holds state, names, roles or messages across nodes; what loses most in a fault first. */
export const mechanismKinds = [
  'ra',
  'khepri',
  'mnesia',
  'visible-majority',
  'first-of-visible',
  'takeover',
  'global-names',
  'global-locks',
  'horde',
  'swarm',
  'syn',
  'delta-crdt',
  'postgres',
  'etcd',
  'kubernetes-lease',
  'redis',
  'oban',
  'quantum',
  'pg',
  'pubsub',
  'presence',
  'registry',
] as const
export type MechanismKind = (typeof mechanismKinds)[number]

export const Mechanism = z.object({
  kind: z.enum(mechanismKinds),
  /** A table, a group, a module; null where the kind says all. */
  name: z.string().nullable(),
  /** Voters or copies; null where they are found when it runs, or every node is one. */
  members: z.int().nullable(),
  /** Mnesia: whether a majority is asked for; null elsewhere and where it is not seen. */
  majority: z.boolean().nullable(),
  evidence: z.array(Location),
})

/** What of a program decides its behaviour in a fault: small, and kept with its report. */
export const ClusterFacts = z.object({
  /** Nodes in production; `max` is null where nothing bounds it. */
  size: fact(z.object({ min: z.int(), max: z.int().nullable() })),
  /** Settings of the kernel that somebody sets: `net_ticktime`, `prevent_overlapping_partitions` … */
  settings: z.array(z.object({ key: z.string(), value: z.string().nullable(), evidence: z.array(Location) })),
  mechanisms: z.array(Mechanism),
  /** How nodes find each other in production; milliseconds between two look-ups, null where it is not said. */
  discovery: z.array(
    z.object({
      library: z.string(),
      strategy: z.string(),
      pollMs: z.int().nullable(),
      evidence: z.array(Location),
    }),
  ),
  /** Connections to a database that each node opens. */
  pools: z.array(z.object({ size: z.int(), evidence: z.array(Location) })),
  /** What is replaced at a deploy: `unavailable` as the platform is told, else null. */
  workloads: z.array(
    z.object({
      kind: z.string(),
      name: z.string(),
      unavailable: z.string().nullable(),
      evidence: z.array(Location),
    }),
  ),
  /** Where something is done about `inconsistent_database`. */
  healing: z.array(Location),
  /** Writes of Mnesia outside a transaction: they ask no majority. */
  dirtyWrites: z.array(Location),
})

export type Mechanism = z.infer<typeof Mechanism>
export type ClusterFacts = z.infer<typeof ClusterFacts>
