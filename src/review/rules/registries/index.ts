import type { Rule } from '../rule.ts'
import globalConflictDefaultKill from './global-conflict-default-kill/rule.ts'
import globalLockPartial from './global-lock-partial/rule.ts'
import hordeQuorumAutoMembers from './horde-quorum-auto-members/rule.ts'
import leaseRenewTooLate from './lease-renew-too-late/rule.ts'
import pgMembershipAsTruth from './pg-membership-as-truth/rule.ts'
import registryEventualSingleton from './registry-eventual-singleton/rule.ts'

/** In the order of the catalogue. */
export const registries: readonly Rule[] = [
  globalConflictDefaultKill,
  registryEventualSingleton,
  hordeQuorumAutoMembers,
  globalLockPartial,
  pgMembershipAsTruth,
  leaseRenewTooLate,
]
