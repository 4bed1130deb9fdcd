import type { Rule } from '../rule.ts'
import distHeadOfLine from './dist-head-of-line/rule.ts'
import mailboxUnbounded from './mailbox-unbounded/rule.ts'
import meshSize from './mesh-size/rule.ts'
import partisanMisconfigured from './partisan-misconfigured/rule.ts'
import ringChangeNoHandover from './ring-change-no-handover/rule.ts'
import shardModNodes from './shard-mod-nodes/rule.ts'

/** In the order of the catalogue. */
export const scale: readonly Rule[] = [
  meshSize,
  partisanMisconfigured,
  distHeadOfLine,
  shardModNodes,
  ringChangeNoHandover,
  mailboxUnbounded,
]
