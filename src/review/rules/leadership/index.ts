import type { Rule } from '../rule.ts'
import leaderByNodeOrder from './leader-by-node-order/rule.ts'
import leaderNoFencing from './leader-no-fencing/rule.ts'
import leaderNoQuorum from './leader-no-quorum/rule.ts'
import leaderNoStepDown from './leader-no-step-down/rule.ts'
import leaderVisibilityQuorum from './leader-visibility-quorum/rule.ts'

/** In the order of the catalogue. */
export const leadership: readonly Rule[] = [
  leaderNoQuorum,
  leaderVisibilityQuorum,
  leaderByNodeOrder,
  leaderNoFencing,
  leaderNoStepDown,
]
