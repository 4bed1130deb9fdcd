import type { Rule } from '../rule.ts'
import cronOnEveryNode from './cron-on-every-node/rule.ts'
import jobLeaderNeedsCluster from './job-leader-needs-cluster/rule.ts'
import jobUniqueAsMutex from './job-unique-as-mutex/rule.ts'

/** In the order of the catalogue. */
export const jobs: readonly Rule[] = [cronOnEveryNode, jobUniqueAsMutex, jobLeaderNeedsCluster]
