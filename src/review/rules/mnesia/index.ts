import type { Rule } from '../rule.ts'
import mnesiaDirtyRmw from './mnesia-dirty-rmw/rule.ts'
import mnesiaJoinResultIgnored from './mnesia-join-result-ignored/rule.ts'
import mnesiaNoMajority from './mnesia-no-majority/rule.ts'
import mnesiaNoPartitionRecovery from './mnesia-no-partition-recovery/rule.ts'
import mnesiaTxSideEffect from './mnesia-tx-side-effect/rule.ts'
import mnesiaWaitTables from './mnesia-wait-tables/rule.ts'

/** In the order of the catalogue. */
export const mnesia: readonly Rule[] = [
  mnesiaDirtyRmw,
  mnesiaNoMajority,
  mnesiaTxSideEffect,
  mnesiaNoPartitionRecovery,
  mnesiaJoinResultIgnored,
  mnesiaWaitTables,
]
