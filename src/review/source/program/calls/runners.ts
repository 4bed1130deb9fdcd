/** Where a function that is handed on runs: in the caller, in a process of its own, on another node. */
type Where = 'here' | 'process' | 'node'

/** A function that runs others: which arguments say what. */
export interface Runner {
  readonly where: Where
  /** Index of the module; the function's name and its list of arguments follow. */
  readonly mfa: number | null
  /** Index of a fun. */
  readonly fun: number | null
  /** Index of the node or nodes. */
  readonly node: number | null
  /** Arguments that the runner puts in front of those in the list. */
  readonly given: number
}

/**
 * `module:name/arity mfa fun node given`, `-` for none, by where it runs. Sources: OTP erlang, proc_lib, rpc, erpc, timer,
 * lists; Elixir Task, Task.Supervisor, Agent, Node, Kernel.
 */
const written: Record<Where, string> = {
  here: `
erlang:apply/3 0 - - 0|erlang:apply/2 - 0 - 0|timer:tc/3 0 - - 0|timer:tc/4 0 - - 0
timer:tc/1 - 0 - 0|timer:tc/2 - 0 - 0|mnesia:transaction/1 - 0 - 0|mnesia:transaction/2 - 0 - 0
mnesia:sync_transaction/1 - 0 - 0|mnesia:async_dirty/1 - 0 - 0|mnesia:sync_dirty/1 - 0 - 0|mnesia:activity/2 - 1 - 0
mnesia:activity/3 - 1 - 0|global:trans/2 - 1 - 0|global:trans/3 - 1 - 0|global:trans/4 - 1 - 0
`,
  process: `
erlang:spawn/1 - 0 - 0|erlang:spawn/3 0 - - 0|erlang:spawn_link/1 - 0 - 0|erlang:spawn_link/3 0 - - 0
erlang:spawn_monitor/1 - 0 - 0|erlang:spawn_monitor/3 0 - - 0|erlang:spawn_opt/2 - 0 - 0|erlang:spawn_opt/4 0 - - 0
Process:spawn/2 - 0 - 0|Process:spawn/4 0 - - 0
proc_lib:spawn/1 - 0 - 0|proc_lib:spawn/3 0 - - 0|proc_lib:spawn_link/1 - 0 - 0|proc_lib:spawn_link/3 0 - - 0
proc_lib:spawn_opt/2 - 0 - 0|proc_lib:spawn_opt/4 0 - - 0|proc_lib:start/3 0 - - 0|proc_lib:start/4 0 - - 0
proc_lib:start_link/3 0 - - 0|proc_lib:start_link/4 0 - - 0|proc_lib:start_link/5 0 - - 0|proc_lib:start/5 0 - - 0
Task:start/1 - 0 - 0|Task:start/3 0 - - 0|Task:start_link/1 - 0 - 0|Task:start_link/3 0 - - 0
Task:async/1 - 0 - 0|Task:async/3 0 - - 0|Task:async_stream/2 - 1 - 1|Task:async_stream/3 - 1 - 1
Task:async_stream/4 1 - - 1|Task:async_stream/5 1 - - 1
Task.Supervisor:async/2 - 1 - 0|Task.Supervisor:async/3 - 1 - 0|Task.Supervisor:async/4 1 - - 0
Task.Supervisor:async/5 1 - - 0|Task.Supervisor:async_nolink/2 - 1 - 0|Task.Supervisor:async_nolink/3 - 1 - 0
Task.Supervisor:async_nolink/4 1 - - 0|Task.Supervisor:async_nolink/5 1 - - 0
Task.Supervisor:start_child/2 - 1 - 0|Task.Supervisor:start_child/3 - 1 - 0|Task.Supervisor:start_child/4 1 - - 0
Task.Supervisor:start_child/5 1 - - 0|Task.Supervisor:async_stream/3 - 2 - 1|Task.Supervisor:async_stream/4 - 2 - 1
Task.Supervisor:async_stream/5 2 - - 1|Task.Supervisor:async_stream/6 2 - - 1
Task.Supervisor:async_stream_nolink/3 - 2 - 1|Task.Supervisor:async_stream_nolink/4 - 2 - 1
Task.Supervisor:async_stream_nolink/5 2 - - 1|Task.Supervisor:async_stream_nolink/6 2 - - 1
Agent:start/1 - 0 - 0|Agent:start/2 - 0 - 0|Agent:start_link/1 - 0 - 0|Agent:start_link/2 - 0 - 0
Agent:start_link/3 0 - - 0|Agent:start_link/4 0 - - 0|Agent:get/2 - 1 - 1|Agent:get/3 - 1 - 1|Agent:get/4 1 - - 1
Agent:get/5 1 - - 1|Agent:update/2 - 1 - 1|Agent:update/3 - 1 - 1|Agent:update/4 1 - - 1|Agent:update/5 1 - - 1
Agent:get_and_update/2 - 1 - 1|Agent:get_and_update/3 - 1 - 1|Agent:get_and_update/4 1 - - 1
Agent:get_and_update/5 1 - - 1|Agent:cast/2 - 1 - 1|Agent:cast/4 1 - - 1
timer:apply_after/4 1 - - 0|timer:apply_after/3 - 1 - 0|timer:apply_after/2 - 1 - 0|timer:apply_interval/4 1 - - 0
timer:apply_interval/2 - 1 - 0|timer:apply_interval/3 - 1 - 0|timer:apply_repeatedly/4 1 - - 0
`,
  node: `
erlang:spawn/4 1 - 0 0|erlang:spawn/2 - 1 0 0|erlang:spawn_link/4 1 - 0 0|erlang:spawn_link/2 - 1 0 0
erlang:spawn_monitor/4 1 - 0 0|erlang:spawn_monitor/2 - 1 0 0|erlang:spawn_opt/5 1 - 0 0|erlang:spawn_opt/3 - 1 0 0
erlang:spawn_request/4 1 - 0 0|erlang:spawn_request/5 1 - 0 0
Node:spawn/2 - 1 0 0|Node:spawn/3 - 1 0 0|Node:spawn/4 1 - 0 0|Node:spawn/5 1 - 0 0|Node:spawn_link/2 - 1 0 0
Node:spawn_link/4 1 - 0 0|Node:spawn_monitor/2 - 1 0 0|Node:spawn_monitor/4 1 - 0 0
proc_lib:spawn/2 - 1 0 0|proc_lib:spawn/4 1 - 0 0|proc_lib:spawn_link/2 - 1 0 0|proc_lib:spawn_link/4 1 - 0 0
rpc:call/4 1 - 0 0|rpc:call/5 1 - 0 0|rpc:block_call/4 1 - 0 0|rpc:block_call/5 1 - 0 0|rpc:cast/4 1 - 0 0
rpc:async_call/4 1 - 0 0|rpc:multicall/3 0 - - 0|rpc:multicall/5 1 - 0 0|rpc:eval_everywhere/3 0 - - 0
rpc:eval_everywhere/4 1 - 0 0
erpc:call/2 - 1 0 0|erpc:call/3 - 1 0 0|erpc:call/4 1 - 0 0|erpc:call/5 1 - 0 0|erpc:cast/2 - 1 0 0|erpc:cast/4 1 - 0 0
erpc:multicall/2 - 1 0 0|erpc:multicall/3 - 1 0 0|erpc:multicall/4 1 - 0 0|erpc:multicall/5 1 - 0 0
erpc:multicast/2 - 1 0 0|erpc:multicast/4 1 - 0 0|erpc:send_request/2 - 1 0 0|erpc:send_request/4 1 - 0 0
partisan_rpc:call/4 1 - 0 0|partisan_rpc:call/5 1 - 0 0|partisan_erpc:call/4 1 - 0 0|partisan_erpc:call/5 1 - 0 0
gen_rpc:call/4 1 - 0 0|gen_rpc:call/5 1 - 0 0|gen_rpc:cast/4 1 - 0 0|gen_rpc:async_call/4 1 - 0 0
gen_rpc:multicall/4 1 - 0 0|gen_rpc:multicall/5 1 - 0 0|gen_rpc:eval_everywhere/4 1 - 0 0
`,
}

