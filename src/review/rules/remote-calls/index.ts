import type { Rule } from '../rule.ts'
import rpcErrorAsValue from './rpc-error-as-value/rule.ts'
import rpcNoTimeout from './rpc-no-timeout/rule.ts'

/** In the order of the catalogue. */
export const remoteCalls: readonly Rule[] = [rpcNoTimeout, rpcErrorAsValue]
