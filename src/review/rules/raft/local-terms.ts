import type { Call } from '../../source/form.ts'
import { type Taint, taintOf } from '../../source/program/flow/sources.ts'

/** What a call inside replicated code depends on besides the log: in words, and how it differs. */
export interface LocalTerm {
  readonly what: string
  /** `local`: another value at each evaluation; `member`: one for each member. */
  readonly term: 'local' | 'member'
}

const words: Partial<Record<Taint, LocalTerm>> = {
  'wall-clock': { what: 'reads the clock of the member that runs it', term: 'local' },
  'monotonic-clock': { what: 'reads the monotonic clock of the member that runs it', term: 'local' },
  random: { what: 'gives another value at each evaluation', term: 'local' },
  identity: { what: 'names the member that runs it', term: 'member' },
  configuration: { what: 'reads the configuration of the member that runs it', term: 'member' },
  'store-read': { what: 'reads a table or store that is no part of the log', term: 'member' },
  'visible-nodes': { what: 'lists what the member that runs it can see', term: 'member' },
  'remote-result': { what: 'asks another node, at another time on each member', term: 'local' },
}

const liveness: LocalTerm = { what: 'asks whether a process or node is alive now', term: 'local' }
const files: LocalTerm = { what: 'reads a file of the member that runs it', term: 'member' }
const more: Record<string, LocalTerm> = {
  'erlang:is_process_alive': liveness,
  'erlang:whereis': liveness,
  'erlang:process_info': liveness,
  'erlang:processes': liveness,
  'erlang:registered': liveness,
  'erlang:memory': { what: 'measures the member that runs it', term: 'local' },
  'erlang:statistics': { what: 'measures the member that runs it', term: 'local' },
  'Process:alive?': liveness,
  'Process:whereis': liveness,
  'Process:info': liveness,
  'global:whereis_name': liveness,
  'net_adm:ping': liveness,
  'net_kernel:connect_node': liveness,
  'Registry:lookup': liveness,
  'file:read_file': files,
  'file:consult': files,
  'File:read': files,
  'File:read!': files,
  'File:exists?': files,
  'mnesia:table_info': { what: 'reads a table or store that is no part of the log', term: 'member' },
  'khepri:get': { what: 'reads a table or store that is no part of the log', term: 'member' },
}

/** What makes a call's result differ between members or at replay; null where only the arguments do. */
export function localTerm(call: Call): LocalTerm | null {
  // A reference of a table or a counter is read by keys; pure match specifications are none of these.
  const known = more[`${call.module}:${call.name}`]
  if (known) return known
  const taint = taintOf(call)
  return (taint && words[taint]) ?? null
}
