import type { Rule } from '../rule.ts'
import broadcastEcho from './broadcast-echo/rule.ts'
import presenceAsTruth from './presence-as-truth/rule.ts'
import pubsubAsReliableLog from './pubsub-as-reliable-log/rule.ts'
import pubsubPoolSizeDrift from './pubsub-pool-size-drift/rule.ts'

/** In the order of the catalogue. */
export const pubsub: readonly Rule[] = [
  pubsubAsReliableLog,
  broadcastEcho,
  presenceAsTruth,
  pubsubPoolSizeDrift,
]
