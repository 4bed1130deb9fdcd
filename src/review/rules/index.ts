import { clocks } from './clocks/index.ts'
import { crdt } from './crdt/index.ts'
import { databaseLocks } from './database-locks/index.ts'
import { deploys } from './deploys/index.ts'
import { jobs } from './jobs/index.ts'
import { leadership } from './leadership/index.ts'
import { mnesia } from './mnesia/index.ts'
import { observability } from './observability/index.ts'
import { partitions } from './partitions/index.ts'
import { pubsub } from './pubsub/index.ts'
import { quorum } from './quorum/index.ts'
import { races } from './races/index.ts'
import { raft } from './raft/index.ts'
import { strategyAtoms } from './registries/horde-quorum-auto-members/rule.ts'
import { registries } from './registries/index.ts'
import { remoteCalls } from './remote-calls/index.ts'
import { retries } from './retries/index.ts'
import type { Rule } from './rule.ts'
import { scale } from './scale/index.ts'
import { security } from './security/index.ts'

/** Every rule, in the order of the catalogue. */
export const rules: readonly Rule[] = [
  ...leadership,
  ...quorum,
  ...clocks,
  ...races,
  ...remoteCalls,
  ...partitions,
  ...crdt,
  ...raft,
  ...mnesia,
  ...registries,
  ...pubsub,
  ...scale,
  ...retries,
  ...jobs,
  ...databaseLocks,
  ...security,
  ...deploys,
  ...observability,
]

/** Atoms whose places some rule or the architecture asks for. */
export const watchedAtoms = [
  'DeltaCrdt',
  'Elixir.DeltaCrdt',
  'inconsistent_database',
  ...strategyAtoms,
  'mnesia_system_event',
  'ram_copies',
  'disc_copies',
  'disc_only_copies',
  'nodeup',
  'nodedown',
] as const
