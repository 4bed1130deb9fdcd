type Name = readonly [module: string, name: string]

/**
 * One name for one function: what both languages call by different names becomes the Erlang one.
 * Rows are `Module.name/arity` as resolved in Elixir.
 * Only pure renamings stand here: same arguments, same order, same meaning for a reader of designs.
 */
const rows: Record<string, Name> = {
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
  'System.unique_integer/0': ['erlang', 'unique_integer'],
  'System.unique_integer/1': ['erlang', 'unique_integer'],
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

/** The rows by module, name and arity, so that a look-up builds no key. */
const renamed = new Map<string, Map<string, (Name | undefined)[]>>()
for (const [key, name] of Object.entries(rows)) {
  const [, module, from, arity] = /^(.+)\.(\w+)\/(\d+)$/.exec(key) as unknown as [
    string,
    string,
    string,
    string,
  ]
  const names = renamed.get(module) ?? new Map<string, (Name | undefined)[]>()
  const arities = names.get(from) ?? []
  arities[Number(arity)] = name
  renamed.set(module, names.set(from, arities))
}

/** What Kernel has and module erlang has not: most of its macros, and functions of its own. */
const onlyKernels = new Set(
  `! && ** =~ @ alias! binary_slice binding dbg def defdelegate defexception defguard defguardp defimpl defmacro
  defmacrop defmodule defoverridable defp defprotocol defstruct destructure elem function_exported?
  get_and_update_in get_in if inspect is_exception is_nil is_non_struct_map is_struct macro_exported? match? pop_in
  put_elem put_in reraise struct struct! tap to_char_list to_charlist to_string to_timeout unless update_in use
  var! |> ||`.split(/\s+/),
)

function isErlangs(name: string, arity: number): boolean {
  // Kernel.raise/1 makes an exception of its argument; erlang:raise/3 takes a class and a stack trace.
  return !onlyKernels.has(name) && !(name === 'raise' && arity < 3)
}

/** The canonical name of a resolved function where it has another one; null where it keeps its own. */
export function renaming(module: string, name: string, arity: number): Name | null {
  const names = renamed.get(module)
  if (names === undefined) return module === 'Kernel' && isErlangs(name, arity) ? ['erlang', name] : null
  return names.get(name)?.[arity] ?? null
}

/**
 * The canonical name of a resolved function. Elixir's Kernel functions are Erlang's where they share the name.
 * The call keeps its arguments; only module and name change.
 */
export function canonical(module: string, name: string, arity: number): Name {
  return renaming(module, name, arity) ?? [module, name]
}
