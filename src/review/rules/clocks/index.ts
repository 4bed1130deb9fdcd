import type { Rule } from '../rule.ts'
import clockIdNotUnique from './clock-id-not-unique/rule.ts'
import clockLwwTimestamp from './clock-lww-timestamp/rule.ts'
import clockMonotonicCrossesVm from './clock-monotonic-crosses-vm/rule.ts'
import clockWallLease from './clock-wall-lease/rule.ts'

/** In the order of the catalogue. */
export const clocks: readonly Rule[] = [
  clockMonotonicCrossesVm,
  clockWallLease,
  clockLwwTimestamp,
  clockIdNotUnique,
]
