import type { Rule } from '../rule.ts'
import clockWallLease from './clock-wall-lease/rule.ts'

/** In the order of the catalogue. */
export const clocks: readonly Rule[] = [clockWallLease]
