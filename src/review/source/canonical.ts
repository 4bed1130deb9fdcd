/**
 * One name for one function: what both languages call by different names becomes the Erlang one.
 * Keys are `Module.name/arity` as resolved in Elixir; a value without arity keeps the arguments as they are.
 * Only pure renamings stand here: same arguments, same order, same meaning for a reader of designs.
 */
const renamed: Record<string, readonly [module: string, name: string]> = {
  'Node.list/0': ['erlang', 'nodes'],
  'Node.list/1': ['erlang', 'nodes'],
  'Node.self/0': ['erlang', 'node'],
  'Node.connect/1': ['net_kernel', 'connect_node'],
  'Node.disconnect/1': ['erlang', 'disconnect_node'],
  'Node.monitor/2': ['erlang', 'monitor_node'],
  'Node.spawn/2': ['erlang', 'spawn'],
  'System.system_time/0': ['erlang', 'system_time'],
  'System.system_time/1': ['erlang', 'system_time'],
  'System.os_time/0': ['os', 'system_time'],
  'System.os_time/1': ['os', 'system_time'],
  'System.monotonic_time/0': ['erlang', 'monotonic_time'],
  'System.monotonic_time/1': ['erlang', 'monotonic_time'],
  'GenServer.call/2': ['gen_server', 'call'],
  'GenServer.call/3': ['gen_server', 'call'],
  'GenStateMachine.call/2': ['gen_statem', 'call'],
  'GenStateMachine.call/3': ['gen_statem', 'call'],
  'GenServer.cast/2': ['gen_server', 'cast'],
  'GenServer.multi_call/2': ['gen_server', 'multi_call'],
  'GenServer.multi_call/3': ['gen_server', 'multi_call'],
  'GenServer.multi_call/4': ['gen_server', 'multi_call'],
  'GenServer.abcast/2': ['gen_server', 'abcast'],
  'GenServer.abcast/3': ['gen_server', 'abcast'],
  'Process.send/3': ['erlang', 'send'],
  'Enum.count/1': ['erlang', 'length'],
  'Enum.min/1': ['lists', 'min'],
  'Enum.max/1': ['lists', 'max'],
  'Enum.sort/1': ['lists', 'sort'],
  'Enum.reverse/1': ['lists', 'reverse'],
  'List.first/1': ['erlang', 'hd'],
  'List.last/1': ['lists', 'last'],
  'MapSet.size/1': ['erlang', 'length'],
  'sets.size/1': ['erlang', 'length'],
  'ordsets.size/1': ['erlang', 'length'],
}

/**
 * The canonical name of a resolved function. Elixir's Kernel functions are Erlang's where they share the name.
 * The call keeps its arguments; only module and name change.
 */
export function canonical(
  module: string,
  name: string,
  arity: number,
): readonly [module: string, name: string] {
  const known = renamed[`${module}.${name}/${arity}`]
  if (known) return known
  return module === 'Kernel' ? ['erlang', name] : [module, name]
}
