import type { Rule } from '../rule.ts'
import bootSplitFormation from './boot-split-formation/rule.ts'
import discoveryFailureDisconnects from './discovery-failure-disconnects/rule.ts'
import mergeNotAJoin from './merge-not-a-join/rule.ts'
import nodeupFullResync from './nodeup-full-resync/rule.ts'
import partitionNoHealMerge from './partition-no-heal-merge/rule.ts'
import partitionPreventionOff from './partition-prevention-off/rule.ts'
import tickTimeMismatch from './tick-time-mismatch/rule.ts'

/** In the order of the catalogue. */
export const partitions: readonly Rule[] = [
  partitionNoHealMerge,
  mergeNotAJoin,
  bootSplitFormation,
  nodeupFullResync,
  partitionPreventionOff,
  discoveryFailureDisconnects,
  tickTimeMismatch,
]