const runners = new Map<string, Runner>()
for (const where of ['here', 'process', 'node'] as const) {
  for (const entry of written[where].trim().split(/[|\n]/)) {
    const [name = '', ...columns] = entry.split(' ')
    const [mfa = null, fun = null, node = null, given = null] = columns.map((text) =>
      text === '-' ? null : Number(text),
    )
    runners.set(name, { where, mfa, fun, node, given: given ?? 0 })
  }
}

/** `module:name` of each. */
export const runnerNames: ReadonlySet<string> = new Set([
  'rpc:multicall',
  ...[...runners.keys()].map((key) => key.slice(0, key.indexOf('/'))),
])

export function isRunner(module: string, name: string): boolean {
  return runnerNames.has(`${module}:${name}`)
}

/** The runner that `module:name/arity` is, or null. rpc:multicall/4 is not among them: its arguments decide which it is. */
export function runnerOf(module: string, name: string, arity: number): Runner | null {
  return runners.get(`${module}:${name}/${arity}`) ?? null
}

/** rpc:multicall/4 is (M, F, A, Timeout) or (Nodes, M, F, A). */
export const multicallEverywhere: Runner = { where: 'node', mfa: 0, fun: null, node: null, given: 0 }
export const multicallOn: Runner = { where: 'node', mfa: 1, fun: null, node: 0, given: 0 }
