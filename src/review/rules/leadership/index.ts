import type { Rule } from '../rule.ts'
import leaderByNodeOrder from './leader-by-node-order/rule.ts'

/** In the order of the catalogue. */
export const leadership: readonly Rule[] = [leaderByNodeOrder]
