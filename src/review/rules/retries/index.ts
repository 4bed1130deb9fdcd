import type { Rule } from '../rule.ts'
import dualWrite from './dual-write/rule.ts'
import publishBeforeCommit from './publish-before-commit/rule.ts'
import retryNotIdempotent from './retry-not-idempotent/rule.ts'

/** In the order of the catalogue. */
export const retries: readonly Rule[] = [retryNotIdempotent, dualWrite, publishBeforeCommit]
