import type { Rule } from '../rule.ts'
import raApplyNondeterministic from './ra-apply-nondeterministic/rule.ts'
import raApplyReturnShape from './ra-apply-return-shape/rule.ts'
import raApplySideEffect from './ra-apply-side-effect/rule.ts'
import raClusterFormation from './ra-cluster-formation/rule.ts'
import raLogUnbounded from './ra-log-unbounded/rule.ts'
import raMachineUnversioned from './ra-machine-unversioned/rule.ts'
import raStaleRead from './ra-stale-read/rule.ts'
import raTimeoutResubmit from './ra-timeout-resubmit/rule.ts'

/** In the order of the catalogue. */
export const raft: readonly Rule[] = [
  raApplyReturnShape,
  raApplyNondeterministic,
  raApplySideEffect,
  raStaleRead,
  raLogUnbounded,
  raMachineUnversioned,
  raClusterFormation,
  raTimeoutResubmit,
]
