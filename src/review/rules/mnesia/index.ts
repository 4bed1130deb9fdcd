import type { Rule } from '../rule.ts'
import mnesiaNoPartitionRecovery from './mnesia-no-partition-recovery/rule.ts'

/** In the order of the catalogue. */
export const mnesia: readonly Rule[] = [mnesiaNoPartitionRecovery]
