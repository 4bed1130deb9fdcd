import type { Rule } from '../rule.ts'
import advisoryLockPooledSession from './advisory-lock-pooled-session/rule.ts'
import lockOutsideTransaction from './lock-outside-transaction/rule.ts'
import redisLockUnsafe from './redis-lock-unsafe/rule.ts'
import replicaReadAfterWrite from './replica-read-after-write/rule.ts'

/** In the order of the catalogue. */
export const databaseLocks: readonly Rule[] = [
  advisoryLockPooledSession,
  lockOutsideTransaction,
  redisLockUnsafe,
  replicaReadAfterWrite,
]
