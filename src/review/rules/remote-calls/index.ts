import type { Rule } from '../rule.ts'
import ackBeforeWork from './ack-before-work/rule.ts'
import asyncStreamNodes from './async-stream-nodes/rule.ts'
import connectResultIgnored from './connect-result-ignored/rule.ts'
import downNoconnectionAsDeath from './down-noconnection-as-death/rule.ts'
import fireAndForgetTask from './fire-and-forget-task/rule.ts'
import haltOnPartition from './halt-on-partition/rule.ts'
import initClusterCall from './init-cluster-call/rule.ts'
import lateReplyUnhandled from './late-reply-unhandled/rule.ts'
import multiCallPartialFailure from './multi-call-partial-failure/rule.ts'
import multicallZipMisaligned from './multicall-zip-misaligned/rule.ts'
import nodedownCleanupEverywhere from './nodedown-cleanup-everywhere/rule.ts'
import nodesListedBeforeMonitor from './nodes-listed-before-monitor/rule.ts'
import remoteCallCycle from './remote-call-cycle/rule.ts'
import rpcErrorAsValue from './rpc-error-as-value/rule.ts'
import rpcNoTimeout from './rpc-no-timeout/rule.ts'
import sendAssumedDelivered from './send-assumed-delivered/rule.ts'
import sequentialFanout from './sequential-fanout/rule.ts'
import terminateReliedOn from './terminate-relied-on/rule.ts'
import timeoutInversion from './timeout-inversion/rule.ts'
import timeoutTreatedAsNotDone from './timeout-treated-as-not-done/rule.ts'

/** In the order of the catalogue. */
export const remoteCalls: readonly Rule[] = [
  rpcNoTimeout,
  rpcErrorAsValue,
  multiCallPartialFailure,
  multicallZipMisaligned,
  sequentialFanout,
  timeoutInversion,
  asyncStreamNodes,
  lateReplyUnhandled,
  connectResultIgnored,
  initClusterCall,
  timeoutTreatedAsNotDone,
  remoteCallCycle,
  sendAssumedDelivered,
  fireAndForgetTask,
  ackBeforeWork,
  terminateReliedOn,
  downNoconnectionAsDeath,
  nodedownCleanupEverywhere,
  nodesListedBeforeMonitor,
  haltOnPartition,
]
